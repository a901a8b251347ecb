"""The calendar of own dates: its edges, and what its buttons carry at the most."""

from datetime import date

import pytest

from bot.texts import load_catalogs
from handlers.coordinator.dates_buttons import DatesAct, DatesButton, Use
from handlers.limits import LONGEST_CALLBACK_DATA, MOST_BUTTONS, MOST_BUTTONS_IN_ROW
from handlers.rendering.calendars import CLOSED, month_screen, year_screen
from surveys import own_dates, periods
from surveys.errors import PeriodInFuture, PeriodReversed, UnknownPeriod

TODAY = date(2026, 11, 24)
T = load_catalogs()("en")
LARGEST = 2**31 - 1
WIDEST = DatesButton(use=Use.SUMMARY, unit=LARGEST, point=LARGEST, survey=LARGEST, act=DatesAct.MONTH, day=20_261_124)


def test_every_button_fits_whatever_it_is_about() -> None:
    for at in (WIDEST, WIDEST.after(TODAY)):
        for screen in (month_screen(at, TODAY, TODAY, T), year_screen(at, TODAY, TODAY, T)):
            buttons = [each for row in screen.rows for each in row]
            assert max(len(each["callback_data"]) for each in buttons) <= LONGEST_CALLBACK_DATA
            assert len(buttons) <= MOST_BUTTONS
            assert max(map(len, screen.rows)) <= MOST_BUTTONS_IN_ROW


def test_the_calendar_begins_with_its_first_year() -> None:
    first = date(periods.YEARS.start, 1, 1)
    arrows, *_ = month_screen(WIDEST, first, TODAY, T).rows
    assert [each["text"] for each in arrows] == ["Jan 2000", "→"]
    years, *_ = year_screen(WIDEST, first, TODAY, T).rows
    assert [each["text"] for each in years] == ["2000", "2001"]


def test_a_month_stands_below_its_weekdays() -> None:
    # The first of November 2026 is a Sunday.
    _, names, first, *_ = month_screen(WIDEST, TODAY, TODAY, T).rows
    assert [each["text"] for each in names] == ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
    assert [each["text"] for each in first] == [*[CLOSED] * 6, "1"]


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (date(2026, 11, 24), date(2026, 11, 24), (date(2026, 11, 23), date(2026, 11, 29))),
        (date(2026, 10, 15), date(2026, 11, 3), (date(2026, 10, 12), date(2026, 11, 8))),
        (date(2000, 1, 1), date(2026, 11, 24), (date(2000, 1, 1), date(2026, 11, 29))),
    ],
)
def test_two_days_are_a_period_of_whole_weeks_within_months(first: date, last: date, told: tuple[date, date]) -> None:
    period = own_dates.between(first, last, TODAY)
    assert (period.kind, period.first, period.last) == ("own", *told)


@pytest.mark.parametrize(
    ("first", "last", "error"),
    [
        (date(2026, 11, 24), date(2026, 11, 23), PeriodReversed),
        (date(2026, 11, 24), date(2026, 11, 25), PeriodInFuture),
        (date(1999, 12, 31), date(2026, 11, 24), UnknownPeriod),
    ],
)
def test_other_days_are_refused(first: date, last: date, error: type[Exception]) -> None:
    with pytest.raises(error):
        own_dates.between(first, last, TODAY)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("24.11", (date(2026, 11, 1), date(2026, 11, 29))),
        ("24.11.26", (date(2026, 11, 1), date(2026, 11, 29))),
        ("25.11.2026", PeriodInFuture),
        ("31.10.2026", PeriodReversed),
        ("31.02", UnknownPeriod),
    ],
)
def test_a_written_last_day_is_taken_as_a_tapped_one(text: str, told: tuple[date, date] | type[Exception]) -> None:
    first = date(2026, 11, 1)
    if isinstance(told, tuple):
        period = own_dates.written(text, first, TODAY)
        assert isinstance(period, periods.Period)
        assert (period.first, period.last) == told
        return
    with pytest.raises(told):
        own_dates.written(text, first, TODAY)


def test_a_written_day_without_a_year_is_the_last_that_has_begun() -> None:
    assert own_dates.written("31.12", None, date(2027, 1, 10)) == date(2026, 12, 31)
    assert own_dates.written("31.12", date(2026, 12, 1), date(2027, 1, 10)) == periods.own(
        date(2026, 12, 1), date(2026, 12, 31)
    )
