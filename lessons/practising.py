"""Doing it: reports, if-then plans that come back at their time, bookmarks, useful or not."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Final

from sqlalchemy import Connection

from lessons import schedule
from lessons.course_days import week_of
from lessons.definition import Lesson
from lessons.errors import DateInThePast, LineTooLong
from lessons.messages import ECHO, EchoPayload
from lessons.schedule import FIRST_HOUR, LAST_HOUR, Rhythm
from lessons.school import School, enrolled, rhythm_of
from lessons.working_days import IsWorkingDay
from storage import deliveries, outbox, practice
from storage.enrollments import Enrollment
from storage.people import Person
from storage.practice import Report

LONGEST_LINE: Final = 300
REPORTS_SHOWN: Final = 10
# What is offered as an answer to "When will you do it?".
HOURS_TODAY: Final = (11, 13, 15, 17)
HOURS_NEXT_DAY: Final = (10, 14)


@dataclass(frozen=True, slots=True)
class Moment:
    """A time a plan may have, in the person's zone."""

    day: date
    hour: int
    is_today: bool


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan as it was kept."""

    lesson: Lesson
    moment: Moment


@dataclass(frozen=True, slots=True)
class Shelf:
    """The codes of the lessons that a person has had, and of those with a bookmark."""

    had: frozenset[str]
    bookmarked: frozenset[str]


def shelf(connection: Connection, person: Person) -> Shelf:
    """The person's lessons."""
    enrollment = enrolled(connection, person)
    had = frozenset(each.content for each in deliveries.history(connection, enrollment.id))
    return Shelf(had, frozenset(practice.bookmarked(connection, enrollment.id)))


def did(connection: Connection, school: School, person: Person, code: str | None, now: datetime) -> None:
    """Note that the person tried a lesson, or, with None, nothing. Raises UnknownLesson."""
    enrollment, today = _reacted(connection, person, now)
    lesson = school.lesson(code).code if code is not None else None
    practice.report(connection, enrollment.id, lesson, today, None)


def add_line(connection: Connection, school: School, person: Person, code: str, line: str, now: datetime) -> None:
    """Keep the person's own line about it. Raises UnknownLesson and LineTooLong."""
    enrollment, today = _reacted(connection, person, now)
    text = " ".join(line.split())
    if len(text) > LONGEST_LINE:
        raise LineTooLong(LONGEST_LINE)
    practice.report(connection, enrollment.id, school.lesson(code).code, today, text)


def week(connection: Connection, school: School, person: Person) -> list[str]:
    """The codes of the lessons that the person may report on: those of about a week."""
    enrollment = enrolled(connection, person)
    return week_of(school.course_or_first(enrollment.course), enrollment.position)


def reports(connection: Connection, person: Person) -> list[Report]:
    """The person's newest reports."""
    return practice.reports(connection, enrolled(connection, person).id, REPORTS_SHOWN)


def moments(connection: Connection, school: School, person: Person, now: datetime) -> list[Moment]:
    """Times for a plan: what is left of today, and the next working day."""
    rhythm = rhythm_of(connection, enrolled(connection, person))
    today = rhythm.today(now)
    left = [Moment(today, hour, True) for hour in HOURS_TODAY if _at(rhythm, today, hour) > now]
    following = _next_day(rhythm, school.calendar, today)
    return left + [Moment(following, hour, False) for hour in HOURS_NEXT_DAY if following is not None]


def plan(
    connection: Connection, school: School, person: Person, code: str, is_today: bool, hour: int, now: datetime
) -> Planned:
    """Keep an if-then plan; its echo is in the outbox. Raises UnknownLesson and DateInThePast."""
    enrollment, today = _reacted(connection, person, now)
    rhythm, lesson = rhythm_of(connection, enrollment), school.lesson(code)
    day = today if is_today else _next_day(rhythm, school.calendar, today)
    if day is None or not FIRST_HOUR <= hour <= LAST_HOUR or _at(rhythm, day, hour) <= now:
        raise DateInThePast
    plan_id = practice.plan(connection, enrollment.id, code, _at(rhythm, day, hour))
    if plan_id is not None:
        payload = EchoPayload(lesson=code)
        outbox.put(connection, person.id, ECHO, payload, f"{ECHO}:{plan_id}", _at(rhythm, day, hour))
    return Planned(lesson, Moment(day, hour, is_today))


def bookmark(connection: Connection, school: School, person: Person, code: str, is_set: bool, now: datetime) -> None:
    """Set or remove a bookmark. Raises UnknownLesson."""
    enrollment, _ = _reacted(connection, person, now)
    practice.bookmark(connection, enrollment.id, school.lesson(code).code, is_set)


def rate(connection: Connection, school: School, person: Person, code: str, useful: bool, now: datetime) -> bool:
    """Keep whether a lesson was of use; False when the person has said so before. Raises UnknownLesson."""
    enrollment, _ = _reacted(connection, person, now)
    return practice.rate(connection, enrollment.id, school.lesson(code).code, useful)


def _reacted(connection: Connection, person: Person, now: datetime) -> tuple[Enrollment, date]:
    enrollment = enrolled(connection, person)
    today = rhythm_of(connection, enrollment).today(now)
    deliveries.react(connection, enrollment.id, today)
    return enrollment, today


def _next_day(rhythm: Rhythm, calendar: IsWorkingDay, today: date) -> date:
    return rhythm.today(schedule.next_after(rhythm, calendar, today))


def _at(rhythm: Rhythm, day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=rhythm.zone).astimezone(UTC)
