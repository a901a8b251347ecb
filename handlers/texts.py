"""Texts for people: looked up by id, filled with escaped values. User text is escaped here and nowhere else."""

from gettext import NullTranslations
from html import escape
from typing import Protocol

# What the id of a simpler wording ends in.
EASY = "@easy"


class Html(str):
    """Text that may be sent as it is: its user input is escaped."""

    __slots__ = ()


def html(text: str) -> Html:
    """Text of people, or of files that people wrote, made safe for a message."""
    return text if isinstance(text, Html) else Html(escape(text, quote=False))


def bold(text: str) -> Html:
    """The text in bold."""
    return Html(f"<b>{html(text)}</b>")


def lines(*parts: str) -> Html:
    """The parts that are not empty, one below the other, as paragraphs."""
    return Html("\n\n".join(html(part) for part in parts if part))


def cut(text: str, longest: int) -> str:
    """The text, shortened to so many characters where it has more."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


class Translator:
    """The texts of one language. An easy one prefers the simpler wording of a text, where the catalog has it."""

    def __init__(self, language: str, translations: NullTranslations, *, easy: bool = False) -> None:
        self.language = language
        self.easy = easy
        self._translations = translations

    def __call__(self, text_id: str, **values: object) -> Html:
        """The text with its placeholders filled; values are escaped unless they are Html."""
        if self.easy and self.has(f"{text_id}{EASY}"):
            text_id = f"{text_id}{EASY}"
        return _filled(self._translations.gettext(text_id), values)

    def n(self, text_id: str, n: int, **values: object) -> Html:
        """The text in the plural form that `n` asks for; {n} is filled with it."""
        return _filled(self._translations.ngettext(text_id, text_id, n), {"n": n, **values})

    def has(self, text_id: str) -> bool:
        """Whether the catalog knows the id."""
        return self._translations.gettext(text_id) != text_id


class Translators(Protocol):
    """Hands out the texts of a language."""

    def __call__(self, language: str, *, easy: bool = False) -> Translator: ...


def _filled(text: str, values: dict[str, object]) -> Html:
    return Html(
        text.format(**{name: html(value if isinstance(value, str) else str(value)) for name, value in values.items()})
    )
