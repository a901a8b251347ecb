"""`python -m bot verify`: whether what summaries show is what the answers say."""

import argparse
import asyncio
import sys

from bot.errors import CountsDiffer
from bot.settings import Settings
from storage.database import Database
from storage.schema import prepare
from surveys import recounting
from surveys.recounting import Checked, Difference
from surveys.versions import Versions


def execute(_arguments: argparse.Namespace, settings: Settings) -> None:
    """Recount, and change nothing. Raises CountsDiffer with a line for every difference."""
    checked = asyncio.run(_verify(settings.database_url))
    if checked.differences:
        raise CountsDiffer([_line(each) for each in checked.differences])
    sys.stdout.write(f"No differences: {checked.responses} responses in {checked.groups} groups.\n")


async def _verify(database_url: str) -> Checked:
    database = Database(database_url)
    try:
        await prepare(database)
        return await database.read(recounting.check, Versions())
    finally:
        await database.dispose()


def _line(difference: Difference) -> str:
    return (
        f"{difference.of}: {difference.what}: the answers give {difference.counted}, "
        f"the rollups have {difference.noted}"
    )
