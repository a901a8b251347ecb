"""Exactly one message a working local date, whatever the zone does to its clocks and however the bot is awake."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons import schedule
from lessons.schedule import Absence, Rhythm
from lessons.working_days import WorkingDays

RUSSIA = WorkingDays().calendar()
# Northern and southern changes of the clocks, one of half an hour, zones without any, half-hour offsets.
ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "America/Santiago",
    "Africa/Cairo",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "Europe/Moscow",
    "Asia/Kamchatka",
)
zones = st.sampled_from(ZONES)
hours = st.integers(schedule.FIRST_HOUR, schedule.LAST_HOUR)


def simulated(rhythm: Rhythm, first: date, last: date, beats: timedelta, random: Random | None = None) -> list[date]:
    """The dates that get a message when the bot follows its own moments and beats now and then."""
    now = datetime.combine(first, datetime.min.time(), tzinfo=UTC) - timedelta(days=1)
    taken: list[date] = []
    due = schedule.next_from(rhythm, RUSSIA, now)
    while rhythm.today(now) <= last + timedelta(days=1):
        now += beats if random is None else beats * random.uniform(0.1, 1.9)
        if due is None or due > now:
            continue
        day = schedule.open_day(rhythm, RUSSIA, now)
        if day is None:
            due = schedule.next_from(rhythm, RUSSIA, now)
            continue
        # The unique row: a date that was taken is not taken again.
        assert day not in taken
        taken.append(day)
        due = schedule.next_after(rhythm, RUSSIA, day)
    return [day for day in taken if first <= day <= last]


def working_days(rhythm: Rhythm, first: date, last: date) -> list[date]:
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [day for day in days if rhythm.works_on(day, RUSSIA)]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("hour", [9, 18])
@pytest.mark.parametrize("year", [2024, 2026])
def test_a_year_gives_one_message_a_working_date(zone: str, hour: int, year: int) -> None:
    rhythm, first, last = Rhythm(hour, ZoneInfo(zone)), date(year, 1, 1), date(year, 12, 31)
    assert simulated(rhythm, first, last, timedelta(minutes=20)) == working_days(rhythm, first, last)


@given(zones, hours, st.sets(st.integers(1, 7), max_size=4), st.integers(0, 2**32))
def test_an_irregular_heart_and_days_off_change_nothing(zone: str, hour: int, days_off: set[int], seed: int) -> None:
    absences = [Absence(date(2026, 3, 20), date(2026, 4, 3))]
    rhythm = Rhythm(hour, ZoneInfo(zone), frozenset(days_off), absences)
    first, last = date(2026, 3, 1), date(2026, 4, 30)
    # Beats are at most 57 minutes apart, less than the hour in which the latest message may come.
    taken = simulated(rhythm, first, last, timedelta(minutes=30), Random(seed))
    assert taken == working_days(rhythm, first, last)


def test_working_saturdays_and_transferred_days_of_russia_are_known() -> None:
    assert RUSSIA(date(2024, 4, 27))
    assert RUSSIA(date(2024, 12, 28))
    assert not RUSSIA(date(2024, 4, 29))
    assert not RUSSIA(date(2026, 11, 4))
    assert not RUSSIA(date(2026, 12, 31))


@given(zones, hours, st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)))  # noqa: DTZ001
def test_the_next_message_is_ahead_or_open_and_comes_at_the_persons_hour(zone: str, hour: int, now: datetime) -> None:
    rhythm = Rhythm(hour, ZoneInfo(zone))
    moment = schedule.next_from(rhythm, RUSSIA, now)
    assert moment is not None
    local = moment.astimezone(rhythm.zone)
    assert local.hour == hour
    assert rhythm.works_on(local.date(), RUSSIA)
    assert moment > now or schedule.open_day(rhythm, RUSSIA, now) == local.date()


@given(zones, hours, st.dates(date(2025, 1, 1), date(2027, 12, 31)))
def test_no_moment_falls_outside_working_hours(zone: str, hour: int, day: date) -> None:
    rhythm = Rhythm(hour, ZoneInfo(zone))
    opens, closes = schedule.opens_at(rhythm, day), schedule.closes_at(rhythm, day)
    assert timedelta(hours=1) <= closes - opens <= timedelta(hours=10)
    assert schedule.open_day(rhythm, RUSSIA, closes) is None
    assert schedule.open_day(rhythm, RUSSIA, opens - timedelta(seconds=1)) is None


def test_a_day_that_an_outage_took_goes_on_the_same_day_within_hours_else_the_next() -> None:
    rhythm = Rhythm(10, ZoneInfo("Asia/Omsk"))
    friday = date(2026, 9, 11)
    evening = datetime(2026, 9, 11, 18, 59, tzinfo=rhythm.zone)
    night = datetime(2026, 9, 11, 19, 0, tzinfo=rhythm.zone)
    assert schedule.open_day(rhythm, RUSSIA, evening) == friday
    assert schedule.open_day(rhythm, RUSSIA, night) is None
    assert schedule.next_from(rhythm, RUSSIA, night) == schedule.opens_at(rhythm, date(2026, 9, 14))


def test_a_course_goes_on_after_absences_in_a_row_however_long_they_are() -> None:
    year = timedelta(days=366)
    first = Absence(date(2026, 9, 11), date(2026, 9, 11) + year)
    second = Absence(first.last_day - timedelta(days=30), first.last_day + year)
    rhythm = Rhythm(10, ZoneInfo("Europe/Moscow"), absences=[first, second])
    monday = second.last_day + timedelta(days=(8 - second.last_day.isoweekday()) % 7 or 7)
    due = schedule.next_after(rhythm, RUSSIA, date(2026, 9, 11))
    assert schedule.opens_at(rhythm, second.last_day) < due <= schedule.opens_at(rhythm, monday)
    assert rhythm.works_on(rhythm.today(due), RUSSIA)


def test_a_calendar_without_working_days_is_looked_at_again() -> None:
    rhythm = Rhythm(10, ZoneInfo("Europe/Moscow"))
    day = date(2026, 9, 11)
    assert schedule.next_after(rhythm, lambda _: False, day) == schedule.opens_at(rhythm, day + schedule.HORIZON)
