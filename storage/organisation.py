"""The organisation, its units and its touchpoints."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Select, case, select, update

from storage.tables import organisations, responses, surveys, touchpoints, units
from storage.upserts import insert_into

Names = Mapping[str, str]
# Codes of units and touchpoints. A start link is p_<code>, and Telegram allows 64 of A-Z, a-z, 0-9, _ and - in it:
# https://core.telegram.org/bots/features#deep-linking
PLACE_CODE = re.compile(r"^[a-z0-9-]{1,32}$")
# Where colleagues rate each other's services; citizens neither see nor open it.
INTERNAL = "internal"
ONLY_ROW = 1
# Unless organisation.yaml says otherwise: what US and NHS publications of service ratings usually keep.
SMALLEST_GROUP = 10


@dataclass(frozen=True, slots=True)
class Organisation:
    """The public body; `name` by language."""

    name: Names
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class UnitOf:
    """A unit of the organisation; `name` by language."""

    id: int
    code: str
    name: Names


@dataclass(frozen=True, slots=True)
class Touchpoint:
    """A place where a service is met; `service` and `unit_name` by language."""

    id: int
    code: str
    unit_id: int
    unit_name: Names
    service: Names
    channel: str
    survey: str
    # Also true when its unit or its survey is closed.
    closed: bool
    # Added or changed in the chat.
    kept_in_chat: bool


def get(connection: Connection) -> Organisation | None:
    """The organisation; None before the first load."""
    row = connection.execute(select(organisations.c.name, organisations.c.timezone)).first()
    return Organisation(row.name, ZoneInfo(row.timezone)) if row else None


def zone(connection: Connection) -> ZoneInfo:
    """The organisation's zone, in which its days begin and end; UTC before the first load."""
    name = connection.execute(select(organisations.c.timezone)).scalar()
    return ZoneInfo(name or "UTC")


def smallest_group(connection: Connection) -> int:
    """The fewest responses that are ever shown together."""
    found: int | None = connection.execute(select(organisations.c.smallest_group)).scalar()
    return SMALLEST_GROUP if found is None else found


def is_answered(connection: Connection) -> bool:
    """Whether anybody has begun to answer anything."""
    return bool(connection.execute(select(select(responses.c.id).exists())).scalar_one())


def find_unit(connection: Connection, code: str) -> UnitOf | None:
    """The unit of a code, open or closed."""
    row = connection.execute(select(units.c.id, units.c.code, units.c.name).where(units.c.code == code)).first()
    return UnitOf(*row) if row else None


def code_of(connection: Connection, of: Literal["unit", "touchpoint"], row_id: int) -> str | None:
    """The code of a unit or a touchpoint by its id."""
    table = units if of == "unit" else touchpoints
    code: str | None = connection.execute(select(table.c.code).where(table.c.id == row_id)).scalar()
    return code


def names(connection: Connection, of: Literal["unit", "touchpoint"]) -> dict[int, tuple[str, Names]]:
    """The codes and names of all units, or of all touchpoints by their service, by id."""
    columns = (units.c.id, units.c.code, units.c.name)
    if of == "touchpoint":
        columns = (touchpoints.c.id, touchpoints.c.code, touchpoints.c.service)
    return {row[0]: (row[1], row[2]) for row in connection.execute(select(*columns))}


def keep_rules(connection: Connection, *, approval: bool, retention: Mapping[str, int]) -> None:
    """Write whether a second person approves, and the days that data is kept."""
    connection.execute(update(organisations).values(approval=approval, retention=dict(retention)))


def needs_approval(connection: Connection) -> bool:
    """Whether a version written in the chat needs a second person."""
    return bool(connection.execute(select(organisations.c.approval)).scalar())


def retention(connection: Connection) -> Mapping[str, int] | None:
    """The days that data is kept, by kind; None when the organisation never said."""
    return connection.execute(select(organisations.c.retention)).scalar()


def open_units(connection: Connection, *, internal: bool = True) -> list[UnitOf]:
    """Units that have an open touchpoint, in the order of their loading."""
    with_points = select(touchpoints.c.unit_id).where(~touchpoints.c.closed)
    if not internal:
        with_points = with_points.where(touchpoints.c.channel != INTERNAL)
    query = select(units.c.id, units.c.code, units.c.name).where(~units.c.closed, units.c.id.in_(with_points))
    return [UnitOf(*row) for row in connection.execute(query.order_by(units.c.id))]


def unit_by_id(connection: Connection, unit_id: int) -> UnitOf | None:
    """The unit of an id, open or closed."""
    row = connection.execute(select(units.c.id, units.c.code, units.c.name).where(units.c.id == unit_id)).first()
    return UnitOf(*row) if row else None


