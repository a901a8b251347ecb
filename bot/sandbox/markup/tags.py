"""The tags of Telegram's HTML: which entity each makes, and what its attributes say of it.

https://core.telegram.org/bots/api#html-style, #date-time-entity-formatting
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from bot.sandbox.errors import Refusal, bad_request

# Those that rich messages know too.
STYLES: Mapping[str, str] = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "code": "code",
}
TYPES: Mapping[str, str] = {
    **STYLES,
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
    "a": "text_link",
    "pre": "pre",
    "blockquote": "blockquote",
}
# The attributes that mean something; a prefix is what their values begin with, everything else says nothing.
ATTRIBUTES: Mapping[tuple[str, str], str] = {
    ("a", "href"): "",
    ("tg-emoji", "emoji-id"): "",
    ("tg-time", "unix"): "",
    ("tg-time", "format"): "",
    ("code", "class"): "language-",
    ("span", "class"): "tg-",
    ("blockquote", "expandable"): "",
}

Attributes = Mapping[str, str]

# Seconds, a signed number of 32 bits.
LAST_UNIX_TIME = 2**31 - 1

_UNIX_TIME = re.compile(r"[0-9]{1,10}")
_FORMAT = re.compile(r"r|w?[dD]?[tT]?")


def kept(tag: str, name: str, value: str) -> Attributes:
    """An attribute that means something, by its name and without its prefix; else nothing."""
    prefix = ATTRIBUTES.get((tag, name))
    return {name: value.removeprefix(prefix)} if prefix is not None and value.startswith(prefix) else {}


def described(tag: str, attributes: Attributes) -> dict[str, Any]:
    """What the attributes add to the entity of a tag, or change of it. Raises Refusal."""
    describe = DESCRIBED.get(tag)
    return describe(attributes) if describe else {}


def check_time(unix_time: int | None, date_time_format: str) -> None:
    """Refuse a date_time entity that names no moment, or no way to write it."""
    if unix_time is None or not 0 < unix_time <= LAST_UNIX_TIME:
        raise unparsable("Invalid Unix time of a date-time entity specified")
    if _FORMAT.fullmatch(date_time_format) is None:
        raise unparsable("Invalid format of a date-time entity specified")


def unparsable(reason: str) -> Refusal:
    """A 400 for markup that Telegram refuses."""
    return bad_request(f"can't parse entities: {reason}")


def _emoji(attributes: Attributes) -> dict[str, Any]:
    emoji_id = attributes.get("emoji-id", "")
    if not emoji_id.isdecimal() or int(emoji_id) == 0:
        raise unparsable("Invalid custom emoji identifier specified")
    return {"custom_emoji_id": emoji_id}


def _time(attributes: Attributes) -> dict[str, Any]:
    unix, written = attributes.get("unix", ""), attributes.get("format", "")
    unix_time = int(unix) if _UNIX_TIME.fullmatch(unix) else None
    check_time(unix_time, written)
    return {"unix_time": unix_time, "date_time_format": written}


def _quotation(attributes: Attributes) -> dict[str, Any]:
    return {"type": "expandable_blockquote"} if "expandable" in attributes else {}


DESCRIBED: Mapping[str, Callable[[Attributes], dict[str, Any]]] = {
    "tg-emoji": _emoji,
    "tg-time": _time,
    "blockquote": _quotation,
}
