"""`python -m bot load FILE`: an organisation (.yaml) or service events (.csv) into the database."""

import argparse
import asyncio
import sys
from collections.abc import Mapping
from pathlib import Path

from bot.errors import ConfigurationError
from bot.events.files import load_events
from bot.settings import Settings
from storage.clock import system_clock
from storage.database import Database
from storage.documents.reading import FileMistakes
from storage.schema import prepare
from surveys.catalog_files import load_catalog
from surveys.definition import Survey
from surveys.organisation import Organisation, read_organisation
from surveys.publishing import load_organisation


def execute(arguments: argparse.Namespace, settings: Settings) -> None:
    """Load what the name of the file says it is."""
    match arguments.file.suffix.lower():
        case ".yaml" | ".yml":
            _organisation(arguments.file, settings, replace_edited=arguments.replace_edited)
        case ".csv":
            _events(arguments.file, settings)
        case _:
            raise ConfigurationError(f"{arguments.file}: give an organisation as .yaml, or events as .csv")


def _organisation(path: Path, settings: Settings, *, replace_edited: bool) -> None:
    """Load the file, then list the start links. Nothing is written when a file has a mistake."""
    catalog = load_catalog()
    organisation = read_organisation(path, catalog)
    kept = asyncio.run(_load(organisation, catalog, settings, replace_edited=replace_edited))
    for touchpoint in organisation.touchpoints:
        note = "  (kept in the chat: left as it is)" if touchpoint.code in kept else ""
        sys.stdout.write(f"{touchpoint.code:32}  ?start=p_{touchpoint.code}{note}\n")


async def _load(
    organisation: Organisation, catalog: Mapping[str, Survey], settings: Settings, *, replace_edited: bool
) -> frozenset[str]:
    database = Database(settings.database_url)
    try:
        await prepare(database)
        return await database.run(
            load_organisation,
            organisation,
            catalog,
            system_clock(),
            settings.timezone,
            replace_edited=replace_edited,
        )
    finally:
        await database.dispose()


def _events(path: Path, settings: Settings) -> None:
    """Load every good row once, list the links, then name the rows that have mistakes."""
    loaded = asyncio.run(load_events(path, settings.database_url, system_clock))
    for key, token in loaded.links:
        sys.stdout.write(f"{key}  ?start=i_{token}\n")
    sys.stdout.write(f"{loaded.taken} events are in the database, {len(loaded.links)} of them with a link.\n")
    if loaded.mistakes:
        raise FileMistakes(loaded.mistakes)
