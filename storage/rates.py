"""Response rates of whole months, each counted once for good: docs/decisions/response-rates.md.

Which months are counted and what of them may be shown is the domain's (surveys.settling); here are the statements.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select

from storage import locks
from storage.releases import Scope
from storage.sums import ORGANISATION
from storage.tables import invitations, rated_months, response_rates

# In the place of a touchpoint.
ALL: Final = 0
LOCK: Final = "response_rates"


class Key(NamedTuple):
    """Whose invitations. Without a touchpoint it is the unit, without a unit the organisation."""

    touchpoint_id: int
    unit_id: int
    survey: str

    def of_unit(self) -> "Key":
        """The unit that it is part of."""
        return self._replace(touchpoint_id=ALL)

    def of_organisation(self) -> "Key":
        """The organisation that it is part of."""
        return self._replace(touchpoint_id=ALL, unit_id=ORGANISATION)


class Amount(NamedTuple):
    """How many invitations reached somebody, and how many of these were answered to the end."""

    delivered: int
    complete: int

    def __add__(self, other: object) -> "Amount":
        """Both together."""
        if not isinstance(other, Amount):
            return NotImplemented
        return Amount(self.delivered + other.delivered, self.complete + other.complete)


NOTHING: Final = Amount(0, 0)


def lock(connection: Connection) -> None:
    """Let nobody else count months until this transaction ends."""
    locks.take_transaction_lock(connection, LOCK)


def counted(connection: Connection, first: date) -> frozenset[date]:
    """The first days of the months since that day that have been counted."""
    query = select(rated_months.c.month).where(rated_months.c.month >= first)
    return frozenset(connection.execute(query).scalars())


def of_lines(connection: Connection, first: date, end: date, delivered: Collection[str]) -> Mapping[Key, Amount]:
    """What the ledger says of some days by touchpoint, the unit of each line and survey; the end is not among the days.

    `delivered` are the states of those that reached somebody. Where nothing did, the amount is NOTHING.
    """
    lines = invitations.c
    keys = [lines[name] for name in Key._fields]
    amount = [func.count().filter(chosen) for chosen in (lines.state.in_(delivered), lines.state == "complete")]
    query = select(*keys, *amount).where(lines.local_date >= first, lines.local_date < end).group_by(*keys)
    rows = connection.execute(query)
    return {Key(*place): Amount(reached, complete) for *place, reached, complete in rows}


def put(connection: Connection, month: date, amounts: Mapping[Key, Amount]) -> None:
    """A month is counted: this is what may be shown of it. The lock is held."""
    connection.execute(insert(rated_months).values(month=month))
    rows = [{**key._asdict(), **amount._asdict(), "month": month} for key, amount in sorted(amounts.items())]
    if rows:
        connection.execute(insert(response_rates), rows)


def of_scope(connection: Connection, scope: Scope) -> Sequence[tuple[date, Amount]]:
    """What may be shown of the months that lie wholly within a scope, the earliest first.

    Both ends of a scope have to be first days of months: a month that is cut off is not to be asked for.
    """
    totals = (func.sum(response_rates.c.delivered), func.sum(response_rates.c.complete))
    query = select(response_rates.c.month, *totals).where(*_is_in(scope)).group_by(response_rates.c.month)
    rows = connection.execute(query.order_by(response_rates.c.month))
    return [(month, Amount(int(delivered), int(complete))) for month, delivered, complete in rows]


def purge(connection: Connection, before: date) -> int:
    """Delete what is shown of months that ended before that day; returns how many rows.

    That they were counted stays noted: no month is ever counted again.
    """
    ended = response_rates.c.month < before.replace(day=1)
    return connection.execute(delete(response_rates).where(ended)).rowcount


def _is_in(scope: Scope) -> list[ColumnElement[bool]]:
    rows = response_rates.c
    chosen = [rows.month >= scope.first, rows.month < scope.end]
    if scope.survey is not None:
        chosen.append(rows.survey == scope.survey)
    if scope.touchpoint_ids is not None:
        return [*chosen, rows.touchpoint_id.in_(scope.touchpoint_ids)]
    chosen.append(rows.touchpoint_id == ALL)
    if scope.unit_ids is not None:
        return [*chosen, rows.unit_id.in_(scope.unit_ids), rows.unit_id != ORGANISATION]
    return [*chosen, rows.unit_id == ORGANISATION]
