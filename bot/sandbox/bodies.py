"""What clients send, read: JSON as its standard has it, and nothing that can't be written again.

https://www.rfc-editor.org/rfc/rfc8259
"""

import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from math import isfinite
from typing import Any

from aiohttp import ClientPayloadError
from aiohttp.http_exceptions import HttpProcessingError

from bot.sandbox.limits import DEEPEST_JSON

# What Python and aiohttp raise of bodies that are no text, no JSON, no form, or break off.
_FAILURES = (
    ValueError,
    LookupError,
    RuntimeError,
    AssertionError,
    zlib.error,
    ClientPayloadError,
    HttpProcessingError,
)


class Unreadable(ValueError):
    """A body is not what it is said to be."""


@contextmanager
def reading() -> Iterator[None]:
    """Read a body while the block runs. Raises Unreadable, whatever is wrong with it."""
    try:
        yield
    except _FAILURES as failure:
        raise Unreadable from failure


def loads(body: bytes | str) -> Any:  # noqa: ANN401 - JSON
    """Read JSON. Raises Unreadable.

    Python's own reading takes numbers that are none, halves of a character and any depth; each of them breaks
    something later, when it is too late to say whose it was.
    """
    with reading():
        text = body.decode() if isinstance(body, bytes) else body
        found = json.loads(text, parse_constant=_number, parse_float=_number)
        if "\\u" in text:
            json.dumps(found, ensure_ascii=False).encode()
        if text.count("[") + text.count("{") > DEEPEST_JSON:
            _check_depth(found)
        return found


def _number(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise ValueError(text)
    return number


def _check_depth(found: Any) -> None:  # noqa: ANN401 - JSON
    level, depth = [found], 0
    while level := [inner for each in level for inner in _inside(each)]:
        depth += 1
        if depth > DEEPEST_JSON:
            raise ValueError(depth)


def _inside(value: Any) -> list[Any]:  # noqa: ANN401 - JSON
    return list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
