"""Months are counted once, on both databases and by any number of replicas."""

import asyncio
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, event, select, text, update

from storage import invitations, rates
from storage.database import Database
from storage.invitations import PURGED_AT_ONCE, Ended, NewInvitation, purge
from storage.rates import Amount, Key
from storage.releases import Scope
from storage.tables import nightly_runs, response_rates, touchpoints
from surveys import periods, retention
from surveys.catalog_files import load_catalog
from surveys.ledger import DELIVERED
from surveys.publishing import load_organisation
from surveys.rates import response_rate
from surveys.settling import SETTLES_WITHIN, settle
from tests.unit.test_suppression import ORGANISATION

MONTH = periods.month_of(date(2026, 8, 1))
NIGHT = datetime(2026, 8, 31, 3, tzinfo=UTC) + SETTLES_WITHIN + timedelta(days=2)
PLACE = Key(1, 1, "ces")


async def test_of_two_replicas_one_counts_the_month(database: Database) -> None:
    await database.run(fill)
    assert sorted(await asyncio.gather(*(database.run(settle, NIGHT) for _ in range(2)))) == [0, 1]
    query = select(response_rates.c.touchpoint_id, response_rates.c.delivered, response_rates.c.complete)
    rows = await database.read(lambda connection: connection.execute(query).all())
    assert sorted(tuple(row) for row in rows) == [(0, 20, 8), (0, 20, 8), (1, 20, 8)]


async def test_nothing_is_counted_by_day(database: Database) -> None:
    await database.run(fill)
    assert await database.run(settle, NIGHT - timedelta(hours=5)) == 0
    assert await database.read(lambda connection: connection.execute(select(nightly_runs)).all()) == []


async def test_rates_are_deleted_with_the_scores_that_they_stand_beside(database: Database) -> None:
    await database.run(fill)
    await database.run(settle, NIGHT)
    kept = retention.Retention(invitations=1)
    for days, n in ((0, 20), (kept.responses, None)):
        now = NIGHT + timedelta(days=days)
        for step in retention.steps(kept, now, now.date()):
            while await database.run(step):
                pass
        found = await database.read(response_rate, Scope(MONTH.first, MONTH.end, "ces"))
        assert (found.score.n if found else None) == n


async def test_invitations_that_have_ended_are_purged_some_at_a_time(database: Database) -> None:
    await database.run(fill)
    await database.run(put, 1)
    await database.run(put, PURGED_AT_ONCE, "silent")
    assert await database.run(purge, MONTH.last) == 0
    assert [await database.run(purge, MONTH.end) for _ in range(3)] == [PURGED_AT_ONCE, 20, 0]
    assert await database.read(of_month) == {PLACE: Amount(1, 0)}


async def test_what_was_asked_for_a_unit_stays_with_it_when_the_point_moves(database: Database) -> None:
    await database.run(fill)
    await database.run(move, 2)
    await database.run(put, 3)
    assert await database.read(of_month) == {PLACE: Amount(20, 8), PLACE._replace(unit_id=2): Amount(3, 0)}


async def test_a_month_is_counted_from_an_index_alone(database: Database) -> None:
    plan = await database.run(plan_of_counting)
    assert re.search(r"(USING COVERING INDEX|Index Only Scan using) ix_invitations_of_day\b", plan)


def fill(connection: Connection) -> None:
    load_organisation(connection, ORGANISATION, load_catalog(), NIGHT)
    put(connection, 8, "complete")
    put(connection, 12, "silent")


def put(connection: Connection, count: int, ended: Ended | None = None) -> None:
    """So many invitations of the month's last day, live or ended."""
    for _ in range(count):
        line = invitations.put(connection, NewInvitation(1, "ces", "served", "invited", MONTH.last))
        if ended:
            invitations.end(connection, line, ended)


def move(connection: Connection, unit: int) -> None:
    connection.execute(update(touchpoints).where(touchpoints.c.id == 1).values(unit_id=unit))


def of_month(connection: Connection) -> Mapping[Key, Amount]:
    return rates.of_lines(connection, MONTH.first, MONTH.end, DELIVERED)


def plan_of_counting(connection: Connection) -> str:
    """How the database would count in a ledger that is too long to be looked through."""
    statements: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        statements.append((statement, parameters))

    is_sqlite = connection.dialect.name == "sqlite"
    if not is_sqlite:
        connection.execute(text("SET LOCAL enable_seqscan = off"))
        # Whether a page has to be read is known after a vacuum alone; a new table had none.
        connection.execute(text("SET LOCAL enable_bitmapscan = off"))
    event.listen(connection, "before_cursor_execute", note)
    of_month(connection)
    event.remove(connection, "before_cursor_execute", note)
    [(statement, parameters)] = statements
    explain = "EXPLAIN QUERY PLAN " if is_sqlite else "EXPLAIN "
    return str(connection.exec_driver_sql(explain + statement, parameters).all())
