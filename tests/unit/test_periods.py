"""Periods, and the words for them in Russian and English."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys import periods
from surveys.errors import PeriodInFuture, PeriodReversed, UnknownPeriod
from surveys.period_words import find
from surveys.periods import Period

TODAY = date(2026, 11, 24)
DAYS = st.dates(date(2020, 1, 1), date(2090, 1, 1))


def days(first: str, end: str) -> tuple[date, date]:
    return date.fromisoformat(first), date.fromisoformat(end)


@pytest.mark.parametrize(
    ("text", "first", "end", "rest"),
    [
        ("north month ease", "2026-11-01", "2026-12-01", ["north", "ease"]),
        ("север месяц", "2026-11-01", "2026-12-01", ["север"]),
        ("месяца", "2026-11-01", "2026-12-01", []),
        ("Прошлая НЕДЕЛЯ север", "2026-11-16", "2026-11-23", ["север"]),
        ("за эту неделю", "2026-11-23", "2026-11-30", []),
        ("на прошлой неделе север", "2026-11-16", "2026-11-23", ["север"]),
        ("last quarter", "2026-07-01", "2026-10-01", []),
        ("октябрь", "2026-10-01", "2026-11-01", []),
        ("декабря", "2025-12-01", "2026-01-01", []),
        ("october 2025 x", "2025-10-01", "2025-11-01", ["x"]),
        ("2026-02", "2026-02-01", "2026-03-01", []),
        ("q3", "2026-07-01", "2026-10-01", []),
        ("2025-q4", "2025-10-01", "2026-01-01", []),
        ("3 квартал юг", "2026-07-01", "2026-10-01", ["юг"]),
        ("2026-10-01 2026-10-31", "2026-10-01", "2026-11-01", []),
        ("01.10.2026-31.10.2026", "2026-10-01", "2026-11-01", []),
        ("1.10 – 31.10 юг", "2026-10-01", "2026-11-01", ["юг"]),
        ("1.10 - 31.10", "2026-10-01", "2026-11-01", []),
        ("2026-10-01..2026-10-31", "2026-10-01", "2026-11-01", []),
        ("3 квартал 2025", "2025-07-01", "2025-10-01", []),
        ("юг за 3 квартал 2025 года окно", "2025-07-01", "2025-10-01", ["юг", "окно"]),
        ("2025 3-й квартал", "2025-07-01", "2025-10-01", []),
        ("3 кв. 2025", "2025-07-01", "2025-10-01", []),
        ("quarter 3 2025", "2025-07-01", "2025-10-01", []),
        ("quarter 3", "2026-07-01", "2026-10-01", []),
        ("2025 q3", "2025-07-01", "2025-10-01", []),
        ("за октябрь", "2026-10-01", "2026-11-01", []),
        ("север в октябре 2025", "2025-10-01", "2025-11-01", ["север"]),
        ("in october", "2026-10-01", "2026-11-01", []),
        ("2025 october", "2025-10-01", "2025-11-01", []),
        ("oct", "2026-10-01", "2026-11-01", []),
        ("окт. 2025", "2025-10-01", "2025-11-01", []),
        ("маем", "2026-05-01", "2026-06-01", []),
        ("к марту", "2026-03-01", "2026-04-01", ["к"]),
        ("с 1.10 по 31.10", "2026-10-01", "2026-11-01", []),
        ("from 2026-10-01 to 2026-10-31 x", "2026-10-01", "2026-11-01", ["x"]),
        ("since 1.10", "2026-10-01", "2026-11-30", []),
        # Widened to whole weeks within their months.
        ("6.10-8.10", "2026-10-05", "2026-10-12", []),
        ("30.11.2025", "2025-11-24", "2025-12-01", []),
        # What has not begun is cut off with the quarter.
        ("2026-01-01 2099-12-31", "2026-01-01", "2027-01-01", []),
        ("1.11.2026-30.11.2026", "2026-11-01", "2026-12-01", []),
    ],
)
def test_words_name_a_period(text: str, first: str, end: str, rest: list[str]) -> None:
    found = find(text, TODAY)
    assert found.period is not None
    assert ((found.period.first, found.period.end), list(found.rest)) == (days(first, end), rest)


@pytest.mark.parametrize(
    "text",
    ["", "north-certificates", "monthly", "окно 3", "2026", "5", "q5", "мартовский", "в окне", "5 квартира", "по"],
)
def test_other_words_name_none(text: str) -> None:
    assert find(text, TODAY) == (None, text.split())


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("31.02.2026", UnknownPeriod),
        ("2026-13", UnknownPeriod),
        ("01.12.2026", PeriodInFuture),
        ("december 2026", PeriodInFuture),
        ("2027-q1", PeriodInFuture),
        ("5.11-1.10", PeriodReversed),
        ("с 5.11 по 1.10", PeriodReversed),
        ("since 1.12", PeriodInFuture),
    ],
)
def test_impossible_ones_are_refused(text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        find(text, TODAY)


@pytest.mark.parametrize(
    ("text", "first", "end"),
    [
        ("1.12 31.12", "2026-12-01", "2027-01-01"),
        ("с 20.12 по 5.01", "2026-12-14", "2027-01-11"),
        ("1.12.2026 31.12", "2026-12-01", "2027-01-01"),
        ("20.12 5.01.2027", "2026-12-14", "2027-01-11"),
        ("4.01 10.01", "2027-01-04", "2027-01-11"),
        ("01.10.26 31.10.26", "2026-10-01", "2026-11-01"),
        ("1.10.26-31.10.26", "2026-10-01", "2026-11-01"),
    ],
)
def test_dates_without_a_year_are_the_last_that_have_begun(text: str, first: str, end: str) -> None:
    found = find(text, date(2027, 1, 10))
    assert found.period is not None
    assert ((found.period.first, found.period.end), list(found.rest)) == (days(first, end), [])


def test_a_day_belongs_to_the_period_of_the_organisations_zone() -> None:
    moment = datetime(2026, 3, 31, 21, 30, tzinfo=UTC)
    day = moment.astimezone(ZoneInfo("Europe/Moscow")).date()
    assert periods.month_of(day).number == 4
    assert periods.quarter_of(day).number == 2


def test_the_week_of_new_year_is_that_of_iso_8601() -> None:
    assert periods.week_of(date(2027, 1, 3)).number == 53
    assert periods.week_of(date(2027, 1, 4)).number == 1


@given(DAYS, st.sampled_from([periods.week_of, periods.month_of, periods.quarter_of, periods.week_in_month]))
def test_a_period_holds_its_day_and_neighbours_touch(day: date, period_of: Callable[[date], Period]) -> None:
    period = period_of(day)
    assert period.first <= day <= period.last
    if period_of is not periods.week_in_month:
        assert period.previous().end == period.first
        assert period.next().first == period.end
        assert period.next().previous() == period


@given(
    st.dates(date(2000, 1, 1), TODAY).flatmap(lambda first: st.tuples(st.just(first), st.dates(first, TODAY))),
    st.sampled_from(["own", "week", "month", "quarter"]),
)
def test_neighbours_that_are_offered_are_in_the_calendar(days: tuple[date, date], kind: periods.Kind) -> None:
    first, last = days
    period = periods.own(first, last) if kind == "own" else periods.of(kind, first)
    for near in (periods.before(period), periods.after(period, TODAY)):
        assert near is None or (periods.is_in_calendar(near) and near.end <= date(2027, 1, 1))


def test_a_week_that_is_running_is_not_cut_with_its_quarter() -> None:
    found = find("week", date(2026, 12, 30)).period
    assert found == Period("week", date(2026, 12, 28), date(2027, 1, 4))


@given(DAYS)
def test_weeks_and_months_are_made_of_whole_weeks_within_months(day: date) -> None:
    piece = periods.week_in_month(day)
    for whole in (periods.week_of(day), periods.month_of(day), periods.quarter_of(day)):
        assert whole.first <= piece.first
        assert piece.end <= whole.end


@given(DAYS, st.integers(0, 400))
def test_own_dates_are_widened_never_narrowed(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    period = periods.own(first, last)
    assert period.first <= first
    assert last < period.end
    assert period.previous().end == period.first
    assert period.next().first == period.end
    assert periods.own(period.first, period.last) == period
