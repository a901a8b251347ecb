"""Databases for tests, migrated once a session and copied for each test: migrations take longer than most tests."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.sandbox.demo import EXAMPLE
from storage.database import Database
from storage.schema import prepare
from surveys.catalog_files import load_catalog
from surveys.organisation import read_organisation
from surveys.publishing import load_organisation
from tests.conversations.clock import MovableClock
from tests.postgresql import apart, empty_database

LOADED_AT = MovableClock().now


@dataclass(frozen=True)
class SqliteFile:
    """A SQLite file to be copied."""

    file: Path

    def copied_to(self, folder: Path) -> str:
        """The URL of a copy of its own."""
        copy = folder / "otklik.db"
        shutil.copy(self.file, copy)
        return f"sqlite+aiosqlite:///{copy}"


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> SqliteFile:
    """A database without rows."""
    file = tmp_path_factory.mktemp("migrated") / "otklik.db"
    apart(migrated(f"sqlite+aiosqlite:///{file}"))
    return SqliteFile(file)


@pytest.fixture(scope="session")
def example_file(tmp_path_factory: pytest.TempPathFactory) -> SqliteFile:
    """A database with the example organisation."""
    file = tmp_path_factory.mktemp("example") / "otklik.db"
    apart(with_example(f"sqlite+aiosqlite:///{file}"))
    return SqliteFile(file)


@pytest.fixture(scope="session")
def migrated_postgresql(postgresql: str) -> str:
    """The URL of a PostgreSQL database without rows, to be copied."""

    async def made() -> str:
        return await migrated(await empty_database(postgresql))

    return apart(made())


async def migrated(url: str) -> str:
    """The database, migrated."""
    database = Database(url)
    await prepare(database)
    await database.dispose()
    return url


async def with_example(url: str) -> str:
    """The database with the example organisation in it."""
    database = Database(url)
    await prepare(database)
    catalog = load_catalog()
    await database.run(load_organisation, read_organisation(EXAMPLE, catalog), catalog, LOADED_AT)
    await database.dispose()
    return url
