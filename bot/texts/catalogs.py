"""Reads the catalogs and hands out translators."""

from collections.abc import Mapping
from dataclasses import dataclass
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from handlers.acquaintance import LANGUAGES
from handlers.texts import Translator

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Catalogs:
    """The translators of all languages."""

    by_language: Mapping[str, Translator]

    def __call__(self, language: str) -> Translator:
        """The translator of a language; an unknown one gets English."""
        return self.by_language.get(language) or self.by_language["en"]


def load_catalogs() -> Catalogs:
    """Every language of the bot."""
    return Catalogs({language: _translator(language) for language in LANGUAGES})


def read_catalog(language: str) -> Catalog:
    """The catalog of a language as Babel reads it."""
    with catalog_path(language).open("rb") as file:
        return read_po(file, locale=language)


def catalog_path(language: str) -> Path:
    """Where the catalog of a language lies."""
    return FOLDER / f"{language}.po"


def _translator(language: str) -> Translator:
    # gettext reads compiled catalogs; compiling in memory leaves nothing to forget after an edit.
    compiled = BytesIO()
    write_mo(compiled, read_catalog(language))
    compiled.seek(0)
    return Translator(language, GNUTranslations(compiled))
