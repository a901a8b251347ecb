"""What the organisation did after people's answers: written by coordinators, read by citizens.

A change is a draft until it is published. What citizens read is never edited under their eyes: it is withdrawn, edited
and published again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from storage import changes as stored
from storage import organisation, prompts
from storage.changes import Change, Units
from storage.people import Person
from surveys import slices
from surveys.errors import ChangeNotFound, ChangePublished, ChangeTextTooLong, ChangeWithoutText, UnknownTouchpoint

# The prompt of a text in one of the languages.
CHANGE_TEXT: Final = "change_text"
# In characters of each language; with its heading and its score it fits a message.
LONGEST_CHANGE: Final = 2000
# Whoever does not write for so long has other things to do; the next text is no change any more.
EDIT_LASTS: Final = timedelta(hours=2)
# Months that are offered as that of the change, this one included.
MONTHS_OFFERED: Final = 12


@dataclass(frozen=True, slots=True)
class Published:
    """One change as citizens leaf through them: the `at`-th of `of`, counted from 1."""

    change: Change
    at: int
    of: int


def leaf(connection: Connection, page: int) -> Published | None:
    """The published change of a page counted from 0, or the nearest there is; None when there is none."""
    count = stored.count_published(connection)
    page = min(page, count - 1)
    found = stored.published(connection, page, 1) if count else []
    return Published(found[0], page + 1, count) if found else None


def find(connection: Connection, change_id: int, allowed: Units) -> Change:
    """A change that the coordinator may work on. Raises ChangeNotFound."""
    change = stored.find(connection, change_id, allowed)
    if change is None:
        raise ChangeNotFound
    return change


def begin(
    connection: Connection, author: Person, touchpoint: str | None, unit_id: int | None, allowed: Units, now: datetime
) -> Change:
    """A draft about a touchpoint, a unit or, with neither, the whole organisation.

    Raises UnknownTouchpoint, for what the author may not see too.
    """
    point = organisation.touchpoint(connection, touchpoint) if touchpoint else None
    concerned = point.unit_id if point else unit_id
    if (touchpoint and point is None) or (allowed is not None and concerned not in allowed):
        raise UnknownTouchpoint
    if concerned is not None and organisation.unit_by_id(connection, concerned) is None:
        raise UnknownTouchpoint
    month = slices.today(connection, now).replace(day=1)
    return find(connection, stored.add(connection, author.id, concerned, point.id if point else None, month), allowed)


def await_text(connection: Connection, author: Person, change: Change, language: str, now: datetime) -> None:
    """The author's next message is the text in this language. Raises ChangePublished."""
    if change.state == "published":
        raise ChangePublished
    prompts.ask(connection, author.id, CHANGE_TEXT, {"change": change.id, "language": language}, now, EDIT_LASTS)


def write(connection: Connection, author: Person, change_id: int, language: str, text: str, allowed: Units) -> Change:
    """Keep a text that was awaited. Raises ChangeTextTooLong, ChangeNotFound, ChangePublished."""
    if len(text) > LONGEST_CHANGE:
        raise ChangeTextTooLong(LONGEST_CHANGE)
    change = find(connection, change_id, allowed)
    set_(connection, change, {"texts": {**change.texts, language: text.strip()}})
    prompts.drop(connection, author.id)
    return find(connection, change.id, allowed)


def set_(connection: Connection, change: Change, values: Mapping[str, object]) -> None:
    """Change what is not published. Raises ChangePublished."""
    if not stored.write(connection, change.id, values):
        raise ChangePublished


def publish(connection: Connection, change: Change, now: datetime) -> None:
    """Let citizens read it. Raises ChangeWithoutText."""
    if not change.texts:
        raise ChangeWithoutText
    stored.publish(connection, change.id, slices.today(connection, now))


def remove(connection: Connection, change: Change) -> None:
    """Delete a draft or what was withdrawn. Raises ChangePublished."""
    if not stored.remove(connection, change.id):
        raise ChangePublished


def months_offered(connection: Connection, now: datetime) -> Sequence[date]:
    """The first days of the months that a change may have happened in, the newest first."""
    month = slices.today(connection, now).replace(day=1)
    months = [month]
    while len(months) < MONTHS_OFFERED:
        month = (month - timedelta(days=1)).replace(day=1)
        months.append(month)
    return months
