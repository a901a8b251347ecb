"""Lessons that citizens' answers suggest. Surveys and lessons meet only here, and only through plain values."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection

from storage import deliveries, enrollments, lesson_suggestions
from storage.enrollments import Enrollment

# A unit's worst driver changes slowly: one suggestion in so long, and it waits for so long.
SUGGESTION_LASTS: Final = timedelta(days=28)
# Whoever had a lesson, in the course or because it was suggested, is not told the same again so soon.
SAME_AGAIN_AFTER: Final = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Offer:
    """A suggestion as it is for one person: the first of its lessons that they have not had lately."""

    suggestion_id: int
    lesson: str
    why: Mapping[str, Any]


def may_suggest(connection: Connection, unit_id: int, today: date) -> bool:
    """Whether the unit's newest suggestion is old enough for another."""
    newest = lesson_suggestions.newest_date(connection, unit_id)
    return newest is None or newest <= today - SUGGESTION_LASTS


def suggest(
    connection: Connection, unit_id: int, lessons: Sequence[str], why: Mapping[str, Any], now: datetime, today: date
) -> None:
    """Give a unit's staff the first of these lessons that is new to them on their next free day.

    `why` holds the numbers that may be shown.
    """
    lesson_suggestions.put(connection, unit_id, lessons, why, today)
    # Who has finished is not looked at every day.
    enrollments.wake_unit(connection, unit_id, now)


def offers(connection: Connection, members: Collection[Enrollment], now: datetime) -> Mapping[int, Offer]:
    """What the newest suggestions of their units are for these people, by enrollment; nobody gets one twice.

    A suggestion is not for those who joined after it, nor for those who have had all its lessons lately.
    """
    units = {each.unit_id for each in members}
    newest = lesson_suggestions.newest(connection, units, (now - SUGGESTION_LASTS).date())
    if not newest:
        return {}
    ids = [each.id for each in members if each.unit_id in newest]
    taken = lesson_suggestions.had(connection, ids)
    lately = deliveries.had_since(connection, ids, (now - SAME_AGAIN_AFTER).date())
    return dict(_offers(members, newest, taken, lately))


def _offers(
    members: Collection[Enrollment],
    newest: Mapping[int, lesson_suggestions.Suggestion],
    taken: Mapping[int, Mapping[int, str]],
    lately: Mapping[int, Collection[str]],
) -> Iterator[tuple[int, Offer]]:
    for each in members:
        suggestion = newest.get(each.unit_id)
        if suggestion is None or suggestion.from_date < each.joined_on or suggestion.id in taken.get(each.id, ()):
            continue
        lesson = next((code for code in suggestion.lessons if code not in lately.get(each.id, ())), None)
        if lesson is not None:
            yield each.id, Offer(suggestion.id, lesson, suggestion.why)
