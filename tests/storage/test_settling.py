"""Months are counted once, on both databases and by any number of replicas."""

import asyncio
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection, insert, select

from storage.database import Database
from storage.releases import Scope
from storage.tables import invitations, nightly_runs, response_rates
from surveys import periods, retention
from surveys.catalog_files import load_catalog
from surveys.publishing import load_organisation
from surveys.rates import response_rate
from surveys.settling import SETTLES_WITHIN, settle
from tests.unit.test_suppression import ORGANISATION

MONTH = periods.month_of(date(2026, 8, 1))
NIGHT = datetime(2026, 8, 31, 3, tzinfo=UTC) + SETTLES_WITHIN + timedelta(days=2)


async def test_of_two_replicas_one_counts_the_month(database: Database) -> None:
    await database.run(fill)
    assert sorted(await asyncio.gather(*(database.run(settle, NIGHT) for _ in range(2)))) == [0, 1]
    rates = select(response_rates.c.touchpoint_id, response_rates.c.delivered, response_rates.c.complete)
    rows = await database.read(lambda connection: connection.execute(rates).all())
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


def fill(connection: Connection) -> None:
    load_organisation(connection, ORGANISATION, load_catalog(), NIGHT)
    row = {"touchpoint_id": 1, "unit_id": 1, "survey": "ces", "outcome": "served", "local_date": MONTH.last}
    connection.execute(insert(invitations), [{**row, "state": state} for state in ["complete"] * 8 + ["silent"] * 12])
