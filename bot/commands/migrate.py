"""`python -m bot migrate`: the database to the schema of this release."""

import argparse
import asyncio
import sys

from bot.settings import Settings
from storage.database import Database
from storage.schema import SCHEMA, migrate


def execute(_arguments: argparse.Namespace, settings: Settings) -> None:
    """Run the migrations that are missing; none missing is fine."""
    asyncio.run(_migrate(settings.database_url))
    sys.stdout.write(f"The database has schema {SCHEMA}.\n")


async def _migrate(database_url: str) -> None:
    database = Database(database_url)
    try:
        await migrate(database)
    finally:
        await database.dispose()
