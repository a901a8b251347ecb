"""Checks the catalogs: the same ids in every language, nothing untranslated, the same placeholders."""

from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import NamedTuple

from babel.messages.catalog import Message

from bot.texts.catalogs import FOLDER, catalog_files, read_catalog
from handlers.acquaintance import LANGUAGES


class Text(NamedTuple):
    """A text with the file it stands in."""

    file: Path
    message: Message

    @property
    def id(self) -> str:
        """The id that the code names."""
        return self.message.id if isinstance(self.message.id, str) else self.message.id[0]

    @property
    def forms(self) -> tuple[str, ...]:
        """The text in each plural form."""
        text = self.message.string
        return (text,) if isinstance(text, str) else tuple(text or ("",))

    @property
    def placeholders(self) -> set[str]:
        """The names in braces."""
        return {name for form in self.forms for _, name, _, _ in Formatter().parse(form) if name}

    def __str__(self) -> str:
        return f"{self.file}:{self.message.lineno}: {self.id}"


Texts = dict[str, Text]


def catalog_mistakes() -> list[str]:
    """One line a mistake: the file, the line and what to do."""
    mistakes: list[str] = []
    catalogs = {language: _texts(language, mistakes) for language in LANGUAGES}
    every_id = sorted({text_id for texts in catalogs.values() for text_id in texts})
    for language, texts in catalogs.items():
        mistakes += _mistakes(FOLDER / language, texts, every_id, catalogs)
    return mistakes


def _texts(language: str, mistakes: list[str]) -> Texts:
    found: Texts = {}
    for file in catalog_files(language):
        for text in (Text(file, message) for message in read_catalog(file) if message.id):
            if text.id in found:
                mistakes.append(f"{text} stands in {found[text.id].file.name} too: remove one")
            found[text.id] = text
    return found


def _mistakes(folder: Path, texts: Texts, ids: list[str], catalogs: dict[str, Texts]) -> Iterator[str]:
    for text_id in ids:
        text = texts.get(text_id)
        if text is None:
            yield f"{folder}: {text_id} is missing: translate it"
            continue
        if not all(text.forms):
            yield f"{text} has no text: translate it"
        elif text.message.fuzzy:
            yield f"{text} is marked fuzzy: check it and remove the mark"
        for other in catalogs.values():
            if text_id in other and other[text_id].placeholders != text.placeholders:
                yield f"{text} has other placeholders than its translation: make them the same"