def staffed_units(connection: Connection) -> list[UnitOf]:
    """Units that are not closed, with or without a touchpoint: staff may work in any."""
    query = select(units.c.id, units.c.code, units.c.name).where(~units.c.closed).order_by(units.c.id)
    return [UnitOf(*row) for row in connection.execute(query)]


def open_touchpoints(connection: Connection, unit_id: int | None = None, *, internal: bool = True) -> list[Touchpoint]:
    """Touchpoints that take answers, of one unit or of all; `internal` ones only where colleagues look."""
    query = select_touchpoints().where(~touchpoints.c.closed, ~units.c.closed, ~surveys.c.closed)
    if not internal:
        query = query.where(touchpoints.c.channel != INTERNAL)
    if unit_id is not None:
        query = query.where(touchpoints.c.unit_id == unit_id)
    return [Touchpoint(*row) for row in connection.execute(query.order_by(units.c.id, touchpoints.c.id))]


def assignable_touchpoints(connection: Connection) -> list[Touchpoint]:
    """Touchpoints that are open themselves, whether or not their survey is closed."""
    query = select_touchpoints().where(~touchpoints.c.closed, ~units.c.closed)
    return [Touchpoint(*row) for row in connection.execute(query.order_by(units.c.id, touchpoints.c.id))]


def touchpoint(connection: Connection, code: str) -> Touchpoint | None:
    """The touchpoint of a code, open or closed."""
    row = connection.execute(select_touchpoints().where(touchpoints.c.code == code)).first()
    return Touchpoint(*row) if row else None


def keep(connection: Connection, name: Names, timezone: str, smallest_group: int = SMALLEST_GROUP) -> None:
    """Write the one row of the organisation."""
    values = {"name": name, "timezone": timezone, "smallest_group": smallest_group}
    statement = insert_into(connection, organisations).values(id=ONLY_ROW, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))


def keep_unit(connection: Connection, code: str, name: Names, timezone: str | None = None) -> int:
    """Write a unit by its code and return its id; without a zone it has the organisation's."""
    values = {"name": name, "closed": False, "timezone": timezone}
    statement = insert_into(connection, units).values(code=code, **values)
    statement = statement.on_conflict_do_update(index_elements=["code"], set_=values)
    unit_id: int = connection.execute(statement.returning(units.c.id)).scalar_one()
    return unit_id


def keep_touchpoint(
    connection: Connection, code: str, *, unit_id: int, service: Names, channel: str, survey: str
) -> None:
    """Write a touchpoint by its code, as a file says; one that is kept in the chat stays as it is."""
    values = {"unit_id": unit_id, "service": service, "channel": channel, "closed": False, "file_survey": survey}
    statement = insert_into(connection, touchpoints).values(code=code, survey=survey, **values)
    # A survey assigned in the chat stays until the file says something new.
    is_new = touchpoints.c.file_survey.is_distinct_from(survey)
    values["survey"] = case((is_new, survey), else_=touchpoints.c.survey)
    by_file = statement.on_conflict_do_update(index_elements=["code"], set_=values, where=~touchpoints.c.kept_in_chat)
    connection.execute(by_file)


def kept_in_chat(connection: Connection) -> list[str]:
    """The codes of touchpoints that were added or changed in the chat."""
    return list(connection.execute(select(touchpoints.c.code).where(touchpoints.c.kept_in_chat)).scalars())


def assign(connection: Connection, code: str, survey: str) -> None:
    """Ask another survey at a touchpoint from now on; responses that are open keep theirs."""
    connection.execute(update(touchpoints).where(touchpoints.c.code == code).values(survey=survey))


def close_others(connection: Connection, unit_codes: list[str], touchpoint_codes: list[str]) -> None:
    """Close what is missing from the file; nothing is deleted, its answers stay."""
    connection.execute(update(units).where(units.c.code.not_in(unit_codes)).values(closed=True))
    missing = update(touchpoints).where(touchpoints.c.code.not_in(touchpoint_codes), ~touchpoints.c.kept_in_chat)
    connection.execute(missing.values(closed=True))


def select_touchpoints() -> Select[*tuple[Any, ...]]:
    """Every touchpoint with its unit and survey, as Touchpoint has it; for queries of this folder."""
    return (
        select(
            touchpoints.c.id,
            touchpoints.c.code,
            touchpoints.c.unit_id,
            units.c.name,
            touchpoints.c.service,
            touchpoints.c.channel,
            touchpoints.c.survey,
            touchpoints.c.closed | units.c.closed | surveys.c.closed,
            touchpoints.c.kept_in_chat,
        )
        .join(units, units.c.id == touchpoints.c.unit_id)
        .join(surveys, surveys.c.code == touchpoints.c.survey)
    )
