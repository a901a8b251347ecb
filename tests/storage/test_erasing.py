"""What is erased from a SQLite file can be read in none of its files."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from storage import day_keys, people
from storage.database import Database
from storage.tables import day_keys as day_keys_table
from tests.databases import SqliteFile

DAY = date(2026, 11, 24)
CHAT = 7_313_400_777


@pytest.fixture
async def database(tmp_path: Path, migrated_file: SqliteFile) -> AsyncIterator[Database]:
    database = Database(migrated_file.copied_to(tmp_path))
    yield database
    await database.dispose()


@pytest.fixture
def file(database: Database) -> Path:
    return Path(database.url.database or "")


async def test_a_destroyed_key(database: Database, file: Path) -> None:
    key = await made_and_destroyed(database)
    assert key in bytes_of(file)
    await database.tidy()
    assert key not in bytes_of(file)


async def test_a_forgotten_person(database: Database, file: Path) -> None:
    person = await database.run(people.meet, CHAT, "en")
    await database.run(people.forget, person)
    assert as_stored(CHAT) in bytes_of(file)
    await database.tidy()
    assert as_stored(CHAT) not in bytes_of(file)


async def test_a_reader_in_the_way_puts_it_off(database: Database, file: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM day_keys").fetchall()
        key = await made_and_destroyed(database)
        await database.tidy()
        assert key in bytes_of(file)
    await database.tidy()
    assert key not in bytes_of(file)


async def made_and_destroyed(database: Database) -> bytes:
    await database.run(day_keys.tag, DAY, CHAT, 1)
    key = await database.read(_key)
    assert await database.run(day_keys.destroy, DAY + timedelta(days=1))
    return key


def as_stored(chat_id: int) -> bytes:
    """Six bytes, the shortest that hold it. https://www.sqlite.org/fileformat2.html#record_format"""
    return chat_id.to_bytes(6)


def bytes_of(file: Path) -> bytes:
    """The file and its log."""
    return b"".join(each.read_bytes() for each in sorted(file.parent.iterdir()) if each.suffix != ".db-shm")


def _key(connection: Connection) -> bytes:
    key: bytes = connection.execute(select(day_keys_table.c.key)).scalar_one()
    return key
