"""Lessons that citizens' answers suggest. Surveys and lessons meet only here, and only through plain values."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection

from storage import enrollments, lesson_suggestions
from storage.lesson_suggestions import Suggestion

# A unit's worst driver changes slowly: one suggestion in so long, and it waits for so long.
SUGGESTION_LASTS: Final = timedelta(days=28)


def may_suggest(connection: Connection, unit_id: int, today: date) -> bool:
    """Whether the unit's newest suggestion is old enough for another."""
    newest = lesson_suggestions.newest_date(connection, unit_id)
    return newest is None or newest <= today - SUGGESTION_LASTS


def suggest(
    connection: Connection, unit_id: int, driver: str, lesson: str, why: Mapping[str, Any], now: datetime, today: date
) -> None:
    """Give a unit's staff a lesson on their next free day; `why` holds the numbers that may be shown."""
    lesson_suggestions.put(connection, unit_id, driver, lesson, why, today)
    # Who has finished has only free days.
    enrollments.wake_unit(connection, unit_id, now)


def fitting(suggestions: Iterable[Suggestion], had: Collection[int], joined_on: date) -> Suggestion | None:
    """The newest of a unit's suggestions that a person has not had and that is not older than their course."""
    return next((each for each in suggestions if each.id not in had and each.from_date >= joined_on), None)
