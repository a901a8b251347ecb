"""Finding a service point without a link: by unit, or by a part of a name."""

from sqlalchemy import Connection

from storage import organisation
from storage.organisation import Touchpoint, UnitOf


def units(connection: Connection) -> list[UnitOf]:
    """Units with a service point that takes answers."""
    return organisation.open_units(connection)


def touchpoints(connection: Connection, unit_id: int) -> list[Touchpoint]:
    """A unit's service points that take answers."""
    return organisation.open_touchpoints(connection, unit_id)


def search(connection: Connection, part: str) -> list[Touchpoint]:
    """Service points whose service or unit has every word of `part` in its name, in either language."""
    words = part.casefold().split()
    return [each for each in organisation.open_touchpoints(connection) if _matches(each, words)]


def _matches(touchpoint: Touchpoint, words: list[str]) -> bool:
    names = (*touchpoint.service.values(), *touchpoint.unit_name.values())
    text = " ".join(names).casefold()
    return bool(words) and all(word in text for word in words)
