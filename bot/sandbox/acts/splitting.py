"""A text that is longer than a message, in as many messages as it needs, as the clients of Telegram send it."""

from collections.abc import Iterator

from bot.sandbox import limits
from handlers.limits import utf16_length

# A piece ends where a line or a word does, unless that makes it much shorter than it may be.
SHORTEST_PIECE = limits.LONGEST_MESSAGE // 2


def pieces(text: str) -> Iterator[str]:
    """The messages that a text is sent in, without white space around each; none when there are no words."""
    rest = text.strip()
    while rest:
        longest = _first_units(rest, limits.LONGEST_MESSAGE)
        piece = longest if len(longest) == len(rest) else longest[: _end(longest)]
        yield piece.rstrip()
        rest = rest[len(piece) :].lstrip()


def _first_units(text: str, units: int) -> str:
    """As much of a text as fits into so many UTF-16 units, without half a character at the end."""
    head = text[:units]
    while utf16_length(head) > units:
        head = head[: -max(1, (utf16_length(head) - units) // 2)]
    return head


def _end(text: str) -> int:
    """Where a piece ends: after its last line, else after its last word."""
    found = (text.rfind(space, SHORTEST_PIECE) for space in "\n ")
    return next((place + 1 for place in found if place >= 0), len(text))
