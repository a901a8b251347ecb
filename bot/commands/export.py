"""`python -m bot export FILE [words]`: the files of /export, for whoever runs the bot."""

import argparse
import asyncio
import sys
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from bot.errors import ConfigurationError, NothingExported
from bot.settings import Settings
from storage.clock import system_clock
from storage.database import Database
from storage.schema import prepare
from surveys import asking, slices
from surveys.errors import SurveyError
from surveys.exports.files import SUFFIXES, write_file
from surveys.slices import Slice

PDF: Final = ".pdf"


def execute(arguments: argparse.Namespace, settings: Settings) -> None:
    """Write the file and say what it holds."""
    path: Path = arguments.file
    known = [*SUFFIXES.values(), PDF]
    if path.suffix not in known:
        raise ConfigurationError(f"{path}: end its name with one of {', '.join(known)}")
    if not path.parent.is_dir():
        raise ConfigurationError(f"{path}: there is no folder {path.parent}: make it first")
    count = asyncio.run(_export(settings, path, " ".join(arguments.words)))
    sys.stdout.write(f"{path}: {count} complete responses.\n")


async def _export(settings: Settings, path: Path, words: str) -> int:
    database = Database(settings.database_url)
    try:
        await prepare(database)
        return await database.read(_write, path, words, settings.default_language)
    finally:
        await database.dispose()


def _write(connection: Connection, path: Path, words: str, language: str) -> int:
    asked = _understood(connection, words)
    if not slices.surveys_of(connection, asked):
        days = f"{asked.period.first} to {asked.period.last}"
        raise NothingExported(f"no answers from {days} may be shown: there are none, or too few")
    if path.suffix == PDF:
        from bot.reporting import write_report  # noqa: PLC0415 - aiogram and 150 MB that the other formats save

        return write_report(connection, asked, path, language, system_clock())
    return write_file(connection, asked, path, system_clock())


def _understood(connection: Connection, words: str) -> Slice:
    try:
        understood = asking.understand(connection, words, slices.today(connection, system_clock()), None)
    except SurveyError as error:
        raise NothingExported(f"{words}: {error}") from None
    if understood.choices:
        codes = ", ".join(point.code for point in understood.choices)
        raise NothingExported(f"{words}: may be one of {codes}: name its code")
    return understood.slice
