"""What the buttons under a summary carry: the whole slice, so that an old message goes on working."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from handlers.buttons import Place, RowId
from surveys import periods
from surveys.errors import UnknownPeriod
from surveys.periods import Period

# A day as a number of eight digits: 20261124.
Day = Annotated[int, Field(ge=20_000_101, le=20_991_231)]


class View(StrEnum):
    """How deep to look."""

    OVERVIEW = "o"
    UNITS = "u"
    POINTS = "p"
    DRIVERS = "d"
    WEEKS = "w"


class PeriodKind(StrEnum):
    """The kinds of periods, in one letter."""

    WEEK = "w"
    MONTH = "m"
    QUARTER = "q"
    OWN = "o"


class SliceButton(CallbackData, prefix="sa"):
    """A slice and a view of it. 0 stands for none: no unit, no service point, no survey chosen."""

    view: View
    unit: RowId
    point: RowId
    # The id of a version of the survey: its code would be too long.
    survey: RowId
    kind: PeriodKind
    first: Day
    end: Day

    def period(self) -> Period:
        """The period; UnknownPeriod for days that are none or do not make one, as only a forged button has."""
        first, end = as_day(self.first), as_day(self.end)
        period = Period(_KINDS[self.kind], first, end)
        if end <= first:
            raise UnknownPeriod
        whole = periods.own(first, period.last) if period.kind == "own" else periods.of(period.kind, first)
        if whole != period:
            raise UnknownPeriod
        return period


class UnitsPage(CallbackData, prefix="sb"):
    """A page of the units to choose from for a summary."""

    page: Place


class UnitPage(CallbackData, prefix="sc"):
    """A page of a unit's service points to choose from for a summary."""

    unit: RowId
    page: Place


_KINDS: dict[PeriodKind, periods.Kind] = {
    PeriodKind.WEEK: "week",
    PeriodKind.MONTH: "month",
    PeriodKind.QUARTER: "quarter",
    PeriodKind.OWN: "own",
}
LETTERS = {kind: letter for letter, kind in _KINDS.items()}


def as_number(day: date) -> int:
    """A day as a button carries it."""
    return day.year * 10_000 + day.month * 100 + day.day


def as_day(number: int) -> date:
    """The day that a button carries; UnknownPeriod for a number that is none."""
    try:
        return date(number // 10_000, number // 100 % 100, number % 100)
    except ValueError as error:
        raise UnknownPeriod from error
