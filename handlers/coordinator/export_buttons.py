"""What the buttons of /export carry: the whole slice, so that an old message goes on working."""

from enum import StrEnum
from typing import Self

from aiogram.filters.callback_data import CallbackData

from handlers.buttons import Place, RowId
from handlers.coordinator.buttons import LETTERS, Day, PeriodKind, SliceButton, View, as_number
from surveys.periods import Period

# Of a slice's unit, service point and survey version; 0 stands for none.
Ids = tuple[int, int, int]


class ExportAct(StrEnum):
    """Show what a slice holds, or make a file of it."""

    SHOW = "s"
    CSV = "c"
    XLSX = "x"
    PDF = "p"


class ExportButton(CallbackData, prefix="ea"):
    """A slice and what to do with it. 0 stands for none."""

    act: ExportAct
    unit: RowId
    point: RowId
    survey: RowId
    kind: PeriodKind
    first: Day
    end: Day

    @classmethod
    def of(cls, act: ExportAct, period: Period, ids: Ids) -> Self:
        """The button of an act on a slice."""
        unit, point, survey = ids
        kind, first, end = LETTERS[period.kind], as_number(period.first), as_number(period.end)
        return cls(act=act, unit=unit, point=point, survey=survey, kind=kind, first=first, end=end)

    @property
    def ids(self) -> Ids:
        """The ids of its unit, its service point and its survey version."""
        return self.unit, self.point, self.survey

    def period(self) -> Period:
        """The period; UnknownPeriod for days that do not make one, as only a forged button has."""
        return SliceButton(view=View.OVERVIEW, **self.model_dump(exclude={"act"})).period()


class ExportPlaces(CallbackData, prefix="eb"):
    """A page of units, or with a unit of its service points, to choose from."""

    unit: RowId
    page: Place
