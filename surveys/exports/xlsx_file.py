"""Tables as an XLSX workbook: numbers are numbers, texts are texts and never formulas or links.

Why no library writes it: docs/decisions/exports.md.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from math import isfinite
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, TextIO
from zipfile import ZIP_DEFLATED, ZipFile

from surveys.exports.tables import Row, Write
from surveys.exports.xlsx_parts import BOLD, DAY, SHEET_TAIL, sheet_head, small_parts
from surveys.exports.xlsx_texts import Texts

# https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3
MOST_ROWS: Final = 1_048_576
LONGEST_SHEET_NAME: Final = 31
COLUMN_WIDTH: Final = 14
LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# Days are counted from here, as if 1900 had been a leap year: ECMA-376, part 1, 18.17.4.
DAY_ZERO: Final = date(1899, 12, 30).toordinal()
# Small files soon: a level above this saves little and takes much of the time.
COMPRESSION: Final = 4
NO_NUMBER: Final = "a bool, NaN or infinity is no cell: Excel would call the file damaged"


@contextmanager
def xlsx_file(path: Path) -> Iterator["XlsxFile"]:
    """A workbook at `path`, complete when the block ends."""
    with TemporaryDirectory(prefix="otklik-export-") as folder:
        with ExitStack() as files:
            workbook = XlsxFile(Path(folder), files)
            yield workbook
            workbook.end()
        # An archive takes one member at a time, rows come for all of them: hence files first.
        with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=COMPRESSION) as packed:
            for name, content in small_parts([*workbook.sheets], workbook.texts.shared()):
                packed.writestr(name, content)
            for number, file in enumerate(workbook.sheets.values(), start=1):
                packed.write(file.name, f"xl/worksheets/sheet{number}.xml")


class XlsxFile:
    """An open workbook: the files of its sheets by their names, and the texts that these share."""

    def __init__(self, folder: Path, files: ExitStack) -> None:
        self._folder = folder
        self._files = files
        self.texts = Texts()
        self.sheets: dict[str, TextIO] = {}

    def sheet(self, name: str, header: Sequence[str]) -> Write:
        """See TableFile. What is too long for one sheet goes on in the next one, under the same header."""
        return _Sheet(self, name, header).write

    def begin(self, name: str) -> TextIO:
        """The file of another sheet."""
        path = self._folder / f"{len(self.sheets)}.xml"
        self.sheets[name] = self._files.enter_context(path.open("w", encoding="utf-8"))
        return self.sheets[name]

    def end(self) -> None:
        """No more rows."""
        for file in self.sheets.values():
            file.write(SHEET_TAIL)


class _Sheet:
    def __init__(self, workbook: XlsxFile, name: str, header: Sequence[str]) -> None:
        self._workbook = workbook
        self._text = workbook.texts.cell
        self._name = name
        self._header = header
        self._columns = [f'<c r="{column_letters(column)}' for column in range(len(header))]
        self._parts = 0
        self._begin()

    def write(self, row: Row) -> None:
        """Add a row. Raises ValueError for what is no cell (surveys.exports.tables)."""
        if self._last == MOST_ROWS:
            self._begin()
        self._last += 1
        cells = [
            f'{column}{self._last}"{self._content(cell)}'
            for column, cell in zip(self._columns, row, strict=False)
            if cell is not None
        ]
        self._file.write(f'<row r="{self._last}">{"".join(cells)}</row>')

    def _content(self, cell: float | str | date) -> str:
        """A cell behind its name."""
        if isinstance(cell, str):
            return self._text(cell)
        if isinstance(cell, date):
            return f' s="{DAY}"><v>{cell.toordinal() - DAY_ZERO}</v></c>'
        if isinstance(cell, bool) or not isfinite(cell):
            raise ValueError(NO_NUMBER)
        return f"><v>{cell}</v></c>"

    def _begin(self) -> None:
        self._parts += 1
        part = "" if self._parts == 1 else f" {self._parts}"
        self._file = self._workbook.begin(self._name[: LONGEST_SHEET_NAME - len(part)] + part)
        self._file.write(sheet_head(len(self._header), COLUMN_WIDTH))
        titles = "".join(
            f'{column}1" s="{BOLD}"{self._text(title)}'
            for column, title in zip(self._columns, self._header, strict=True)
        )
        self._file.write(f'<row r="1">{titles}</row>')
        self._last = 1


def column_letters(column: int) -> str:
    """The name of a column counted from 0: A, B … Z, AA …"""
    before, letter = divmod(column, len(LETTERS))
    return (column_letters(before - 1) if before else "") + LETTERS[letter]
