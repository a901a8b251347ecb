"""What may be shown in a scope, counted: of service points from their groups, of units and the whole from sums.

Both are the same numbers (storage/sums.py); which is read only decides what the reading costs.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, Subquery, Table, exists, func, select, text

from storage.cells import Cell
from storage.places import lies_in
from storage.releases import Scope, visible
from storage.sums import ORGANISATION
from storage.tables import release_groups, responses, rollups, sum_cells, sums, survey_versions, touchpoints, units
from storage.tables.releases import HAS_MARKS


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


@dataclass(frozen=True, slots=True)
class BySurvey:
    """A survey's complete responses in a scope, and its newest version among them."""

    survey: str
    version_id: int
    responses: int
    name: Mapping[str, str]


def count_answers(connection: Connection, scope: Scope) -> list[Counted]:
    """The cells of complete responses in a scope."""
    counted = _answers(scope)
    columns = (counted.c.survey_version_id, counted.c.question, counted.c.value, counted.c.verdict)
    rows = connection.execute(_totals(counted.c.count, *columns))
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
    counted = _responses(scope)
    rows = connection.execute(_totals(counted.c.responses, counted.c.survey_version_id, counted.c.state))
    return [Ended(version, state, int(count)) for version, state, count in rows]


def count_marked(connection: Connection, scope: Scope, smallest: int) -> int:
    """How many of the responses that are shown in a scope the integrity check has marked.

    Rounded down to `smallest` and its multiples in each group. Added up first, the difference of two scopes would tell
    of a single response. Few groups have so many marks, so they are read even where there are sums.
    """
    marked = release_groups.c.marked
    # As the partial index says it: a bound value would not be seen to match. SQLite begins to read at the first of the
    # two bounds.
    chosen = (marked >= smallest, text(HAS_MARKS), visible(scope))
    query = select(func.coalesce(func.sum(marked - marked % smallest), 0)).where(*chosen)
    return int(connection.execute(query).scalar_one())


def count_by_survey(connection: Connection, scope: Scope) -> list[BySurvey]:
    """The surveys with something to show in a scope, the one with the most complete responses first."""
    counted = _responses(scope)
    by_version = _totals(counted.c.responses, counted.c.survey_version_id)
    complete = by_version.where(counted.c.state == "complete").subquery()
    total = func.sum(complete.c.total)
    query = (
        select(survey_versions.c.survey, func.max(survey_versions.c.id), total)
        .join(complete, complete.c.survey_version_id == survey_versions.c.id)
        .group_by(survey_versions.c.survey)
        .order_by(total.desc(), survey_versions.c.survey)
    )
    found = connection.execute(query).all()
    definitions = select(survey_versions.c.id, survey_versions.c.definition)
    chosen = definitions.where(survey_versions.c.id.in_([row[1] for row in found]))
    names = {row.id: row.definition["name"] for row in connection.execute(chosen)}
    return [BySurvey(survey, version_id, int(n), names[version_id]) for survey, version_id, n in found]


def count_by_days(
    connection: Connection, scope: Scope, survey_version_id: int, question: str
) -> list[Row[date, date, str, int]]:
    """(first day, first day after, value, count) of one question, by the periods of the groups."""
    return _by(connection, _answers(scope), survey_version_id, question, "first_day", "end_day")


def count_by_touchpoint(
    connection: Connection, scope: Scope, survey_version_id: int, question: str
) -> list[Row[int, str, int]]:
    """(touchpoint, value, count) of one question, without what units show as a whole only."""
    of_points = _answers_of_groups(scope).join(touchpoints, touchpoints.c.id == release_groups.c.touchpoint_id)
    return _by(connection, of_points.where(lies_in(scope)).subquery(), survey_version_id, question, "touchpoint_id")


def count_by_unit(
    connection: Connection, scope: Scope, survey_version_id: int, question: str
) -> list[Row[int, str, int]]:
    """(unit, value, count) of one question, without what the organisation shows as a whole only."""
    of_units = scope if scope.unit_ids is not None else replace(scope, unit_ids=_all_units(connection))
    return _by(connection, _answers(of_units), survey_version_id, question, "unit_id")


def has_responses(connection: Connection, scope: Scope) -> bool:
    """Whether anybody has ended a response in a scope, in a group or not: "no data" is said of nothing else."""
    # Point by point, as the index has them: a look through all responses would take seconds.
    ended = exists().where(
        responses.c.touchpoint_id == touchpoints.c.id,
        responses.c.state != "open",
        responses.c.local_date >= scope.first,
        responses.c.local_date < scope.end,
    )
    query = select(touchpoints.c.id).where(ended, lies_in(scope))
    return connection.execute(query.limit(1)).first() is not None


def _responses(scope: Scope) -> Subquery:
    """The responses of groups or of sums: version, state, responses."""
    table, shown = (sums, _summed(sums, scope)) if scope.touchpoint_ids is None else (release_groups, [visible(scope)])
    columns = (table.c.survey_version_id, table.c.state, table.c.responses)
    return select(*columns).where(*shown).subquery()


def _answers(scope: Scope) -> Subquery:
    """The cells of complete responses, of groups or of sums, each with its place, period and version."""
    if scope.touchpoint_ids is not None:
        return _answers_of_groups(scope).subquery()
    columns = [column for column in sum_cells.c if column.name != "part"]
    return select(*columns).where(*_summed(sum_cells, scope)).subquery()


def _answers_of_groups(scope: Scope) -> Select[Any]:
    groups = release_groups.c
    place = (groups.unit_id, groups.touchpoint_id, groups.first_day, groups.end_day, groups.survey_version_id)
    cell = (rollups.c.question, rollups.c.value, rollups.c.verdict, rollups.c.count)
    joined = select(*place, *cell).join_from(release_groups, rollups)
    return joined.where(visible(scope), groups.state == "complete")


def _summed(table: Table, scope: Scope) -> list[ColumnElement[bool]]:
    """The condition on sums that is to them what `visible` is to groups."""
    conditions = [
        table.c.unit_id == ORGANISATION if scope.unit_ids is None else table.c.unit_id.in_(scope.unit_ids),
        table.c.first_day >= scope.first,
        table.c.end_day <= scope.end,
    ]
    if scope.survey is not None:
        versions = select(survey_versions.c.id).where(survey_versions.c.survey == scope.survey)
        conditions.append(table.c.survey_version_id.in_(versions))
    elif table is sum_cells:
        # Their key names the version before the days: without one all years would be looked through.
        conditions.append(table.c.survey_version_id.in_(select(sums.c.survey_version_id).where(*_summed(sums, scope))))
    return conditions


def _by(connection: Connection, counted: Subquery, survey_version_id: int, question: str, *names: str) -> list[Any]:
    query = _totals(counted.c.count, *(counted.c[name] for name in (*names, "value")))
    chosen = (counted.c.survey_version_id == survey_version_id, counted.c.question == question)
    return list(connection.execute(query.where(*chosen)).all())


def _totals(count: ColumnElement[int], *columns: ColumnElement[Any]) -> Select[Any]:
    """By these columns, what has not all been taken back."""
    total = func.sum(count)
    return select(*columns, total.label("total")).group_by(*columns).having(total > 0)


def _all_units(connection: Connection) -> frozenset[int]:
    return frozenset(connection.execute(select(units.c.id)).scalars())
