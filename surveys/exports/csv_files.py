"""Tables as CSV files (RFC 4180, UTF-8 with a byte order mark) in one ZIP archive."""

import csv
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile

from surveys.exports.tables import Cell, Row, Write

# A spreadsheet that opens the file takes a text with such a beginning for a formula.
# https://owasp.org/www-community/attacks/CSV_Injection
DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
# Small files soon: a level above this saves 2 % and takes twice the time.
COMPRESSION: Final = 4


@contextmanager
def csv_archive(path: Path) -> Iterator["CsvArchive"]:
    """An archive at `path`, complete when the block ends."""
    with TemporaryDirectory(prefix="otklik-export-") as folder:
        with ExitStack() as files:
            archive = CsvArchive(Path(folder), files)
            yield archive
        # An archive takes one member at a time, rows come for all of them: hence files first.
        with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=COMPRESSION) as packed:
            for file in archive.paths:
                packed.write(file, file.name)


class CsvArchive:
    """The files that become the archive's members, one a sheet."""

    def __init__(self, folder: Path, files: ExitStack) -> None:
        self._folder = folder
        self._files = files
        self.paths: list[Path] = []

    def sheet(self, name: str, header: Sequence[str]) -> Write:
        """See TableFile."""
        path = self._folder / f"{name}.csv"
        self.paths.append(path)
        # The byte order mark tells spreadsheets that Cyrillic letters follow.
        opened = self._files.enter_context(path.open("w", encoding="utf-8-sig", newline=""))
        writer = csv.writer(opened, lineterminator="\r\n")
        writer.writerow(header)

        def write(row: Row) -> None:
            writer.writerow([guarded(cell) for cell in row])

        return write


def guarded(cell: Cell) -> Cell:
    """A text that a spreadsheet would run, made harmless by an apostrophe; everything else as it is."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(DANGEROUS) else cell
