"""What is told of marked and left-out responses is read by indexes, and two replicas that change it do not differ."""

import asyncio
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection, event, select, text, update

from storage import counts, left_out, retention
from storage.database import Database
from storage.releases import Scope
from storage.tables import left_out_counts
from surveys import recounting, releasing
from surveys.catalog_files import load_catalog
from surveys.organisation import read_organisation
from surveys.publishing import load_organisation
from tests.conversations.clock import MovableClock
from tests.postgresql import copy_of
from tests.storage.released import (
    EXAMPLE,
    MONDAY,
    NORTH,
    SOUTH,
    VERSIONS,
    answer,
    filled,
    is_anybody_waiting,
    leave,
)

__all__ = ["filled"]

NEXT_DAY = date(2026, 11, 3)
EVER = Scope(date(2026, 1, 1), date(2028, 1, 1))
PLANS = [(counts.count_marked, "ix_release_groups_marked"), (left_out.count, "ix_left_out_counts_count")]


@pytest.mark.parametrize(("count", "index"), PLANS)
async def test_only_what_reaches_the_smallest_group_is_read(
    filled: Database, count: Callable[[Connection, Scope, int], int], index: str
) -> None:
    found = await filled.read(plan, count)
    assert index in found
    # Where SQLite begins to read: at the bound of the smallest group, not at that of the partial index.
    assert "postgresql" in found or ("SeekGE" in found and "SeekGT" not in found)


async def test_a_piece_of_nothing_has_no_row(filled: Database) -> None:
    ids = await filled.run(answer, NORTH, MONDAY, 3)
    await filled.run(releasing.count_out_together, VERSIONS, ids, "excluded")
    assert await filled.read(rows) == [3]
    await filled.run(releasing.readmit_together, VERSIONS, ids[:2])
    assert await filled.read(rows) == [1]
    await filled.run(releasing.readmit, VERSIONS, ids[2])
    assert await filled.read(rows) == []


async def test_what_is_deleted_by_age_is_left_out_no_longer(filled: Database) -> None:
    for code in (NORTH, SOUTH):
        ids = await filled.run(answer, code, MONDAY, 2)
        await filled.run(releasing.count_out_together, VERSIONS, ids, "excluded")
    await filled.run(releasing.count_out_together, VERSIONS, await filled.run(answer, NORTH, NEXT_DAY, 1), "excluded")
    assert await filled.run(retention.remove_responses, NEXT_DAY) == 4
    assert await filled.read(rows) == [1]
    assert (await filled.read(recounting.check, VERSIONS)).differences == []


async def test_a_wrong_count_is_named_and_mended_by_the_next_change(filled: Database) -> None:
    ids = await filled.run(answer, NORTH, MONDAY, 3)
    await filled.run(releasing.count_out_together, VERSIONS, ids[:2], "excluded")
    await filled.run(falsify)
    [found] = (await filled.read(recounting.check, VERSIONS)).differences
    assert found.of.startswith("left out at touchpoint")
    assert (found.counted, found.noted) == (2, 7)
    await filled.run(releasing.count_out, VERSIONS, ids[2], "excluded")
    assert await filled.read(rows) == [3]


@pytest.mark.parametrize("before", [0, 1])
async def test_two_replicas_that_leave_out_at_once_count_each_other(migrated_postgresql: str, before: int) -> None:
    one, other = (Database(url) for url in [await copy_of(migrated_postgresql)] * 2)
    await one.run(load_organisation, read_organisation(EXAMPLE, load_catalog()), load_catalog(), MovableClock()())
    first, second, *rest = await one.run(answer, NORTH, MONDAY, 2 + before)
    for each in rest:
        await leave(one, each)
    async with one.batch() as unit:
        await unit.run(releasing.count_out, VERSIONS, first, "excluded")
        leaving = asyncio.create_task(leave(other, second))
        while not await one.read(is_anybody_waiting):
            pass
    await leaving
    assert await one.read(rows) == [2 + before]
    for replica in (one, other):
        await replica.dispose()


async def test_the_first_is_taken_back_while_another_is_left_out(migrated_postgresql: str) -> None:
    one, other = (Database(url) for url in [await copy_of(migrated_postgresql)] * 2)
    await one.run(load_organisation, read_organisation(EXAMPLE, load_catalog()), load_catalog(), MovableClock()())
    first, second = await one.run(answer, NORTH, MONDAY, 2)
    await leave(one, first)
    async with one.batch() as unit:
        await unit.run(releasing.readmit, VERSIONS, first)
        leaving = asyncio.create_task(leave(other, second))
        while not await one.read(is_anybody_waiting):
            pass
    await leaving
    assert await one.read(rows) == [1]
    for replica in (one, other):
        await replica.dispose()


def rows(connection: Connection) -> list[int]:
    return sorted(connection.execute(select(left_out_counts.c["count"])).scalars())


def falsify(connection: Connection) -> None:
    connection.execute(update(left_out_counts).values(count=7))


def plan(connection: Connection, count: Callable[[Connection, Scope, int], int]) -> str:
    """How the database would look through a table that is too long to be looked through."""
    statements: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        statements.append((statement, parameters))

    is_sqlite = connection.dialect.name == "sqlite"
    if not is_sqlite:
        connection.execute(text("SET LOCAL enable_seqscan = off"))
    event.listen(connection, "before_cursor_execute", note)
    count(connection, EVER, 10)
    event.remove(connection, "before_cursor_execute", note)
    [(statement, parameters)] = statements
    explains = ("EXPLAIN QUERY PLAN ", "EXPLAIN ") if is_sqlite else ("EXPLAIN ",)
    found = [connection.exec_driver_sql(explain + statement, parameters).all() for explain in explains]
    return f"{connection.dialect.name} {found}"
