"""Reads a period out of the words of a command, in Russian or in English, whatever the person's language is.

week, last week, in october, october 2025, 2026-10, q3, 3 quarter 2025, 2026-10-01 2026-10-31, from 1.10 to 31.10
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
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

_PREPOSITIONS: Final = frozenset({"за", "в", "во", "на", "for", "in", "of", "during"})
_SINCE: Final = frozenset({"с", "со", "from", "since"})
_UNTIL: Final = frozenset({"по", "до", "to", "till", "until"})
_OF_YEAR: Final = frozenset({"год", "года", "году", "г", "г."})
_QUARTERS: Final = frozenset({"кв", "кв."})

_YEAR = re.compile(r"20\d\d")
_MONTH = re.compile(r"(20\d\d)-(\d\d?)")
_QUARTER = re.compile(r"(?:(20\d\d)-)?(?:q|кв?)([1-4])", re.IGNORECASE)
_NUMBER = re.compile(r"([1-4])(?:-?(?:й|го|м|ый|ий)|st|nd|rd|th)?")
_DATE = re.compile(
    r"(?:(?P<y>20\d\d)-(?P<m>\d\d?)-(?P<d>\d\d?)|(?P<d2>\d\d?)\.(?P<m2>\d\d?)(?:\.(?P<y2>(?:20)?\d\d))?)"
)
_BETWEEN = re.compile(r"\s*(?:\.\.+|[–—])\s*|\s+-\s+|(?<=\d)-(?=\d\d?\.\d)")


# "с 1.10 по 31.10", "за 3 квартал 2025 года"
_LONGEST: Final = 5
# Of a year in two digits; no other is written.
CENTURY: Final = 2000


class Found(NamedTuple):
    """A period and the words that are not part of it."""

    period: Period | None
    rest: Sequence[str]


class Written(NamedTuple):
    """A day as somebody writes it; `year` None leaves it to the reader."""

    year: int | None
    month: int
    day: int

    def of(self, year: int) -> date:
        """The day of a year. Raises UnknownPeriod where the calendar has none."""
        try:
            return date(year, self.month, self.day)
        except ValueError as error:
            raise UnknownPeriod from error

    def last_year(self, today: date) -> int:
        """The last year in which the day has begun."""
        return today.year - ((self.month, self.day) > (today.month, today.day))

    def is_after(self, other: "Written") -> bool:
        """Whether it comes later in a year."""
        return (self.month, self.day) > (other.month, other.day)


def find(text: str, today: date) -> Found:
    """The period that the text names, if any.

    Raises UnknownPeriod for dates that do not exist, PeriodReversed and PeriodInFuture.
    """
    words = _BETWEEN.sub(" ", text).split()
    for index in range(len(words)):
        for length in range(min(_LONGEST, len(words) - index), 0, -1):
            period = _period([word.casefold() for word in words[index : index + length]], today)
            if period is not None:
                return Found(_begun(period, today), [*words[:index], *words[index + length :]])
    return Found(None, words)


def day(word: str, today: date) -> date | None:
    """The day that a word names, None for a word that is no date; without a year the last one that has begun.

    Raises UnknownPeriod for a day that no calendar has.
    """
    found = _written(word)
    return found.of(found.year or found.last_year(today)) if found else None


def _period(words: Sequence[str], today: date) -> Period | None:
    """The period that all these words together name."""
    if words[0] in _SINCE and (begin := _since(words[1:], today)):
        return _between(begin, max(begin, today))
    if words[0] in _PREPOSITIONS or words[0] in _SINCE:
        words = words[1:]
    if len(words) > 1 and words[-1] in _OF_YEAR and _YEAR.fullmatch(words[-2]):
        words = words[:-1]
    match words:
        case [kind] | [_, kind] if found := _kind(kind):
            return _relative(words[:-1], found, today) or _of_calendar(words, today)
        case [first]:
            return _dates(first, first, today) or _of_calendar(words, today)
        case [first, last]:
            return _dates(first, last, today) or _of_calendar(words, today)
        case [first, to, last] if to in _UNTIL:
            return _dates(first, last, today)
        case _:
            return _of_calendar(words, today)


def _relative(which: Sequence[str], kind: Kind, today: date) -> Period | None:
    """week, this week, last week."""
    period = periods.of(kind, today)
    match which:
        case []:
            return period
        case [word] if word.startswith(_LAST):
            return period.previous()
        case [word] if word.startswith(_THIS):
            return period
        case _:
            return None


def _of_calendar(words: Sequence[str], today: date) -> Period | None:
    """october, october 2025, 2025 october, 2026-10, q3, q3 2025, 2026-q3, 3 quarter 2025, quarter 3."""
    year, rest = _without_year(words)
    match rest:
        case [first, second]:
            number, kind = (first, second) if _NUMBER.fullmatch(first) else (second, first)
            found = _NUMBER.fullmatch(number)
            is_quarter = _kind(kind) == "quarter" or kind in _QUARTERS
            return _numbered_quarter(found[1], year, today) if found and is_quarter else None
        case [word]:
            return _named(word, year, today)
        case _:
            return None


def _without_year(words: Sequence[str]) -> tuple[int | None, Sequence[str]]:
    for year, rest in ((words[-1:], words[:-1]), (words[:1], words[1:])):
        if rest and _YEAR.fullmatch(year[0]):
            return int(year[0]), rest
    return None, words


def _named(word: str, year: int | None, today: date) -> Period | None:
    if (month := _month_names().get(word.removesuffix("."))) is not None:
        return _latest(periods.month_of, month, year, today)
    if (found := _QUARTER.fullmatch(word)) and (year is None or found[1] is None):
        return _numbered_quarter(found[2], year or (int(found[1]) if found[1] else None), today)
    if (found := _MONTH.fullmatch(word)) and year is None:
        return periods.month_of(Written(int(found[1]), int(found[2]), 1).of(int(found[1])))
    return None


def _dates(first: str, last: str, today: date) -> Period | None:
    begin, end = _written(first), _written(last)
    return _between(*_days(begin, end, today)) if begin and end else None


def _days(first: Written, last: Written, today: date) -> tuple[date, date]:
    """Without years the last ones that have begun: from 20.12 to 5.01 goes over the new year, if that is past."""
    if first.year is not None:
        return first.of(first.year), last.of(last.year or first.year)
    if last.year is not None:
        return first.of(last.year - first.is_after(last)), last.of(last.year)
    year = first.last_year(today)
    is_over_new_year = first.is_after(last) and year < today.year
    return first.of(year), last.of(year + is_over_new_year)


def _written(word: str) -> Written | None:
    found = _DATE.fullmatch(word)
    if found is None:
        return None
    year = found["y"] or found["y2"]
    whole = int(year) % 100 + CENTURY if year else None
    return Written(whole, int(found["m"] or found["m2"]), int(found["d"] or found["d2"]))


def _since(words: Sequence[str], today: date) -> date | None:
    found = _written(words[0]) if len(words) == 1 else None
    return found.of(found.year or today.year) if found else None


def _between(first: date, last: date) -> Period:
    if last < first:
        raise PeriodReversed
    return periods.own(first, last)


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


@cache
def _month_names() -> Mapping[str, int]:
    """october, oct, октябрь in every case, окт."""
    names: dict[str, int] = {}
    for language in ("ru", "en"):
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, "stand-alone", language).items():
                plain = name.casefold().removesuffix(".")
                forms = _cases(plain) if language == "ru" and width == "wide" else [plain]
                names |= dict.fromkeys([*forms, plain[:3]], number)
    return names


def _cases(month: str) -> Sequence[str]:
    """Of a Russian month: октябрь, октября, май, мая, март, марта."""
    if month[-1] in "ьй":
        return [month, *(month[:-1] + ending for ending in ("я", "ю", "е", "ем", "ём"))]
    return [month, *(month + ending for ending in ("а", "у", "е", "ом"))]
