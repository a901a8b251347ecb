"""Names of lessons as people type them."""

import re
from typing import Final

_BETWEEN_WORDS: Final = re.compile(r"[\W_]+")


def folded(name: str) -> str:
    """The name without what people don't type alike: capitals, ё, punctuation, spaces."""
    return _BETWEEN_WORDS.sub(" ", name.casefold().replace("ё", "е")).strip()
