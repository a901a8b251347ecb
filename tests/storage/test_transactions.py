"""Transactions: nothing is lost between writers, a part that fails takes nobody with it."""

import asyncio
import threading
from collections.abc import Callable

import pytest
from sqlalchemy import Connection, func, select

from storage import people
from storage.database import Database
from storage.tables import people as people_table


async def test_no_update_is_lost_among_twenty_at_once(database: Database) -> None:
    await database.run(people.meet, 0, "en")
    await asyncio.gather(*(database.run(count_up) for _ in range(20)))
    assert await database.read(counted) == 20


async def test_a_part_that_fails_is_undone_and_the_others_stay(database: Database) -> None:
    async with database.batch() as unit:
        for chat_id in (1, 2, 3):
            unit.begin_part()
            await unit.run(people.meet, chat_id, "en")
            if chat_id == 2:
                with pytest.raises(ZeroDivisionError):
                    await unit.run(fail)
    assert await database.read(chats) == [1, 3]


async def test_a_part_may_be_undone_by_hand(database: Database) -> None:
    async with database.batch() as unit:
        unit.begin_part()
        await unit.run(people.meet, 1, "en")
        unit.begin_part()
        await unit.run(people.meet, 2, "en")
        await unit.undo_part()
        unit.begin_part()
        # A part without a statement has nothing to undo, and must not undo the one before.
        await unit.undo_part()
    assert await database.read(chats) == [1]


async def test_a_batch_that_raises_leaves_nothing_and_calls_nobody(database: Database) -> None:
    called: list[bool] = []
    with pytest.raises(ZeroDivisionError):
        await batch_that_fails(database, lambda: called.append(True))
    assert (await database.read(chats), called) == ([], [])


async def test_whoever_waits_for_the_commit_is_called_after_it(database: Database) -> None:
    called: list[bool] = []
    async with database.batch() as unit:
        unit.on_commit(lambda: called.append(True))
        await unit.run(people.meet, 1, "en")
        assert called == []
    assert called == [True]


async def test_a_reader_can_not_write(database: Database) -> None:
    with pytest.raises(Exception, match=r"may not be written|read-only"):
        await database.read(people.meet, 1, "en")


async def test_a_reader_sees_one_moment(database: Database) -> None:
    loop = asyncio.get_running_loop()
    between, committed = asyncio.Event(), threading.Event()

    def twice(connection: Connection) -> list[list[int]]:
        first = chats(connection)
        loop.call_soon_threadsafe(between.set)
        pause(connection, committed)
        return [first, chats(connection)]

    reading = asyncio.create_task(database.read(twice))
    await between.wait()
    await database.run(people.meet, 1, "en")
    committed.set()
    assert await reading == [[], []]
    assert await database.read(chats) == [1]


async def batch_that_fails(database: Database, hook: Callable[[], None]) -> None:
    async with database.batch() as unit:
        unit.on_commit(hook)
        await unit.run(people.meet, 1, "en")
        await unit.run(fail)


def count_up(connection: Connection) -> None:
    """A write that depends on a read: without the lock, what another writer does between them would be lost."""
    connection.execute(select(people_table.c.id).with_for_update())
    seen = counted(connection)
    connection.execute(people_table.update().values(language=str(seen + 1)))


def pause(connection: Connection, until: threading.Event) -> None:
    """Wait inside a transaction: on SQLite in a thread of its own, on PostgreSQL in the loop, which must go on."""
    while not until.is_set():
        if connection.dialect.name == "sqlite":
            until.wait()
        else:
            connection.exec_driver_sql("SELECT pg_sleep(0.01)")


def counted(connection: Connection) -> int:
    language = connection.execute(select(people_table.c.language)).scalar_one()
    return int(language) if language.isdigit() else 0


def fail(connection: Connection) -> None:
    connection.execute(select(func.count()))
    raise ZeroDivisionError


def chats(connection: Connection) -> list[int]:
    return sorted(connection.execute(select(people_table.c.chat_id)).scalars())
