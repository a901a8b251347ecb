"""What one replica at a time may do."""

from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
from sqlalchemy import text

from storage.database import Database
from tests.postgresql import empty_database

ROUND = "a round"


@pytest.fixture
async def replicas(postgresql: str) -> AsyncIterator[tuple[Database, Database]]:
    url = await empty_database(postgresql)
    one, other = Database(url), Database(url)
    yield one, other
    await one.dispose()
    await other.dispose()


async def is_free(replica: Database, name: str = ROUND) -> bool:
    async with replica.alone(name) as is_alone:
        return is_alone


async def test_while_one_replica_holds_it_no_other_gets_it(replicas: tuple[Database, Database]) -> None:
    one, other = replicas
    async with one.alone(ROUND) as is_alone:
        assert is_alone
        assert not await is_free(other)
        assert not await is_free(one)
        assert await is_free(other, "another round")
        # Transactions of the holder begin and end meanwhile.
        await one.run(lambda connection: connection.execute(text("SELECT 1")))
        assert not await is_free(other)
    assert await is_free(other)


async def test_a_round_that_fails_lets_go(replicas: tuple[Database, Database]) -> None:
    one, other = replicas
    with suppress(LookupError):
        async with one.alone(ROUND):
            raise LookupError
    assert await is_free(other)


async def test_the_end_of_the_connection_lets_go(replicas: tuple[Database, Database]) -> None:
    one, other = replicas
    terminate = text("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND pid IS NOT NULL")
    with suppress(Exception):
        async with one.alone(ROUND):
            await other.run(lambda connection: connection.execute(terminate).all())
            assert await is_free(other)
    assert await is_free(one)


async def test_a_sqlite_file_has_one_program(tmp_path_factory: pytest.TempPathFactory) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path_factory.mktemp('one') / 'otklik.db'}")
    assert await is_free(database)
    await database.dispose()
