"""References in Telegram's HTML: four names, and characters by number; everything else is an ampersand.

https://core.telegram.org/bots/api#html-style
"""

import re
from collections.abc import Mapping

REFERENCES: Mapping[str, str] = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
LARGEST_CODE_POINT = 0x10FFFF
MOST_DIGITS = 7
# Halves of a surrogate pair are no characters.
SURROGATES = range(0xD800, 0xE000)

_REFERENCE = re.compile(r"&(?:#(?:x([0-9a-fA-F]+)|([0-9]+))|([a-zA-Z]+));?")


def unescaped(text: str) -> str:
    """A text with all its references replaced."""
    return _REFERENCE.sub(lambda found: dereferenced(found[0], 0)[0], text)


def dereferenced(source: str, at: int) -> tuple[str, int]:
    """The character that a reference at `at` stands for, and the place after it; else the ampersand itself."""
    found = _REFERENCE.match(source, at)
    if found is None:
        return source[at], at + 1
    hexadecimal, decimal, name = found.groups()
    if name is not None:
        return (REFERENCES[name], found.end()) if name in REFERENCES else (source[at], at + 1)
    code = _code(hexadecimal, 16) if hexadecimal else _code(decimal, 10)
    if not 0 < code <= LARGEST_CODE_POINT or code in SURROGATES:
        return source[at], at + 1
    return chr(code), found.end()


def _code(digits: str, base: int) -> int:
    """The number of a character; 0 when there are more digits than one can have."""
    significant = digits.lstrip("0")
    return int(significant, base) if 0 < len(significant) <= MOST_DIGITS else 0
