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
    """The translators of all languages, with usual and with simpler wordings."""

    by_language: Mapping[str, Translator]
    easy: Mapping[str, Translator]

    def __call__(self, language: str, *, easy: bool = False) -> Translator:
        """The translator of a language; an unknown one gets English."""
        chosen = self.easy if easy else self.by_language
        return chosen.get(language) or chosen["en"]


def load_catalogs() -> Catalogs:
    """Every language of the bot."""
    compiled = {language: _compiled(language) for language in LANGUAGES}
    return Catalogs(
        {language: Translator(language, texts) for language, texts in compiled.items()},
        {language: Translator(language, texts, easy=True) for language, texts in compiled.items()},
    )


def read_catalog(file: Path) -> Catalog:
    """One file of texts as Babel reads it; its folder names the language."""
    with file.open("rb") as opened:
        return read_po(opened, locale=file.parent.name)


def catalog_files(language: str) -> list[Path]:
    """The files of a language, one an area of the bot."""
    return sorted((FOLDER / language).glob("*.po"))


def _compiled(language: str) -> GNUTranslations:
    whole = Catalog(locale=language)
    for file in catalog_files(language):
        for message in read_catalog(file):
            if message.id:
                whole[message.id] = message
    # gettext reads compiled catalogs; compiling in memory leaves nothing to forget after an edit.
    compiled = BytesIO()
    write_mo(compiled, whole)
    compiled.seek(0)
    return GNUTranslations(compiled)
