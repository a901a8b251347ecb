"""What a coordinator looks at, kept as a row: a search would not fit into a button."""

from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection

from storage import comments as stored
from storage import organisation
from storage.people import Person
from surveys import asking
from surveys.comments import Asked
from surveys.errors import CommentsNotShown, UnknownUnit
from surveys.periods import Period
from surveys.slices import Slice

# A message with comments may be tapped for so long.
VIEW_LASTS: Final = timedelta(days=14)
# In characters; more are no words to look for.
LONGEST_SEARCH: Final = 100


def of_words(connection: Connection, text: str, now: datetime, units: frozenset[int] | None) -> Asked:
    """What the words of a command ask for: a place, a survey and a period, and after a colon what to look for.

    Words that name nothing are looked for too. Raises what asking.understand raises for dates.
    """
    today = now.astimezone(organisation.zone(connection)).date()
    named, _, search = text.partition(":")
    try:
        understood = asking.understand(connection, named, today, units)
    except UnknownUnit:
        understood, search = asking.understand(connection, "", today, units), text.replace(":", " ")
    return Asked(understood.slice, search=" ".join(search.split())[:LONGEST_SEARCH] or None)


def add(connection: Connection, person: Person, asked: Asked, now: datetime) -> int:
    """A new view; the id that its buttons carry."""
    return stored.add_view(connection, person.id, _dumped(asked), now)


def find(connection: Connection, view_id: int, person: Person, units: frozenset[int] | None) -> Asked:
    """What a person looks at, with the units they may see now. Raises CommentsNotShown."""
    asked = stored.view(connection, view_id, person.id)
    if asked is None:
        raise CommentsNotShown
    return _loaded(asked, units)


def change(connection: Connection, view_id: int, asked: Asked, now: datetime) -> None:
    """Look at something else."""
    stored.set_view(connection, view_id, _dumped(asked), now)


def _dumped(asked: Asked) -> dict[str, Any]:
    period = asked.slice.period
    return {
        "period": [period.kind, period.first.isoformat(), period.end.isoformat()],
        "survey": asked.slice.survey,
        "unit": asked.slice.unit,
        "touchpoint": asked.slice.touchpoint,
        "verdict": asked.verdict,
        "driver": asked.driver,
        "search": asked.search,
        "hidden": asked.hidden,
    }


def _loaded(asked: Any, units: frozenset[int] | None) -> Asked:  # noqa: ANN401 - JSON
    kind, first, end = asked["period"]
    period = Period(kind, date.fromisoformat(first), date.fromisoformat(end))
    slice_ = Slice(period, asked["survey"], asked["unit"], asked["touchpoint"], units)
    return Asked(slice_, asked["verdict"], asked["driver"], asked["search"], asked["hidden"])
