"""Periods: half-open ranges of the organisation's local days."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

Kind = Literal["week", "month", "quarter", "own"]

ONE_DAY = timedelta(days=1)
WEEK = timedelta(days=7)
MONTHS_IN_QUARTER = 3
LAST_MONTH = 12
# The years of the calendar: a period that reaches beyond them is offered to nobody.
YEARS: Final = range(2000, 2100)


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` up to, not including, `end`."""

    kind: Kind
    first: date
    end: date

    @property
    def last(self) -> date:
        """The last day that belongs to it."""
        return self.end - ONE_DAY

    @property
    def number(self) -> int:
        """The number in its year: of the ISO week, the month or the quarter."""
        if self.kind == "week":
            return self.first.isocalendar().week
        month = self.first.month
        return month if self.kind == "month" else (month - 1) // MONTHS_IN_QUARTER + 1

    def previous(self) -> "Period":
        """The period before: in the calendar, or as long as this one."""
        if self.kind == "own":
            return Period("own", week_in_month(self.first - (self.end - self.first)).first, self.first)
        return of(self.kind, self.first - ONE_DAY)

    def next(self) -> "Period":
        """The period after, in the same way."""
        if self.kind == "own":
            return Period("own", self.end, week_in_month(self.end + (self.end - self.first) - ONE_DAY).end)
        return of(self.kind, self.end)


def of(kind: Kind, day: date) -> Period:
    """The week, month or quarter a day is in; ValueError for the kind that has no calendar."""
    match kind:
        case "week":
            return week_of(day)
        case "month":
            return month_of(day)
        case "quarter":
            return quarter_of(day)
        case _:
            raise ValueError(kind)


def before(period: Period) -> Period | None:
    """The period before, None outside the calendar."""
    found = period.previous()
    return found if is_in_calendar(found) else None


def after(period: Period, today: date) -> Period | None:
    """The period after as far as it may be asked for, None when it has not begun."""
    found = period.next()
    return until_now(found, today) if found.first <= today else None


def until_now(period: Period, today: date) -> Period:
    """Own dates without those after the quarter that is running; a calendar period goes on as a whole."""
    end = min(period.end, quarter_of(today).end) if period.kind == "own" else period.end
    return Period(period.kind, period.first, end)


def is_in_calendar(period: Period) -> bool:
    """Whether all its days may be named."""
    return period.first.year in YEARS and period.end.year in YEARS


def week_of(day: date) -> Period:
    """The ISO 8601 week, Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return Period("week", monday, monday + WEEK)


def month_of(day: date) -> Period:
    """The calendar month."""
    first = day.replace(day=1)
    return Period("month", first, _months_after(first, 1))


def quarter_of(day: date) -> Period:
    """The calendar quarter."""
    first = day.replace(day=1, month=(day.month - 1) // MONTHS_IN_QUARTER * MONTHS_IN_QUARTER + 1)
    return Period("quarter", first, _months_after(first, MONTHS_IN_QUARTER))


def year_of(day: date) -> Period:
    """The calendar year, as days of one's own: a step of a trend, which nobody asks for by itself."""
    return Period("own", date(day.year, 1, 1), date(day.year + 1, 1, 1))


def week_in_month(day: date) -> Period:
    """The days that a week and a month have in common: weeks and months are both made of these."""
    week, month = week_of(day), month_of(day)
    return Period("week", max(week.first, month.first), min(week.end, month.end))


def pieces(period: Period) -> list[Period]:
    """The weeks within months that a period is made of."""
    found = [week_in_month(period.first)]
    while found[-1].end < period.end:
        found.append(week_in_month(found[-1].end))
    return found


def own(first: date, last: date) -> Period:
    """The days from one to another, widened to whole weeks within their months: nothing smaller is ever shown."""
    return Period("own", week_in_month(first).first, week_in_month(last).end)


def _months_after(first: date, months: int) -> date:
    month = first.month + months
    if month > LAST_MONTH:
        return first.replace(year=first.year + 1, month=month - LAST_MONTH)
    return first.replace(month=month)
