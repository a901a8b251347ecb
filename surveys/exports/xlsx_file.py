"""Tables as an XLSX workbook: numbers are numbers, texts are texts and never formulas or links."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from surveys.exports.tables import Row, Write

# https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3
MOST_ROWS: Final = 1_048_576
LONGEST_SHEET_NAME: Final = 31
COLUMN_WIDTH: Final = 14
# Days are counted from here, as if 1900 had been a leap year: ECMA-376, part 1, 18.17.4.
DAY_ZERO: Final = date(1899, 12, 30)
_OPTIONS: Final = {
    # Each row goes to the disk when the next one of its sheet begins.
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


@contextmanager
def xlsx_file(path: Path) -> Iterator["XlsxFile"]:
    """A workbook at `path`, complete when the block ends."""
    with Workbook(path, _OPTIONS) as workbook:
        yield XlsxFile(workbook)


class XlsxFile:
    """An open workbook."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._bold: Format = workbook.add_format({"bold": True})
        self._date: Format = workbook.add_format({"num_format": "yyyy-mm-dd"})

    def sheet(self, name: str, header: Sequence[str]) -> Write:
        """See TableFile. What is too long for one sheet goes on in the next one, under the same header."""
        return _Sheet(self._workbook, self._bold, self._date, name, header).write


class _Sheet:
    def __init__(self, workbook: Workbook, bold: Format, date_: Format, name: str, header: Sequence[str]) -> None:
        self._workbook = workbook
        self._bold = bold
        self._date = date_
        self._name = name
        self._header = header
        self._parts = 0
        self._begin()

    def write(self, row: Row) -> None:
        if self._next == MOST_ROWS:
            self._begin()
        number, text = self._worksheet.write_number, self._worksheet.write_string
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                text(self._next, column, cell)
            elif isinstance(cell, date):
                # A day is a number with the format of a date; writing it so costs less than write_datetime.
                number(self._next, column, (cell - DAY_ZERO).days, self._date)
            elif cell is not None:
                number(self._next, column, cell)
        self._next += 1

    def _begin(self) -> None:
        self._parts += 1
        part = "" if self._parts == 1 else f" {self._parts}"
        self._worksheet = self._workbook.add_worksheet(self._name[: LONGEST_SHEET_NAME - len(part)] + part)
        self._worksheet.set_column(0, len(self._header) - 1, COLUMN_WIDTH)
        self._worksheet.freeze_panes(1, 0)
        for column, title in enumerate(self._header):
            self._worksheet.write_string(0, column, title, self._bold)
        self._next = 1
