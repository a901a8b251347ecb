"""What the server finds in a text by itself: commands, mentions, hashtags, addresses.

TDLib knows every top-level domain and the shapes of bank cards; here are the forms that texts of this project hold.
"""

import re
from typing import Any

from handlers.limits import utf16_length

_FOUND = re.compile(
    r"""
      (?P<url>\bhttps?://[^\s<>"']+
        | \b(?:[a-z0-9-]+\.)+(?:ru|com|org|net|me|info|gov|edu|io|eu|uk|de)\b(?:/[^\s<>"']*)?)
    | (?P<bot_command>(?<![\w/@#.])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z]\w{3,31})?(?![\w/]))
    | (?P<email>\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+)
    | (?P<mention>(?<![\w@.])@[A-Za-z]\w{3,31}\b)
    | (?P<hashtag>(?<![\w#])\#(?=\d*[^\W\d])\w{1,256})
    """,
    re.VERBOSE | re.IGNORECASE,
)
_HINTS = re.compile(r"[/@#.]")
_CLOSING = ".,:;!?)]}»…"


def detected(text: str) -> list[dict[str, Any]]:
    """The entities of a text without markup."""
    if _HINTS.search(text) is None:
        return []
    entities, at, offset = [], 0, 0
    for found in _FOUND.finditer(text):
        kind = found.lastgroup or ""
        part = found[0].rstrip(_CLOSING) if kind == "url" else found[0]
        offset += utf16_length(text[at : found.start()])
        at = found.start()
        entities.append({"type": kind, "offset": offset, "length": utf16_length(part)})
    return entities
