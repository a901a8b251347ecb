"""Migrations lead to the tables the code names, and back."""

import asyncio
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from storage import schema
from storage.database import Database
from storage.errors import SchemaOutdated, SchemaTooNew
from storage.tables import metadata
from tests.postgresql import empty_database


async def test_up_down_and_up_again_ends_at_the_tables_of_the_code(database: Database) -> None:
    await database.run(schema.downgrade, "base")
    assert await database.read(schema.current) is None
    await database.run(schema.upgrade)
    assert await database.read(_differences) == []


@pytest.fixture(params=["sqlite", "postgresql"])
async def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database of each kind without tables."""
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path / 'otklik.db'}"
    return await empty_database(request.getfixturevalue("postgresql"))


async def test_replicas_that_start_together_on_an_empty_database_all_find_it_ready(empty_url: str) -> None:
    replicas = [Database(empty_url) for _ in range(3)]
    await asyncio.gather(*(schema.prepare(replica) for replica in replicas))
    assert [await replica.read(schema.current) for replica in replicas] == [schema.SCHEMA] * 3
    for replica in replicas:
        await replica.dispose()


async def test_a_newer_schema_is_refused(database: Database) -> None:
    await database.run(_claim_revision, "9999")
    with pytest.raises(SchemaTooNew, match="install the newer release"):
        await schema.prepare(database)


async def test_migrate_refuses_a_newer_schema_too(database: Database) -> None:
    await database.run(_claim_revision, "9999")
    with pytest.raises(SchemaTooNew):
        await schema.migrate(database)


async def test_an_older_schema_waits_for_the_operator(database: Database) -> None:
    await database.run(schema.downgrade, "0001")
    with pytest.raises(SchemaOutdated, match="python -m bot migrate"):
        await schema.prepare(database)


async def test_a_published_version_can_be_neither_changed_nor_deleted(database: Database) -> None:
    await database.run(_publish)
    for statement in ("UPDATE survey_versions SET version = 7", "DELETE FROM survey_versions"):
        with pytest.raises(DBAPIError, match="a published survey version never changes"):
            await database.run(_execute, statement)


def test_the_schema_named_in_the_code_is_the_newest_migration() -> None:
    assert ScriptDirectory(str(schema.MIGRATIONS)).get_current_head() == schema.SCHEMA


def _differences(connection: Connection) -> list[object]:
    return list(compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata))


def _claim_revision(connection: Connection, revision: str) -> None:
    connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})


def _publish(connection: Connection) -> None:
    connection.execute(text("INSERT INTO surveys (code, closed) VALUES ('ces', false)"))
    connection.execute(
        text(
            "INSERT INTO survey_versions (survey, version, definition, digest, published_at)"
            " VALUES ('ces', 1, '{}', '', '2026-01-01')"
        )
    )


def _execute(connection: Connection, statement: str) -> None:
    connection.execute(text(statement))
