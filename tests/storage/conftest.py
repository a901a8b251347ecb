"""The same storage tests on SQLite and on a real PostgreSQL."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import Database
from tests.databases import SqliteFile
from tests.postgresql import copy_of
from tests.storage.courses import STAFF, enroll


@pytest.fixture(params=["sqlite", "postgresql"])
async def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a migrated empty database of each kind."""
    if request.param == "sqlite":
        file: SqliteFile = request.getfixturevalue("migrated_file")
        return file.copied_to(tmp_path)
    return await copy_of(request.getfixturevalue("migrated_postgresql"))


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """The database."""
    database = Database(database_url)
    yield database
    await database.dispose()


@pytest.fixture
async def staffed(database: Database) -> Database:
    """A unit with so many people on course, who all want their lesson at ten."""
    await database.run(enroll, STAFF)
    return database
