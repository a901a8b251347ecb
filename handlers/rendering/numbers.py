"""Numbers as a language writes them: 77,0 in Russian, 77.0 in English."""

from decimal import Decimal

from babel.numbers import format_decimal

from handlers.texts import Html
from surveys.intervals import Interval
from surveys.scores import rounded


def number(value: float | Decimal, places: int, language: str) -> Html:
    """A number with this many places, rounded half up, with the language's separators."""
    pattern = "#,##0" + ("." + "0" * places if places else "")
    return Html(format_decimal(rounded(value, places), format=pattern, locale=language))


def between(interval: Interval, places: int, language: str) -> Html:
    """An interval in brackets; its ends are parted by a semicolon, since a comma may stand inside a number."""
    low, high = number(interval.low, places, language), number(interval.high, places, language)
    return Html(f"[{low}; {high}]")


def signed(value: float, places: int, language: str) -> Html:
    """A number with its sign, for changes: +3.1, −3.1, 0.0."""
    sign = {1: "+", -1: "\u2212", 0: ""}[(rounded(value, places) > 0) - (rounded(value, places) < 0)]
    return Html(f"{sign}{number(abs(value), places, language)}")
