"""Sums of release groups, by unit and for the organisation: docs/decisions/sums.md.

A summary of a unit or of the organisation reads these, so it costs the same at two service points and at a thousand.
A group notes its unit for good: where a service point belongs today changes no sum.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    Column,
    Connection,
    Row,
    Table,
    and_,
    bindparam,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    text,
)

from storage import locks
from storage.cells import Cell, Cells
from storage.releases import Group, Node
from storage.tables import sum_cells, sums
from storage.tables.sums import LOOSE
from storage.upserts import insert_into

# In the place of a unit.
ORGANISATION: Final = 0
# The part that holds what was put together.
WHOLE: Final = 0
PART_BITS: Final = 62
# Parts put together in a transaction: some thousands of rows, so that the taps never wait long.
AT_ONCE: Final = 50
# What each table counts; the other columns of its key say of what.
_COUNTS: Final[Mapping[Table, Sequence[str]]] = MappingProxyType({sums: ("responses",), sum_cells: ("count",)})


class Place(NamedTuple):
    """Of what there are sums: a unit, or ORGANISATION, a period and a survey version."""

    unit_id: int
    first_day: date
    end_day: date
    survey_version_id: int

    @property
    def name(self) -> str:
        """The place for a person to read, and to find its groups by."""
        unit = f"unit {self.unit_id}" if self.unit_id else "organisation"
        return f"{unit}, version {self.survey_version_id}, {self.first_day} to {self.end_day}"


@dataclass(frozen=True, slots=True)
class Amount:
    """Responses, how many of them are marked, and what the answers of complete ones count for.

    Marks are not summed up: they are told by whole groups only (storage.counts.count_marked).
    """

    responses: int = 0
    marked: int = 0
    cells: Cells = field(default_factory=dict)

    def __neg__(self) -> "Amount":
        """As much less."""
        return Amount(-self.responses, -self.marked, {cell: -count for cell, count in self.cells.items()})


def places(at: Node | Group) -> Sequence[Place]:
    """Whose sums a node or a group is part of; without a unit it is the organisation's only."""
    units = (ORGANISATION,) if at.unit_id is None else (ORGANISATION, at.unit_id)
    return [Place(unit_id, at.first, at.end, at.survey_version_id) for unit_id in units]


def add(connection: Connection, at: Node | Group, more: Amount) -> None:
    """Sum up what has joined a node or a group; a negative amount has left it.

    Rows are only inserted: no replica waits for another here, and none can be in a deadlock.
    """
    part = secrets.randbits(PART_BITS) + 1
    keys = [{**place._asdict(), "part": part} for place in places(at)]
    counts = {"state": at.state, "responses": more.responses}
    connection.execute(insert(sums), [{**key, **counts} for key in keys])
    cells = [{**key, **cell._asdict(), "count": count} for key in keys for cell, count in more.cells.items()]
    if cells:
        connection.execute(insert(sum_cells), cells)


def put_together(connection: Connection) -> int:
    """Put parts into the whole, AT_ONCE at the most; returns how many. Beside another replica it does nothing."""
    if not locks.try_transaction_lock(connection, "sums"):
        return 0
    query = select(sums.c.part).where(text(LOOSE)).distinct().limit(AT_ONCE)
    parts = list(connection.execute(query).scalars())
    if parts:
        for table in _COUNTS:
            _put_together(connection, table, parts)
    return len(parts)


def noted(connection: Connection) -> Mapping[tuple[Place, str], int]:
    """Every sum by its place and what is counted; what adds up to nothing is left out."""
    place, total = [sums.c[name] for name in Place._fields], func.sum
    rows = connection.execute(select(*place, sums.c.state, total(sums.c.responses)).group_by(*place, sums.c.state))
    found = {(Place(*key), f"responses {state}"): int(n) for *key, state, n in rows}
    keys = [sum_cells.c[name] for name in (*Place._fields, *Cell._fields)]
    for *key, question, value, verdict, count in connection.execute(
        select(*keys, total(sum_cells.c.count)).group_by(*keys)
    ):
        found[Place(*key), Cell(question, value, verdict).name] = int(count)
    return {key: n for key, n in found.items() if n}


def named(at: Node | Group, amount: Amount) -> Mapping[str, int]:
    """What an amount adds to the sums of its places, named as `noted` does."""
    cells = {cell.name: count for cell, count in amount.cells.items()}
    return {f"responses {at.state}": amount.responses, **cells}


def _put_together(connection: Connection, table: Table, parts: Sequence[int]) -> None:
    keys, counts = _keys(table), [table.c[name] for name in _COUNTS[table]]
    # As the partial index says it: of bound values it would not be seen that none is 0.
    chosen = and_(text(LOOSE), table.c.part.in_(parts))
    lessened = connection.execute(select(*keys).where(chosen, or_(*(count < 0 for count in counts)))).all()
    added = select(*keys, literal(WHOLE), *map(func.sum, counts)).where(chosen).group_by(*keys)
    statement = insert_into(connection, table).from_select(
        [*(key.name for key in keys), "part", *_COUNTS[table]], added
    )
    more = {count.name: count + statement.excluded[count.name] for count in counts}
    connection.execute(statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=more))
    connection.execute(delete(table).where(chosen))
    if lessened:
        _remove_empty(connection, table, lessened)


def _remove_empty(connection: Connection, table: Table, rows: Sequence[Row[Any]]) -> None:
    """Of the rows that have become less, delete those in which nothing is left."""
    keys = _keys(table)
    chosen = [key == bindparam(f"its_{key.name}") for key in keys]
    empty = [table.c[name] == 0 for name in _COUNTS[table]]
    statement = delete(table).where(*chosen, table.c.part == WHOLE, *empty)
    connection.execute(statement, [{f"its_{key.name}": row[place] for place, key in enumerate(keys)} for row in rows])


def _keys(table: Table) -> list[Column[Any]]:
    return [column for column in table.primary_key if column.name != "part"]
