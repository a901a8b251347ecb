"""How many invitations are in each state, by service point, unit and for the organisation: docs/decisions/sums.md.

Whoever writes or changes a line of the ledger does nothing here. A line notes as what it was counted; the heartbeat
counts those that have changed since, and a summary adds them to what it reads, so that it is never behind.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    FromClause,
    and_,
    bindparam,
    delete,
    func,
    insert,
    literal,
    select,
    text,
    union_all,
    update,
)

from storage import locks
from storage.releases import Scope
from storage.sums import ORGANISATION
from storage.tables import invitation_counts, invitations
from storage.tables.invitations import UNCOUNTED
from storage.upserts import insert_into

# In the place of a touchpoint.
ALL: Final = 0
# Lines counted in a transaction, so that the taps never wait long.
AT_ONCE: Final = 500
LOCK: Final = "invitation_counts"


class Key(NamedTuple):
    """What is counted. Without a touchpoint it is the unit, without a unit the organisation."""

    touchpoint_id: int
    unit_id: int
    survey: str
    local_date: date
    state: str

    @property
    def levels(self) -> Iterator["Key"]:
        """All that a line of a touchpoint stands in."""
        yield self
        yield self._replace(touchpoint_id=ALL)
        yield self._replace(touchpoint_id=ALL, unit_id=ORGANISATION)

    @property
    def place(self) -> str:
        """Where, for a person to read."""
        touchpoint = f"touchpoint {self.touchpoint_id}, " if self.touchpoint_id else ""
        return touchpoint + (f"unit {self.unit_id}" if self.unit_id else "organisation")


class Difference(NamedTuple):
    """A count that is not what the lines say."""

    key: Key
    counted: int
    noted: int


_KEYS = [invitation_counts.c[name] for name in Key._fields]
_IS_COUNTED = invitations.c.counted_state != literal("")
# What a line is, and as what it stands in the counts, both in the order of Key.
_NOW = (invitations.c.survey, invitations.c.local_date, invitations.c.state)
_COUNTED = (invitations.c.counted_survey, invitations.c.local_date, invitations.c.counted_state)
_PLACE = (invitations.c.touchpoint_id, invitations.c.unit_id)
AS_COUNTED: Final = (*_PLACE, *_COUNTED)


def count(connection: Connection, scope: Scope) -> Mapping[str, int]:
    """The invitations in a scope by state."""
    noted = select(invitation_counts.c.state, invitation_counts.c["count"]).where(*_level(scope), *_is_in(scope))
    # Materialised, so that the lines are looked for by the one index that has the changed ones alone.
    changed = _changed().cte("changed").prefix_with("MATERIALIZED")
    more = select(changed.c.state, changed.c["count"]).where(*_is_in(scope, changed))
    both = union_all(noted, more).subquery()
    rows = connection.execute(select(both.c.state, func.sum(both.c["count"])).group_by(both.c.state))
    return {state: int(n) for state, n in rows if n}


def count_changed(connection: Connection) -> int:
    """Count lines that are new or have changed, AT_ONCE at the most; returns how many.

    Beside another replica it does nothing, and a line that somebody is changing has its turn later.
    """
    if not locks.try_transaction_lock(connection, LOCK):
        return 0
    query = select(invitations.c.id, *_PLACE, *_NOW, *_COUNTED).where(text(UNCOUNTED)).limit(AT_ONCE)
    lines = connection.execute(query.with_for_update(skip_locked=True)).all()
    if lines:
        ids = [line.id for line in lines]
        counted = {"counted_survey": invitations.c.survey, "counted_state": invitations.c.state}
        connection.execute(update(invitations).where(invitations.c.id.in_(ids)).values(counted))
        _add(connection, _moved(line[1:] for line in lines))
    return len(lines)


def lock(connection: Connection) -> None:
    """Let nobody else count until this transaction ends."""
    locks.take_transaction_lock(connection, LOCK)


def leave_out(connection: Connection, lines: Iterable[Sequence[Any]]) -> None:
    """Lines are deleted, given AS_COUNTED: they count no more. The lock is held."""
    gone = Counter(key for line in lines if (key := Key(*line)).state)
    _add(connection, {key: -n for key, n in gone.items()})


def rebuild(connection: Connection) -> None:
    """Count all lines anew."""
    lock(connection)
    counted = {"counted_survey": invitations.c.survey, "counted_state": invitations.c.state}
    connection.execute(update(invitations).where(text(UNCOUNTED)).values(counted))
    connection.execute(delete(invitation_counts))
    connection.execute(insert(invitation_counts).from_select([*Key._fields, "count"], _recounted()))


def differences(connection: Connection) -> list[Difference]:
    """The counts that are not what a recount of the lines gives."""
    none = literal(0)
    recounted = _recounted().subquery()
    names = [recounted.c[name] for name in Key._fields]
    given = select(*names, recounted.c["count"].label("given"), none.label("noted"))
    noted = select(*_KEYS, none.label("given"), invitation_counts.c["count"].label("noted"))
    both = union_all(given, noted).subquery()
    keys = [both.c[name] for name in Key._fields]
    totals = (func.sum(both.c.given), func.sum(both.c.noted))
    query = select(*keys, *totals).group_by(*keys).having(totals[0] != totals[1]).order_by(*keys)
    return [Difference(Key(*row[:-2]), int(row[-2]), int(row[-1])) for row in connection.execute(query)]


def _level(scope: Scope) -> tuple[ColumnElement[bool], ...]:
    """Which of the three counts of each line are read, besides what the scope itself says."""
    if scope.touchpoint_ids is not None:
        return ()
    of_all = invitation_counts.c.touchpoint_id == ALL
    if scope.unit_ids is not None:
        return (of_all, invitation_counts.c.unit_id != ORGANISATION)
    return (of_all, invitation_counts.c.unit_id == ORGANISATION)


def _is_in(scope: Scope, rows: FromClause = invitation_counts) -> list[ColumnElement[bool]]:
    chosen = [rows.c.local_date >= scope.first, rows.c.local_date < scope.end]
    if scope.survey is not None:
        chosen.append(rows.c.survey == scope.survey)
    if scope.touchpoint_ids is not None:
        chosen.append(rows.c.touchpoint_id.in_(scope.touchpoint_ids))
    if scope.unit_ids is not None:
        chosen.append(rows.c.unit_id.in_(scope.unit_ids))
    return chosen


def _changed() -> CompoundSelect[*tuple[Any, ...]]:
    """What new and changed lines add to the counts, and what they take away."""
    is_changed = text(UNCOUNTED)
    new = select(*_PLACE, *_NOW, literal(1).label("count")).where(is_changed)
    return union_all(new, select(*_PLACE, *_COUNTED, literal(-1)).where(and_(is_changed, _IS_COUNTED)))


def _moved(lines: Iterable[Sequence[Any]]) -> Counter[Key]:
    more: Counter[Key] = Counter()
    for touchpoint_id, unit_id, *rest in lines:
        now, counted = (Key(touchpoint_id, unit_id, *part) for part in (rest[:3], rest[3:]))
        more[now] += 1
        if counted.state:
            more[counted] -= 1
    return more


def _add(connection: Connection, more: Mapping[Key, int]) -> None:
    totals: Counter[Key] = Counter()
    for key, n in more.items():
        for level in key.levels:
            totals[level] += n
    rows = [{**key._asdict(), "count": n} for key, n in sorted(totals.items()) if n]
    if not rows:
        return
    statement = insert_into(connection, invitation_counts)
    added = {"count": invitation_counts.c["count"] + statement.excluded["count"]}
    keys = list(invitation_counts.primary_key)
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=added), rows)
    _remove_empty(connection, [row for row in rows if row["count"] < 0])


def _remove_empty(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Of the counts that have become less, delete those of which nothing is left."""
    if rows:
        chosen = [column == bindparam(f"its_{column.name}") for column in _KEYS]
        statement = delete(invitation_counts).where(*chosen, invitation_counts.c["count"] == 0)
        connection.execute(statement, [{f"its_{name}": row[name] for name in Key._fields} for row in rows])


def _recounted() -> CompoundSelect[*tuple[Any, ...]]:
    """The counts of every level, from the lines as they stand in them."""
    columns = [column.label(name) for column, name in zip(AS_COUNTED, Key._fields, strict=True)]
    of_lines = select(*columns, func.count().label("count")).where(_IS_COUNTED).group_by(*AS_COUNTED)
    points = of_lines.cte("points")
    total = func.sum(points.c["count"]).label("count")
    touchpoint_id, unit_id, *rest = (points.c[name] for name in Key._fields)
    everywhere, organisation = literal(ALL).label("touchpoint_id"), literal(ORGANISATION).label("unit_id")
    return union_all(
        select(touchpoint_id, unit_id, *rest, points.c["count"]),
        select(everywhere, unit_id, *rest, total).group_by(unit_id, *rest),
        select(everywhere, organisation, *rest, total).group_by(*rest),
    )
