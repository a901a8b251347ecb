"""What the buttons of a calendar carry: what the days are chosen for, and how far the choice has come."""

from datetime import date
from enum import StrEnum
from typing import Self

from aiogram.filters.callback_data import CallbackData

from handlers.buttons import RowId
from handlers.coordinator.buttons import Day, View, as_day, as_number
from surveys.periods import Period


class Use(StrEnum):
    """What the chosen days are for."""

    SUMMARY = "s"
    EXPORT = "e"
    COMMENTS = "c"


class DatesAct(StrEnum):
    """What a tap in a calendar does."""

    OPEN = "o"
    MONTH = "m"
    YEAR = "y"
    CHOOSE = "d"
    # Not to be chosen: a day to come, one before the first, the name of a weekday.
    CLOSED = "n"
    CANCEL = "x"


class DatesButton(CallbackData, prefix="sd"):
    """A place in a calendar. 0 stands for none; comments have a view, the others a slice."""

    use: Use
    view: View = View.OVERVIEW
    unit: RowId = 0
    point: RowId = 0
    survey: RowId = 0
    comments: RowId = 0
    # The first day of the period once it is chosen.
    first: Day | None = None
    act: DatesAct
    day: Day

    @classmethod
    def opening(cls, use: Use, period: Period, today: date, **subject: int | View) -> Self:
        """The button that opens the calendar at the month in which the shown period ends."""
        return cls(use=use, act=DatesAct.OPEN, day=as_number(min(period.last, today)), **subject)

    @property
    def ids(self) -> tuple[int, int, int]:
        """The ids of its unit, its service point and its survey version."""
        return self.unit, self.point, self.survey

    def on(self) -> date:
        """The day it is about; UnknownPeriod for one that no calendar has, as only a forged button names."""
        return as_day(self.day)

    def begins(self) -> date | None:
        """The first day, None while it is not chosen; UnknownPeriod as above."""
        return None if self.first is None else as_day(self.first)

    def after(self, first: date | None) -> Self:
        """The same with this first day."""
        return self.model_copy(update={"first": None if first is None else as_number(first)})

    def to(self, act: DatesAct, day: date) -> str:
        """What another button of the same calendar carries."""
        return self.model_copy(update={"act": act, "day": as_number(day)}).pack()
