"""A text as a method gives it, as people read it, and as clients get it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.sandbox import limits
from bot.sandbox.chats import Json
from bot.sandbox.errors import bad_request
from bot.sandbox.markup import given as of_client
from bot.sandbox.markup import html
from bot.sandbox.markup.detecting import detected
from bot.sandbox.markup.entities import fixed, trimmed
from bot.sandbox.markup.showing import shown

# What TDLib's clean_input_string removes or makes a space of.
_REMOVED = re.compile("[\r\u2028-\u202e]")
_SPACED = re.compile("[\x00-\x08\x0b-\x1f]")


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text as people read it, its entities as clients get them, and HTML that a page may show."""

    text: str
    entities: Sequence[Json]
    html: str


def formatted(source: str, parse_mode: str | None, entities: Sequence[Json] | None = None) -> Formatted:
    """Parse a text, trim it, and find the links, commands and mentions in it.

    Raises Refusal, a 400, for markup that Telegram refuses. Of the parse modes only HTML is spoken here.
    """
    text, given = _parsed(source, parse_mode, entities or ())
    text, given = trimmed(text, fixed(given))
    given = fixed([*given, *detected(text)])[: limits.MOST_ENTITIES]
    return Formatted(text, given, shown(text, given))


def _parsed(source: str, parse_mode: str | None, entities: Sequence[Json]) -> tuple[str, Sequence[Json]]:
    if not parse_mode:
        return (source, of_client.checked(source, entities)) if entities else (_clean(source), ())
    if parse_mode.upper() != "HTML":
        raise bad_request("unsupported parse_mode")
    return html.parsed(_clean(source))


def _clean(text: str) -> str:
    return _SPACED.sub(" ", _REMOVED.sub("", text))
