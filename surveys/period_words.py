"""Reads a period out of the words of a command, in Russian or in English, whatever the person's language is.

week, last week, month, october, october 2025, 2026-10, q3, 3 quarter, 2026-10-01 2026-10-31, 1.10.2026-31.10.2026
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from babel.dates import get_month_names

from surveys import periods
from surveys.errors import PeriodInFuture, PeriodReversed, UnknownPeriod
from surveys.periods import Kind, Period

# Stems: Russian words are written in any case of theirs.
_KINDS: Final[Mapping[str, Kind]] = {
    "недел": "week",
    "week": "week",
    "месяц": "month",
    "month": "month",
    "квартал": "quarter",
    "quarter": "quarter",
}
_LAST: Final = ("прошл", "предыдущ", "last", "previous")
_THIS: Final = ("этот", "эта", "эту", "это", "текущ", "this", "current")
# Of a Russian noun in its cases, or of an English plural: with another rest it is another word, "monthly" say.
_ENDING = re.compile(r"[а-я]{0,2}|s")

_YEAR = re.compile(r"20\d\d")
_MONTH = re.compile(r"(20\d\d)-(\d\d?)")
_QUARTER = re.compile(r"(?:(20\d\d)-)?(?:q|кв?)([1-4])", re.IGNORECASE)
_DATE = re.compile(r"(?:(?P<y>20\d\d)-(?P<m>\d\d?)-(?P<d>\d\d?)|(?P<d2>\d\d?)\.(?P<m2>\d\d?)(?:\.(?P<y2>20\d\d))?)")
_BETWEEN = re.compile(r"\s*(?:\.\.+|[–—])\s*|\s+-\s+|(?<=\d)-(?=\d\d?\.\d)")


class Found(NamedTuple):
    """A period and the words that are not part of it."""

    period: Period | None
    rest: Sequence[str]


def find(text: str, today: date) -> Found:
    """The period that the text names, if any.

    Raises UnknownPeriod for dates that do not exist, PeriodReversed and PeriodInFuture.
    """
    words = _BETWEEN.sub(" ", text).split()
    for index in range(len(words)):
        for length in (2, 1):
            span = words[index : index + length]
            period = _period(span, today) if len(span) == length else None
            if period is not None:
                return Found(_begun(period, today), [*words[:index], *words[index + length :]])
    return Found(None, words)


def _period(span: Sequence[str], today: date) -> Period | None:
    first, *others = (word.casefold() for word in span)
    second = others[0] if others else None
    return _dates(first, second, today) or _relative(first, second, today) or _named(first, second, today)


def _relative(first: str, second: str | None, today: date) -> Period | None:
    """week, this week, last week."""
    if second is None:
        kind = _kind(first)
        return periods.of(kind, today) if kind else None
    kind = _kind(second)
    if kind is None:
        return None
    if first.startswith(_LAST):
        return periods.of(kind, today).previous()
    if first.startswith(_THIS):
        return periods.of(kind, today)
    return _numbered_quarter(first, None, today) if kind == "quarter" and first in ("1", "2", "3", "4") else None


def _named(first: str, second: str | None, today: date) -> Period | None:
    """october, october 2025, 2026-10, q3, q3 2025, 2026-q3."""
    if second is not None and not _YEAR.fullmatch(second):
        return None
    year = int(second) if second else None
    if (month := _MONTHS.get(first)) is not None:
        return _latest(periods.month_of, month, year, today)
    if (found := _QUARTER.fullmatch(first)) and (year is None or found[1] is None):
        return _numbered_quarter(found[2], year or (int(found[1]) if found[1] else None), today)
    if (found := _MONTH.fullmatch(first)) and second is None:
        return periods.month_of(_date(int(found[1]), int(found[2]), 1))
    return None


def _dates(first: str, second: str | None, today: date) -> Period | None:
    begin, end = _day(first, today), _day(second, today) if second else None
    if begin is None or (second is not None and end is None):
        return None
    if end is not None and end < begin:
        raise PeriodReversed
    return periods.own(begin, end or begin)


def _day(word: str, today: date) -> date | None:
    found = _DATE.fullmatch(word)
    if found is None:
        return None
    year = found["y"] or found["y2"] or today.year
    return _date(int(year), int(found["m"] or found["m2"]), int(found["d"] or found["d2"]))


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise UnknownPeriod from error


def _numbered_quarter(number: str, year: int | None, today: date) -> Period:
    return _latest(periods.quarter_of, (int(number) - 1) * periods.MONTHS_IN_QUARTER + 1, year, today)


def _latest(period_of: Callable[[date], Period], month: int, year: int | None, today: date) -> Period:
    """Of the year that is named; of the last one that has begun when none is."""
    if year is not None:
        return period_of(date(year, month, 1))
    this_year = period_of(date(today.year, month, 1))
    return this_year if this_year.first <= today else period_of(date(today.year - 1, month, 1))


def _begun(period: Period, today: date) -> Period:
    if period.first > today:
        raise PeriodInFuture
    return periods.until_now(period, today)


def _kind(word: str) -> Kind | None:
    return next((kind for stem, kind in _KINDS.items() if _has_stem(word, stem)), None)


def _has_stem(word: str, stem: str) -> bool:
    return word.startswith(stem) and _ENDING.fullmatch(word.removeprefix(stem)) is not None


def _month_names() -> Mapping[str, int]:
    """october, oct, октябрь, октября, in the forms that calendars use."""
    names: dict[str, int] = {}
    for language in ("ru", "en"):
        for context in ("format", "stand-alone"):
            for number, name in get_month_names("wide", context, language).items():
                names[name.casefold()] = number
    return names


_MONTHS: Final = _month_names()
