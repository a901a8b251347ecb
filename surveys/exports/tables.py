"""What a file of tables is to whoever fills it: sheets that take rows, many at a time and in any order."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol

# None is an empty cell. A bool is no cell: 0 and 1 are numbers.
Cell = int | float | str | date | None
Row = Sequence[Cell]
Write = Callable[[Row], None]


class TableFile(Protocol):
    """An open file; rows of different sheets may come in any order, and none is kept in memory."""

    def sheet(self, name: str, header: Sequence[str]) -> Write:
        """Begin a sheet with its header; what is returned adds a row."""
        ...
