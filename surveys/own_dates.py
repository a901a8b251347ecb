"""Days of one's own as a period: chosen one after the other, or written."""

from datetime import date

from surveys import period_words, periods
from surveys.errors import PeriodInFuture, PeriodReversed, UnknownPeriod
from surveys.periods import Period


def checked_first(day: date, today: date) -> date:
    """A day that a period may begin with. Raises PeriodInFuture, and UnknownPeriod before the calendar."""
    if day.year not in periods.YEARS:
        raise UnknownPeriod
    if day > today:
        raise PeriodInFuture
    return day


def between(first: date, last: date, today: date) -> Period:
    """The period of two chosen days, widened as periods.own says. Raises PeriodReversed and what checked_first does."""
    if checked_first(last, today) < checked_first(first, today):
        raise PeriodReversed
    return periods.own(first, last)


def written(text: str, first: date | None, today: date) -> date | Period:
    """What somebody wrote while they were choosing: the first day of a period, or all of one.

    A single day after a first one is the last. Raises UnknownPeriod for other words, and what between and
    period_words.find do.
    """
    day = period_words.day(text.strip(), today)
    if day is None:
        return _whole(text, today)
    return checked_first(day, today) if first is None else between(first, day, today)


def _whole(text: str, today: date) -> Period:
    period, rest = period_words.find(text, today)
    if period is None or rest:
        raise UnknownPeriod
    return period
