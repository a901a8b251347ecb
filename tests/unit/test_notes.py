"""What is said of marked responses and of those left out: no difference of two slices tells of a few of them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from storage import organisation
from storage.tables import responses
from surveys import leaving_out, periods
from surveys.periods import Period
from surveys.slices import Slice
from surveys.summary import LEFT_OUT, MARKED, summarise
from tests.unit.test_sums import FIRST, POINTS, SMALLEST, UNITS, Office, opened

WEEKS = 9
SURVEY = "post_service"


def test_windows_of_weeks_do_not_tell_that_one_a_week_is_left_out() -> None:
    office = Office(opened())
    for week in range(WEEKS):
        leave_out(office, "a1", FIRST + timedelta(weeks=week), 1)
    assert {noted(office, window)[LEFT_OUT] for window in windows()} == {0}


def test_windows_of_weeks_do_not_tell_that_a_few_a_week_are_marked() -> None:
    office = Office(opened())
    for _ in range(WEEKS):
        people(office, SMALLEST)
        office.mark(office.made - SMALLEST, 2)
        office.days(6, 0)
    assert {noted(office, window)[MARKED] for window in windows()} == {0}


def test_a_burst_is_noted_in_its_week_and_in_every_longer_period() -> None:
    office = Office(opened())
    people(office, 2 * SMALLEST)
    office.mark(0, SMALLEST)
    leave_out(office, "a1", FIRST, SMALLEST + 2)
    for period in (periods.week_of(FIRST), periods.quarter_of(FIRST), periods.year_of(FIRST)):
        expected = {MARKED: SMALLEST, LEFT_OUT: SMALLEST}
        assert noted(office, period) == noted(office, period, unit="a") == expected
        assert noted(office, period, touchpoint="a1") == expected
        assert noted(office, period, unit="b") == noted(office, period, touchpoint="a2") == {MARKED: 0, LEFT_OUT: 0}


lefts = st.lists(
    st.tuples(st.sampled_from(POINTS), st.integers(0, WEEKS * 7 - 1), st.integers(1, 9)), min_size=4, max_size=20
)


@settings(max_examples=10, deadline=None)
@given(lefts)
def test_what_is_left_out_of_a_slice_is_the_sum_of_its_pieces(given_up: Sequence[tuple[str, int, int]]) -> None:
    office = Office(opened())
    for code, day, count in given_up:
        leave_out(office, code, FIRST + timedelta(days=day), count)
    pieces = {(code, week): noted(office, week, touchpoint=code)[LEFT_OUT] for code in POINTS for week in weeks()}
    for window in windows():
        within = {key: n for key, n in pieces.items() if window.first <= key[1].first and key[1].end <= window.end}
        assert noted(office, window)[LEFT_OUT] == sum(within.values())
        for unit in UNITS:
            of_unit = sum(n for (code, _), n in within.items() if code.startswith(unit))
            assert noted(office, window, unit=unit)[LEFT_OUT] == of_unit
    office.connection.close()


@pytest.mark.parametrize("first", [date(2026, 10, 26), date(2026, 12, 30), date(2024, 2, 29)])
def test_a_period_is_cut_where_weeks_and_months_begin(first: date) -> None:
    period = periods.own(first, first + timedelta(days=100))
    cut = periods.pieces(period)
    assert [cut[0].first, *(each.end for each in cut)] == [*(each.first for each in cut), period.end]
    assert all(each == periods.week_in_month(each.first) for each in cut)


def weeks() -> Sequence[Period]:
    """The weeks of the test, cut where months meet."""
    days = (FIRST + timedelta(days=day) for day in range(WEEKS * 7))
    return sorted({periods.week_in_month(day) for day in days}, key=lambda each: each.first)


def windows() -> Iterator[Period]:
    """Own dates from any of the weeks to a later one."""
    for first, last in combinations(weeks(), 2):
        yield periods.own(first.first, last.first)


def noted(
    office: Office, period: Period, *, unit: str | None = None, touchpoint: str | None = None
) -> Mapping[str, int]:
    asked = Slice(period, SURVEY, unit, touchpoint)
    found = summarise(office.connection, office.versions, asked).notes
    assert all(note.n >= SMALLEST and note.n % SMALLEST == 0 for note in found)
    return {MARKED: 0, LEFT_OUT: 0} | {note.text: note.n for note in found}


def people(office: Office, number: int) -> None:
    """They answer at a1 to the end."""
    for _ in range(number):
        office.answer(0, 1)


def leave_out(office: Office, code: str, day: date, number: int) -> None:
    """Responses that were left out of the scores before anybody saw them."""
    found = organisation.touchpoint(office.connection, code)
    assert found is not None
    version_id, _ = office.versions.newest(office.connection, SURVEY)
    for _ in range(number):
        office.made += 1
        values = {"id": office.made, "survey_version_id": version_id, "touchpoint_id": found.id, "state": "complete"}
        office.connection.execute(insert(responses), {**values, "local_date": day, "withdrawn": "excluded"})
    leaving_out.note(office.connection, [office.made])
