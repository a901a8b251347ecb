"""Checks the catalogs: the same ids in every language, nothing untranslated, the same placeholders."""

from collections.abc import Iterator
from string import Formatter

from babel.messages.catalog import Message

from bot.texts.catalogs import catalog_path, read_catalog
from handlers.acquaintance import LANGUAGES


def catalog_mistakes() -> list[str]:
    """One line a mistake: the file, the line and what to do."""
    catalogs = {language: _messages(language) for language in LANGUAGES}
    every_id = {text_id for messages in catalogs.values() for text_id in messages}
    return [
        mistake
        for language, messages in catalogs.items()
        for mistake in _mistakes(language, messages, sorted(every_id), catalogs)
    ]


def _messages(language: str) -> dict[str, Message]:
    return {_id(message): message for message in read_catalog(language) if message.id}


def _mistakes(
    language: str, messages: dict[str, Message], ids: list[str], catalogs: dict[str, dict[str, Message]]
) -> Iterator[str]:
    path = catalog_path(language)
    for text_id in ids:
        message = messages.get(text_id)
        if message is None:
            yield f"{path}: {text_id} is missing: translate it"
            continue
        at = f"{path}:{message.lineno}: {text_id}"
        if not all(_forms(message)):
            yield f"{at} has no text: translate it"
        elif message.fuzzy:
            yield f"{at} is marked fuzzy: check it and remove the mark"
        for other in catalogs.values():
            if text_id in other and _placeholders(other[text_id]) != _placeholders(message):
                yield f"{at} has other placeholders than its translation: make them the same"


def _id(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def _placeholders(message: Message) -> set[str]:
    return {name for form in _forms(message) for _, name, _, _ in Formatter().parse(form) if name}
