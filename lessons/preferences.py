"""What a person may set: name, hour, zone, days, pause, vacation. Bad input is refused with a text to act on."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from lessons.errors import (
    DateInThePast,
    DateUnreadable,
    HourOutside,
    NameUnfit,
    NoDaysLeft,
)
from lessons.pacing import reschedule
from lessons.schedule import FIRST_HOUR, LAST_HOUR
from lessons.school import School, enrolled, rhythm_of
from lessons.zones import checked_zone
from storage import deliveries, enrollments
from storage.enrollments import Enrollment
from storage.people import Person

LONGEST_NAME: Final = 64
LONGEST_ABSENCE: Final = timedelta(days=366)
# A date without a year is in the year to come only if it is this near; else the person means a day that is over.
NEAR: Final = timedelta(days=180)
DAY: Final = timedelta(days=1)
# 31.12.2026, 31.12.26, 31.12, 2026-12-31 or 2026.12.31, and none of these inside a longer row of numbers: in
# 131.12.2026 there is no date.
_DATE: Final = re.compile(
    r"(?<!\d)(?<!\d\.)"
    r"(?:(\d{4})([-.])(\d{1,2})\2(\d{1,2})|(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d{2}))?)"
    r"(?!\d|\.\d)"
)
# Of a year in two digits.
CENTURY: Final = 2000


def checked_name(text: str) -> str:
    """A name to be shown, in one line. Raises NameUnfit."""
    name = " ".join(text.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise NameUnfit(LONGEST_NAME)
    return name


def checked_hour(hour: int) -> int:
    """An hour of working days. Raises HourOutside."""
    if not FIRST_HOUR <= hour <= LAST_HOUR:
        raise HourOutside
    return hour


def read_days(text: str, today: date) -> list[date]:
    """The dates of a text such as 31.12 or 01.07-14.07.2026; a date without a year is the next one.

    Raises DateUnreadable.
    """
    days = [_date(match, today) for match in _DATE.finditer(text)]
    if not days:
        raise DateUnreadable
    return days


def set_name(connection: Connection, person: Person, text: str) -> Enrollment:
    """Change the name that is shown."""
    return _changed(connection, person, shown_name=checked_name(text))


def set_hour(connection: Connection, school: School, person: Person, hour: int, now: datetime) -> Enrollment:
    """Change the hour of the daily message."""
    return _moved(connection, school, _changed(connection, person, hour=checked_hour(hour)), now)


def set_zone(connection: Connection, school: School, person: Person, text: str, now: datetime) -> Enrollment:
    """Change the zone of the person."""
    return _moved(connection, school, _changed(connection, person, zone=checked_zone(text)), now)


def set_days_off(
    connection: Connection, school: School, person: Person, days: Iterable[int], now: datetime
) -> Enrollment:
    """Change the ISO weekdays without a message. Raises NoDaysLeft."""
    off = sorted(set(days))
    if all(day in off for day in range(1, 6)):
        raise NoDaysLeft
    return _moved(connection, school, _changed(connection, person, days_off="".join(map(str, off))), now)


def switch_day(connection: Connection, school: School, person: Person, day: int, now: datetime) -> Enrollment:
    """Turn an ISO weekday on or off. Raises NoDaysLeft."""
    off = set(map(int, enrolled(connection, person).days_off))
    return set_days_off(connection, school, person, off ^ ({day} & set(range(1, 8))), now)


def today_of(connection: Connection, person: Person, now: datetime) -> date:
    """The person's date."""
    return rhythm_of(connection, enrolled(connection, person)).today(now)


def read_absence(text: str, today: date, *, is_vacation: bool) -> tuple[date, date]:
    """The first and the last day of a vacation, or those before the day until which somebody pauses.

    Raises DateUnreadable and DateInThePast.
    """
    days = read_days(text, today)
    if is_vacation:
        if len(days) == 1:
            raise DateUnreadable
        return days[0], days[1]
    if days[0] <= today:
        raise DateInThePast
    return today, days[0] - DAY


def be_absent(
    connection: Connection, school: School, person: Person, first_day: date, last_day: date, now: datetime
) -> Enrollment:
    """A vacation, or a pause until a day: nothing comes on these days, and nothing is lost. Raises DateInThePast.

    It ends by itself, so it takes the place of a pause without an end.
    """
    enrollment = enrolled(connection, person)
    today = rhythm_of(connection, enrollment).today(now)
    if last_day < max(first_day, today) or last_day - first_day > LONGEST_ABSENCE:
        raise DateInThePast
    enrollments.add_absence(connection, enrollment.id, first_day, last_day)
    deliveries.react(connection, enrollment.id, today)
    return _moved(connection, school, _awake(connection, person), now)


def pause(connection: Connection, person: Person, now: datetime) -> Enrollment:
    """Send nothing until the person's word."""
    enrollment = enrolled(connection, person)
    deliveries.react(connection, enrollment.id, rhythm_of(connection, enrollment).today(now))
    if enrollment.state != "active":
        return enrollment
    return _changed(connection, person, state="paused", next_due_at=None)


def resume(connection: Connection, school: School, person: Person, now: datetime) -> Enrollment:
    """Go on where the course was left: the pause and every absence end."""
    enrollment = enrolled(connection, person)
    today = rhythm_of(connection, enrollment).today(now)
    enrollments.end_absences(connection, enrollment.id, today, today - DAY)
    deliveries.react(connection, enrollment.id, today)
    return _moved(connection, school, _awake(connection, person), now)


def set_recall(connection: Connection, school: School, person: Person, wanted: bool, now: datetime) -> Enrollment:
    """Whether questions from memory come by themselves after the course."""
    return _moved(connection, school, _changed(connection, person, recalls=wanted), now)


def _awake(connection: Connection, person: Person) -> Enrollment:
    enrollment = enrolled(connection, person)
    if enrollment.state != "paused":
        return enrollment
    return _changed(connection, person, state="active", ignored=0)


def _changed(connection: Connection, person: Person, **values: object) -> Enrollment:
    enrollment = enrolled(connection, person)
    enrollments.change(connection, enrollment.id, **values)
    return enrolled(connection, person)


def _moved(connection: Connection, school: School, enrollment: Enrollment, now: datetime) -> Enrollment:
    reschedule(connection, school, enrollment, now)
    return enrollments.get(connection, enrollment.id) or enrollment


def _date(match: re.Match[str], today: date) -> date:
    year, month, day = match[1] or match[7], match[3] or match[6], match[4] or match[5]
    try:
        if year:
            return date(int(year) + (CENTURY if len(year) == len("26") else 0), int(month), int(day))
        found = date(today.year, int(month), int(day))
        to_come = found.replace(year=found.year + 1) if found < today else found
        return to_come if to_come - today <= NEAR else found
    except ValueError as error:
        raise DateUnreadable from error
