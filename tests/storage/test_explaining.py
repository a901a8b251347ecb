"""What the person who runs the bot can mend is told apart from mistakes in our statements."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, make_url, text
from sqlalchemy.exc import DBAPIError

from storage import updates
from storage.database import Database
from storage.errors import DatabaseUnusable

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize("statement", ["SELECT missing", "SELECT 1 FROM missing", "missing words"])
async def test_a_mistake_in_a_statement_is_not_explained_away(database: Database, statement: str) -> None:
    with pytest.raises(DBAPIError, match="missing"):
        await database.run(execute, statement)


async def test_a_value_that_fits_no_column_is_no_fault_of_the_database(database: Database) -> None:
    with pytest.raises((DBAPIError, OverflowError)):
        await database.run(updates.claim, [2**63], NOW)


async def test_a_sign_of_sqlite_means_nothing_on_postgresql(postgresql: str) -> None:
    database = Database(postgresql)
    with pytest.raises(DBAPIError, match="malformed array literal"):
        await database.run(execute, "SELECT '{a'::int[]")
    await database.dispose()


async def test_a_database_that_the_server_does_not_have(postgresql: str) -> None:
    database = Database(make_url(postgresql).set(database="nowhere").render_as_string(hide_password=False))
    with pytest.raises(DatabaseUnusable, match="the server has no such database"):
        await database.run(execute, "SELECT 1")
    await database.dispose()


async def test_a_user_that_the_server_does_not_know(postgresql: str) -> None:
    database = Database(make_url(postgresql).set(username="nobody").render_as_string(hide_password=False))
    with pytest.raises(DatabaseUnusable, match="refuses the user or the password"):
        await database.run(execute, "SELECT 1")
    await database.dispose()


def execute(connection: Connection, statement: str) -> None:
    connection.execute(text(statement))
