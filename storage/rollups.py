"""Counts of the answers in release groups, kept where the responses join and leave them.

A summary adds up counts of whole groups, or sums of them (storage/sums.py), and looks at no answer.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, delete, select, update

from storage.cells import Cell, Cells
from storage.tables import rollups
from storage.upserts import insert_into


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


def _rows(group_id: int, cells: Cells) -> Sequence[Mapping[str, object]]:
    return [{"group_id": group_id, **cell._asdict(), "count": count} for cell, count in sorted(cells.items())]
