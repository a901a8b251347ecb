"""What a person's next text is taken for. It is a row, so that a restart in between loses nothing."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from storage import enrollments
from storage.people import Person

# A text that comes later than this was meant for something else.
LASTS: Final = timedelta(hours=1)

NAME: Final = "name"
ZONE: Final = "zone"
PAUSE: Final = "pause"
VACATION: Final = "vacation"
SEARCH: Final = "search"
# Followed by the code of a lesson.
LINE: Final = "line:"


def expect(connection: Connection, person: Person, what: str, now: datetime) -> None:
    """Take the next text for this."""
    enrollment = enrollments.of(connection, person.id)
    if enrollment is not None:
        enrollments.change(connection, enrollment.id, expects=what, expects_until=now + LASTS)


def expect_nothing(connection: Connection, person: Person) -> None:
    """What was asked for is there, or is not wanted any more."""
    enrollment = enrollments.of(connection, person.id)
    if enrollment is not None and enrollment.expects is not None:
        enrollments.change(connection, enrollment.id, expects=None, expects_until=None)
