"""The labels of list items: bullets, numbers, letters, Roman numerals.

https://core.telegram.org/bots/api#richblocklistitem
"""

from collections.abc import Mapping
from typing import Any

LETTERS = 26
ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def label(item: Mapping[str, Any]) -> str:
    """What stands before an item."""
    value = item.get("value")
    if value is None:
        return "•"
    match item.get("type") or "1":
        case "a":
            return f"{_letters(value)}."
        case "A":
            return f"{_letters(value).upper()}."
        case "i":
            return f"{_roman(value)}."
        case "I":
            return f"{_roman(value).upper()}."
    return f"{value}."


def _letters(value: int) -> str:
    letters = ""
    while value > 0:
        value, rest = divmod(value - 1, LETTERS)
        letters = chr(ord("a") + rest) + letters
    return letters


def _roman(value: int) -> str:
    numeral = ""
    for number, sign in ROMAN:
        times, value = divmod(value, number)
        numeral += sign * times
    return numeral
