"""`python -m bot load organisation.yaml`: units, touchpoints and their surveys into the database."""

import argparse
import asyncio
import sys

from bot.settings import Settings
from storage.clock import system_clock
from storage.database import Database
from storage.schema import prepare
from surveys.catalog_files import load_catalog
from surveys.organisation import Organisation, read_organisation
from surveys.publishing import load_organisation


def execute(arguments: argparse.Namespace, settings: Settings) -> None:
    """Load the file, then list the start links. Nothing is written when a file has a mistake."""
    organisation = read_organisation(arguments.file, load_catalog())
    asyncio.run(_load(organisation, settings, replace_edited=arguments.replace_edited))
    for touchpoint in organisation.touchpoints:
        sys.stdout.write(f"{touchpoint.code:32}  ?start=p_{touchpoint.code}\n")


async def _load(organisation: Organisation, settings: Settings, *, replace_edited: bool) -> None:
    catalog, now = load_catalog(), system_clock()
    database = Database(settings.database_url)
    try:
        await prepare(database)
        await database.run(
            load_organisation, organisation, catalog, now, settings.timezone, replace_edited=replace_edited
        )
    finally:
        await database.dispose()
