"""Writes what is counted anew, into databases that nobody else uses: of a test, or of a bench that filled it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, literal, select, update

from storage import answers, comment_batches, releases
from storage.cells import Cell
from storage.sums import ORGANISATION, WHOLE, Place
from storage.tables import release_groups, rollups, sum_cells, sums
from surveys import releasing
from surveys.counting import batch_counts, cells_of
from surveys.versions import Versions


def recount(connection: Connection, versions: Versions, today: date) -> None:
    """Group what waits; count groups and sums anew from the answers."""
    releasing.sweep(connection, versions, today)
    set_sizes(connection, releases.count_members(connection))
    connection.execute(delete(rollups))
    for group in releases.groups(connection):
        comment_batches.drop(connection, [group.id])
        if group.state != "complete":
            continue
        survey, given = versions.get(connection, group.survey_version_id), answers.of_group(connection, group.id)
        cells = cells_of(survey, given.values())
        rows = [{"group_id": group.id, **cell._asdict(), "count": count} for cell, count in cells.items()]
        connection.execute(insert(rollups), rows)
        for batch, ids in releases.members(connection, group.id).items():
            counts = batch_counts(survey, (given.get(response_id, ()) for response_id in ids))
            comment_batches.add(connection, group.id, batch, counts)
    rebuild(connection)


def set_sizes(connection: Connection, counted: Mapping[int, tuple[int, int]]) -> None:
    """Note the sizes anew."""
    connection.execute(update(release_groups).values(responses=0, marked=0))
    for group_id, (n, marked) in counted.items():
        chosen = update(release_groups).where(release_groups.c.id == group_id)
        connection.execute(chosen.values(responses=n, marked=marked))


def rebuild(connection: Connection) -> None:
    """Sum all groups up anew."""
    for table in (sums, sum_cells):
        connection.execute(delete(table))
    _rebuild(connection, literal(ORGANISATION))
    _rebuild(connection, release_groups.c.unit_id, release_groups.c.unit_id)


def _rebuild(connection: Connection, unit: ColumnElement[int], *by_unit: ColumnElement[int]) -> None:
    groups = release_groups.c
    period = (groups.first_day, groups.end_day, groups.survey_version_id)
    counted: Any = select(unit, *period, groups.state, literal(WHOLE), func.sum(groups.responses))
    counted = counted.where(unit.is_not(None), groups.responses > 0).group_by(*by_unit, *period, groups.state)
    connection.execute(insert(sums).from_select([*Place._fields, "state", "part", "responses"], counted))
    cell = [rollups.c[name] for name in Cell._fields]
    of_cells: Any = select(unit, *period, *cell, literal(WHOLE), func.sum(rollups.c.count))
    of_cells = of_cells.join_from(rollups, release_groups).where(unit.is_not(None))
    of_cells = of_cells.group_by(*by_unit, *period, *cell)
    connection.execute(insert(sum_cells).from_select([*Place._fields, *Cell._fields, "part", "count"], of_cells))
