"""`python -m bot check [organisation.yaml]`: every mistake in the files, with file and line."""

import argparse
import sys
from typing import get_args

from bot.errors import MistakesFound
from bot.settings import Settings
from bot.texts.checking import catalog_mistakes
from lessons.catalog_files import read_catalog
from lessons.linting import lint
from storage.documents.reading import FileMistakes
from surveys.catalog_files import load_catalog
from surveys.organisation import Channel, read_organisation
from surveys.wordings import load_wordings


def execute(arguments: argparse.Namespace, _settings: Settings) -> None:
    """Raises FileMistakes for files of surveys, lessons and the organisation, MistakesFound for texts."""
    catalog = load_catalog()
    if mistakes := catalog_mistakes():
        raise MistakesFound(mistakes)
    checked = [f"{len(catalog)} surveys", f"{_checked_lessons()} lessons", "texts in 2 languages"]
    if arguments.file is not None:
        organisation = read_organisation(arguments.file, catalog)
        checked.append(f"{len(organisation.touchpoints)} service points in {arguments.file}")
    sys.stdout.write(f"No mistakes: {', '.join(checked)}.\n")


def _checked_lessons() -> int:
    files = read_catalog()
    drivers = [option.code for option in load_wordings().option_sets["drivers"]]
    if mistakes := lint(files, drivers, get_args(Channel)):
        raise FileMistakes(mistakes)
    return len(files.catalog.lessons)
