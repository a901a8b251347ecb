"""What answers are counted by."""

from collections.abc import Mapping
from typing import NamedTuple


class Cell(NamedTuple):
    """A value of a question; of several options, also by the respondent's verdict.

    The value is a number of the scale or an option's code; empty, it stands for everybody who answered a question of
    several options. The verdict is "good", "bad" or empty.
    """

    question: str
    value: str
    verdict: str = ""

    @property
    def name(self) -> str:
        """The cell for a person to read."""
        return " ".join(filter(None, self))


Cells = Mapping[Cell, int]
