"""Events as a CSV file: one line an event; a line with a mistake is named, the others are taken.

No value of an event has a line break, so each line is decoded and parsed by itself: what is wrong in one stays there.
"""

import csv
import re
from codecs import BOM_UTF8
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from storage.documents.reading import FileMistakes, Mistake
from surveys.events import EVENT_KEY, Event, Refused, Reported

# The source whose events come from files.
SOURCE: Final = "file"
KEY_COLUMN: Final = "event_id"
REQUIRED: Final = (KEY_COLUMN, "touchpoint", "outcome")
ID_COLUMN: Final = "telegram_id"
OPTIONAL: Final = ("happened_at", ID_COLUMN, "timezone")
# Spreadsheets of many countries write semicolons.
DELIMITERS: Final = ",;"

REFUSALS: Final[Mapping[Refused, str]] = {
    Refused.UNKNOWN_TOUCHPOINT: "touchpoint: no service point has this code",
    Refused.KEY_REUSED: f"{KEY_COLUMN}: was used for another event",
    Refused.IN_THE_FUTURE: "happened_at: lies in the future",
}


class Row(NamedTuple):
    """A row that is an event, with its line in the file."""

    line: int
    reported: Reported


def read_events(path: Path, zone: ZoneInfo) -> tuple[list[Row], list[Mistake]]:
    """The rows that are events, and a mistake for each that is none; moments without a zone are the organisation's.

    Raises FileMistakes when the file as a whole can't be read.
    """
    rows: list[Row] = []
    mistakes: list[Mistake] = []
    header, *lines = _read(path) or [b""]
    delimiter, columns = _header(path, header)
    for number, line in enumerate(lines, start=2):
        try:
            cells = _cells(line, delimiter)
            if any(cells):
                rows.append(Row(number, _reported(_named(columns, cells), zone)))
        except ValidationError as error:
            mistakes += [Mistake(str(path), number, _told(each["loc"], each["msg"])) for each in error.errors()]
        except ValueError as error:
            mistakes.append(Mistake(str(path), number, str(error)))
    return rows, mistakes


def _read(path: Path) -> list[bytes]:
    try:
        return path.read_bytes().removeprefix(BOM_UTF8).splitlines()
    except OSError as error:
        raise FileMistakes([Mistake(str(path), 1, f"can't be read: {error.strerror}")]) from error


def _header(path: Path, line: bytes) -> tuple[str, list[str]]:
    delimiter = max(DELIMITERS, key=lambda each: line.count(each.encode()))
    try:
        columns = [name.strip() for name in _cells(line, delimiter)]
    except ValueError as error:
        raise FileMistakes([Mistake(str(path), 1, str(error))]) from error
    _check(path, columns)
    return delimiter, columns


def _cells(line: bytes, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line.decode()], delimiter=delimiter, strict=True), [])
    except UnicodeDecodeError:
        raise ValueError("is not in UTF-8: save it in that encoding") from None
    except csv.Error as error:
        raise ValueError(f"is no CSV: {error}") from None


def _check(path: Path, columns: list[str]) -> None:
    missing = [name for name in REQUIRED if name not in columns]
    unknown = [name for name in columns if name not in (*REQUIRED, *OPTIONAL)]
    twice = dict.fromkeys(name for name in columns if columns.count(name) > 1)
    mistakes = [
        *(Mistake(str(path), 1, f"the column {name} stands there twice: remove one") for name in twice),
        *(Mistake(str(path), 1, f"the column {name} is missing: add it") for name in missing),
        *(Mistake(str(path), 1, f"the column {name} is not known: remove it") for name in unknown),
    ]
    if mistakes:
        raise FileMistakes(mistakes)


def _named(columns: list[str], cells: list[str]) -> dict[str, str]:
    # Cells beyond the header are kept under a name that no event knows, so that the row is refused.
    names = [*columns, *(f"cell {number}" for number in range(len(columns) + 1, len(cells) + 1))]
    return {name: cell.strip() for name, cell in zip(names, cells, strict=False) if cell.strip()}


def _reported(values: dict[str, str], zone: ZoneInfo) -> Reported:
    key = values.pop(KEY_COLUMN, "")
    if not EVENT_KEY.fullmatch(key):
        raise ValueError(f"{KEY_COLUMN}: give 1 to 128 visible ASCII characters")
    if not re.fullmatch("[0-9]*", values.get(ID_COLUMN, "")):
        raise ValueError(f"{ID_COLUMN}: write digits only")
    given: dict[str, object] = dict(values)
    if "happened_at" in values:
        given["happened_at"] = _moment(values["happened_at"], zone)
    return Reported(SOURCE, key, Event.model_validate(given))


def _moment(text: str, zone: ZoneInfo) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError("happened_at: write a moment such as 2026-11-24T10:30") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _told(location: tuple[str | int, ...], message: str) -> str:
    return ": ".join([*map(str, location), message])
