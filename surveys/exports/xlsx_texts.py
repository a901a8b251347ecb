"""Texts of a workbook as XML. Those that come again and again, codes above all, are stored once and named by number."""

import re
from collections.abc import Iterable
from typing import Final
from xml.sax.saxutils import escape

# Codes come first and are few; comments find the table full, and memory does not grow with them.
MOST_SHARED: Final = 1000
LONGEST_SHARED: Final = 64

# Characters of a cell, in the units of UTF-16: https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3
LONGEST_TEXT: Final = 32_767
# What ends a text that is longer.
CUT: Final = "…"

# What XML can't hold, as _xHHHH_; and what would be read as such: ECMA-376, part 1, 22.9.2.19 (ST_Xstring).
_UNSAYABLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_LIKE_ESCAPED: Final = re.compile(r"_(?=x[0-9a-fA-F]{4}_)")


def text_element(text: str) -> str:
    """A text with all its blanks, as the element <t>."""
    text = _UNSAYABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", _LIKE_ESCAPED.sub("_x005F_", text))
    return f'<t xml:space="preserve">{escape(text)}</t>'


def fitted(text: str) -> str:
    """A text that a cell may hold: cut, with a mark, where it is longer."""
    if len(text) * 2 <= LONGEST_TEXT:
        return text
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) <= LONGEST_TEXT * 2:
        return text
    # Half of a pair at the end goes with the rest.
    return units[: (LONGEST_TEXT - len(CUT)) * 2].decode("utf-16-le", "ignore") + CUT


class Texts:
    """What stands in a cell for a text, after its name: `cells` knows the shared ones."""

    def __init__(self) -> None:
        self.cells: dict[str, str] = {}

    def cell(self, text: str) -> str:
        """The rest of a cell with a text, shared as long as there is room."""
        found = self.cells.get(text)
        if found is not None:
            return found
        if len(self.cells) >= MOST_SHARED or len(text) > LONGEST_SHARED:
            return f' t="inlineStr"><is>{text_element(fitted(text))}</is></c>'
        self.cells[text] = f' t="s"><v>{len(self.cells)}</v></c>'
        return self.cells[text]

    def shared(self) -> Iterable[str]:
        """The shared texts in the order of their numbers."""
        return map(text_element, self.cells)
