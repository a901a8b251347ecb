"""Finding a service point without a link: by unit, or by a part of a name.

Internal services are for colleagues: to everybody else they do not exist.
"""

from sqlalchemy import Connection

from storage import organisation
from storage.organisation import PLACE_CODE, Touchpoint, UnitOf
from surveys.errors import UnknownTouchpoint


def units(connection: Connection, *, internal: bool = False) -> list[UnitOf]:
    """Units with a service point that takes answers."""
    return organisation.open_units(connection, internal=internal)


def touchpoints(connection: Connection, unit_id: int, *, internal: bool = False) -> list[Touchpoint]:
    """A unit's service points that take answers."""
    return organisation.open_touchpoints(connection, unit_id, internal=internal)


def search(connection: Connection, part: str, *, internal: bool = False) -> list[Touchpoint]:
    """Service points whose service or unit has every word of `part` in its name, in either language."""
    words = part.casefold().split()
    found = organisation.open_touchpoints(connection, internal=internal)
    return [each for each in found if _matches(each, words)]


def check_open_to(connection: Connection, code: str, *, is_colleague: bool) -> None:
    """Raises UnknownTouchpoint for what can be no code, and for a touchpoint for colleagues when the person is none."""
    if not PLACE_CODE.fullmatch(code):
        # PostgreSQL refuses to look for some of what a link or a button may carry.
        raise UnknownTouchpoint
    touchpoint = organisation.touchpoint(connection, code)
    if touchpoint is not None and touchpoint.channel == organisation.INTERNAL and not is_colleague:
        raise UnknownTouchpoint


def _matches(touchpoint: Touchpoint, words: list[str]) -> bool:
    names = (*touchpoint.service.values(), *touchpoint.unit_name.values())
    text = " ".join(names).casefold()
    return bool(words) and all(word in text for word in words)
