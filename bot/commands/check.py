"""`python -m bot check [organisation.yaml]`: every mistake in the files, with file and line."""

import argparse
import sys

from bot.errors import MistakesFound
from bot.settings import Settings
from bot.texts.checking import catalog_mistakes
from surveys.catalog_files import load_catalog
from surveys.organisation import read_organisation


def execute(arguments: argparse.Namespace, _settings: Settings) -> None:
    """Raises FileMistakes for survey and organisation files, MistakesFound for texts."""
    catalog = load_catalog()
    if mistakes := catalog_mistakes():
        raise MistakesFound(mistakes)
    checked = [f"{len(catalog)} surveys", "texts in 2 languages"]
    if arguments.file is not None:
        organisation = read_organisation(arguments.file, catalog)
        checked.append(f"{len(organisation.touchpoints)} service points in {arguments.file}")
    sys.stdout.write(f"No mistakes: {', '.join(checked)}.\n")
