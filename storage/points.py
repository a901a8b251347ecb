"""Touchpoints as coordinators keep them in the chat."""

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from storage.organisation import Names, Touchpoint, UnitOf, select_touchpoints
from storage.tables import surveys, touchpoints, units


@dataclass(frozen=True, slots=True)
class Draft:
    """What a name is asked for: a new touchpoint, or one that is renamed."""

    unit_id: int
    channel: str | None = None
    survey: str | None = None
    touchpoint_id: int | None = None


def all_units(connection: Connection) -> list[UnitOf]:
    """Units that are open, with touchpoints or without."""
    query = select(units.c.id, units.c.code, units.c.name).where(~units.c.closed)
    return [UnitOf(*row) for row in connection.execute(query.order_by(units.c.id))]


def of_unit(connection: Connection, unit_id: int) -> list[Touchpoint]:
    """A unit's touchpoints, open and closed."""
    query = select_touchpoints().where(touchpoints.c.unit_id == unit_id).order_by(touchpoints.c.id)
    return [Touchpoint(*row) for row in connection.execute(query)]


def find(connection: Connection, touchpoint_id: int) -> Touchpoint | None:
    """The touchpoint of an id."""
    row = connection.execute(select_touchpoints().where(touchpoints.c.id == touchpoint_id)).first()
    return Touchpoint(*row) if row else None


def open_surveys(connection: Connection) -> list[str]:
    """The codes of surveys that take answers."""
    return list(connection.execute(select(surveys.c.code).where(~surveys.c.closed).order_by(surveys.c.code)).scalars())


def is_taken(connection: Connection, code: str) -> bool:
    """Whether a touchpoint has this code."""
    return connection.execute(select(touchpoints.c.id).where(touchpoints.c.code == code)).first() is not None


def add(connection: Connection, code: str, draft: Draft, service: Names) -> int:
    """Write a new touchpoint that is kept in the chat; returns its id."""
    values = {
        "code": code,
        "unit_id": draft.unit_id,
        "service": service,
        "channel": draft.channel,
        "survey": draft.survey,
        "closed": False,
        "kept_in_chat": True,
    }
    return int(connection.execute(insert(touchpoints).values(values).returning(touchpoints.c.id)).scalar_one())


def rename(connection: Connection, touchpoint_id: int, service: Names) -> None:
    """Give the service another name; from now on the touchpoint is kept in the chat."""
    _change(connection, touchpoint_id, service=service)


def set_closed(connection: Connection, touchpoint_id: int, closed: bool) -> None:
    """Close the touchpoint to answers or open it; from now on it is kept in the chat."""
    _change(connection, touchpoint_id, closed=closed)


def _change(connection: Connection, touchpoint_id: int, **values: object) -> None:
    changed = update(touchpoints).where(touchpoints.c.id == touchpoint_id)
    connection.execute(changed.values(kept_in_chat=True, **values))
