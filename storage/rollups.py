"""Counts of the answers in release groups, kept where the responses join and leave them.

A summary adds up counts of whole groups, so it costs the same at ten thousand and at ten million answers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, select, update

from storage.releases import Scope, visible
from storage.tables import release_groups, responses, rollups, touchpoints
from storage.upserts import insert_into


class Cell(NamedTuple):
    """What is counted: a value of a question; of several options, also by the respondent's verdict.

    The value is a number of the scale or an option's code; empty, it stands for everybody who answered a question of
    several options. The verdict is "good", "bad" or empty.
    """

    question: str
    value: str
    verdict: str = ""


Cells = Mapping[Cell, int]


@dataclass(frozen=True, slots=True)
class Counted:
    """A cell of a survey version, added up."""

    survey_version_id: int
    cell: Cell
    count: int


@dataclass(frozen=True, slots=True)
class Ended:
    """How many responses of a survey version have ended so, as far as they are in groups."""

    survey_version_id: int
    state: str
    count: int


def add(connection: Connection, group_id: int, cells: Cells) -> None:
    """Count more in a group."""
    if not cells:
        return
    statement = insert_into(connection, rollups)
    more = {"count": rollups.c.count + statement.excluded["count"]}
    keys = ["group_id", "question", "value", "verdict"]
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=more), _rows(group_id, cells))


def subtract(connection: Connection, group_id: int, cells: Cells) -> None:
    """Count less in a group; what nobody answers any more is no row."""
    for cell, count in cells.items():
        chosen = update(rollups).where(
            rollups.c.group_id == group_id,
            rollups.c.question == cell.question,
            rollups.c.value == cell.value,
            rollups.c.verdict == cell.verdict,
        )
        connection.execute(chosen.values(count=rollups.c.count - count))
    connection.execute(delete(rollups).where(rollups.c.group_id == group_id, rollups.c.count <= 0))


def of_group(connection: Connection, group_id: int) -> dict[Cell, int]:
    """The cells of one group."""
    query = select(rollups.c.question, rollups.c.value, rollups.c.verdict, rollups.c.count)
    rows = connection.execute(query.where(rollups.c.group_id == group_id))
    return {Cell(question, value, verdict): count for question, value, verdict, count in rows}


def replace(connection: Connection, group_id: int, cells: Cells) -> None:
    """Write the cells of a group anew."""
    connection.execute(delete(rollups).where(rollups.c.group_id == group_id))
    if cells:
        connection.execute(insert(rollups), _rows(group_id, cells))


def count_answers(connection: Connection, scope: Scope) -> list[Counted]:
    """The cells of complete responses in a scope."""
    query = (
        select(
            release_groups.c.survey_version_id,
            rollups.c.question,
            rollups.c.value,
            rollups.c.verdict,
            func.sum(rollups.c.count),
        )
        .join(release_groups, release_groups.c.id == rollups.c.group_id)
        .where(visible(scope), release_groups.c.state == "complete")
        .group_by(release_groups.c.survey_version_id, rollups.c.question, rollups.c.value, rollups.c.verdict)
    )
    rows = connection.execute(query)
    return [Counted(version, Cell(*cell), int(count)) for version, *cell, count in rows]


def count_for_everybody(connection: Connection, scope: Scope, smallest: int) -> list[Counted]:
    """The cells of complete responses in a scope as far as they may be published.

    Groups below `smallest` are left out, and those of several units, which fewer people may join at a time.
    """
    columns = (release_groups.c.survey_version_id, rollups.c.question, rollups.c.value, rollups.c.verdict)
    query = (
        select(*columns, func.sum(rollups.c.count))
        .join(release_groups, release_groups.c.id == rollups.c.group_id)
        .where(
            visible(scope),
            release_groups.c.state == "complete",
            release_groups.c.responses >= smallest,
            release_groups.c.unit_id.is_not(None),
        )
        .group_by(*columns)
    )
    rows = connection.execute(query)
    return [Counted(version, Cell(*cell), int(count)) for version, *cell, count in rows]


def count_responses(connection: Connection, scope: Scope) -> list[Ended]:
    """Ended responses in a scope, by survey version and state."""
    query = (
        select(release_groups.c.survey_version_id, release_groups.c.state, func.sum(release_groups.c.responses))
        .where(visible(scope))
        .group_by(release_groups.c.survey_version_id, release_groups.c.state)
    )
    return [Ended(version, state, int(count)) for version, state, count in connection.execute(query)]


def has_responses(connection: Connection, scope: Scope) -> bool:
    """Whether anybody has ended a response in a scope, in a group or not: "no data" is said of nothing else."""
    query = select(responses.c.id).where(
        responses.c.state != "open", responses.c.local_date >= scope.first, responses.c.local_date < scope.end
    )
    if scope.touchpoint_ids is not None:
        query = query.where(responses.c.touchpoint_id.in_(scope.touchpoint_ids))
    if scope.unit_ids is not None:
        of_units = select(touchpoints.c.id).where(touchpoints.c.unit_id.in_(scope.unit_ids))
        query = query.where(responses.c.touchpoint_id.in_(of_units))
    return bool(connection.execute(select(query.exists())).scalar_one())


def count_by_days(
    connection: Connection, scope: Scope, survey_version_id: int, question: str
) -> list[Row[date, date, str, int]]:
    """(first day, first day after, value, count) of one question, by the periods of the groups."""
    days = (release_groups.c.first_day, release_groups.c.end_day)
    return _by(connection, scope, survey_version_id, question, days)


def count_by_touchpoint(
    connection: Connection, scope: Scope, survey_version_id: int, question: str
) -> list[Row[int | None, str, int]]:
    """(touchpoint, value, count) of one question; the touchpoint is None for what units show as a whole only."""
    return _by(connection, scope, survey_version_id, question, (release_groups.c.touchpoint_id,))


def count_by_unit(
    connection: Connection, scope: Scope, survey_version_id: int, question: str
) -> list[Row[int | None, str, int]]:
    """(unit, value, count) of one question; the unit is None for what the organisation shows as a whole only."""
    return _by(connection, scope, survey_version_id, question, (release_groups.c.unit_id,))


def _by(
    connection: Connection,
    scope: Scope,
    survey_version_id: int,
    question: str,
    columns: tuple[ColumnElement[Any], ...],
) -> list[Any]:
    query = (
        select(*columns, rollups.c.value, func.sum(rollups.c.count))
        .join(release_groups, release_groups.c.id == rollups.c.group_id)
        .where(
            visible(scope),
            release_groups.c.survey_version_id == survey_version_id,
            release_groups.c.state == "complete",
            rollups.c.question == question,
        )
        .group_by(*columns, rollups.c.value)
    )
    return list(connection.execute(query).all())


def _rows(group_id: int, cells: Cells) -> Sequence[Mapping[str, object]]:
    return [{"group_id": group_id, **cell._asdict(), "count": count} for cell, count in sorted(cells.items())]
