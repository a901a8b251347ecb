"""A file of answers at a path, in the format that its name asks for."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal

from sqlalchemy import Connection

from surveys.exports.content import write_tables
from surveys.exports.csv_files import csv_archive
from surveys.exports.tables import TableFile
from surveys.exports.xlsx_file import xlsx_file
from surveys.slices import Slice
from surveys.versions import Versions

Format = Literal["csv", "xlsx"]

# CSV files come in one archive: there is one for each sheet.
SUFFIXES: Final[Mapping[Format, str]] = MappingProxyType({"csv": ".zip", "xlsx": ".xlsx"})


_WRITERS: Final[Mapping[str, Callable[[Path], AbstractContextManager[TableFile]]]] = MappingProxyType(
    {".zip": csv_archive, ".xlsx": xlsx_file}
)


def write_file(connection: Connection, asked: Slice, path: Path, now: datetime) -> int:
    """Write a slice to `path`, whose suffix is one of SUFFIXES; returns how many responses it holds.

    Raises UnknownUnit and UnknownTouchpoint. What could not be written whole is not left behind.
    """
    partly = path.with_name(f".{path.name}.part{path.suffix}")
    try:
        with _WRITERS[path.suffix](partly) as file:
            count = write_tables(connection, Versions(), asked, file, now)
        partly.replace(path)
    finally:
        partly.unlink(missing_ok=True)
    return count
