"""The schema this release needs, and how a database comes to have it."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from storage.database import Database
from storage.errors import SchemaOutdated, SchemaTooNew
from storage.locks import take_transaction_lock

if TYPE_CHECKING:
    from alembic.config import Config

# The newest migration. Kept here so that a start need not import Alembic; a test compares it with the folder.
SCHEMA = "0008"
MIGRATIONS = Path(__file__).parent / "migrations"


async def prepare(database: Database) -> None:
    """Make an empty database ready, or check that it fits this release.

    Raises SchemaOutdated, SchemaTooNew, DatabaseUnusable.
    """
    _make_folder(database)
    match await database.run(current):
        case None:
            await migrate(database)
        case found if found != SCHEMA:
            raise SchemaOutdated(found, SCHEMA) if _is_known(found) else SchemaTooNew(found, SCHEMA)


async def migrate(database: Database) -> None:
    """Bring the database to the schema of this release; a newer one is refused."""
    _make_folder(database)
    found = await database.run(current)
    if found is not None and not _is_known(found):
        raise SchemaTooNew(found, SCHEMA)
    await database.run(upgrade)


def current(connection: Connection) -> str | None:
    """The revision the database is at; None when it has no tables yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Run the migrations up to `revision` in the transaction of `connection`."""
    from alembic import command  # noqa: PLC0415 - 0.3 s and 15 MB that a start with a ready database saves

    # Replicas that start together: Alembic looks again at what is there once the first has ended.
    take_transaction_lock(connection, "otklik.schema")
    config = _configuration()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def downgrade(connection: Connection, revision: str) -> None:
    """Undo the migrations down to `revision`; "base" leaves no tables."""
    from alembic import command  # noqa: PLC0415 - as above

    config = _configuration()
    config.attributes["connection"] = connection
    command.downgrade(config, revision)


def _configuration() -> "Config":
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def _is_known(revision: str) -> bool:
    return any(path.name.startswith(f"{revision}_") for path in (MIGRATIONS / "versions").glob("*.py"))


def _make_folder(database: Database) -> None:
    """The default file lies in data/, which a fresh checkout does not have."""
    if database.is_sqlite and database.url.database:
        folder = Path(database.url.database).parent
        if folder == Path("data"):
            folder.mkdir(exist_ok=True)
