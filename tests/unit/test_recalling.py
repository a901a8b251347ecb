"""The day of the week on which questions from memory come after the course."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.recalling import is_day
from lessons.schedule import Absence, Rhythm
from lessons.working_days import WorkingDays

CALENDAR = WorkingDays().calendar()
MONDAY = date(2026, 9, 7)
ZONE = ZoneInfo("Europe/Moscow")


@given(
    st.integers(0, 60),
    st.sets(st.integers(1, 7)),
    st.lists(st.tuples(st.integers(0, 430), st.integers(0, 20)), max_size=3),
)
def test_a_week_has_one_day_for_questions_if_the_person_works_in_it(
    week: int, off: set[int], away: list[tuple[int, int]]
) -> None:
    absences = [
        Absence(MONDAY + timedelta(days=first), MONDAY + timedelta(days=first + length)) for first, length in away
    ]
    rhythm = Rhythm(10, ZONE, frozenset(off), absences)
    days = [MONDAY + timedelta(days=7 * week + number) for number in range(7)]
    chosen = [day for day in days if is_day(rhythm, CALENDAR, day)]
    worked = [day for day in days if rhythm.works_on(day, CALENDAR)]
    assert len(chosen) == bool(worked)
    assert set(chosen) <= set(worked)


@pytest.mark.parametrize(
    ("off", "day"), [("", date(2026, 9, 11)), ("5", date(2026, 9, 10)), ("45", date(2026, 9, 9)), ("12345", None)]
)
def test_it_is_friday_or_the_last_day_before_it(off: str, day: date | None) -> None:
    rhythm = Rhythm(10, ZONE, frozenset(map(int, off)))
    week = [MONDAY + timedelta(days=number) for number in range(7)]
    assert [each for each in week if is_day(rhythm, CALENDAR, each)] == ([day] if day else [])
