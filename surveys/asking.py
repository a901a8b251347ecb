"""Understands a question put in words: "north month ease", "север прошлая неделя", "справки 1.10-31.10"."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from storage import organisation, survey_versions
from storage.organisation import Names, Touchpoint, UnitOf
from surveys import period_words, periods
from surveys.errors import UnknownUnit
from surveys.slices import Slice

# Shorter words begin too many names of surveys.
SHORTEST_WORD = 3


@dataclass(frozen=True, slots=True)
class Understood:
    """The slice that was meant, or the service points that it may have been, for a choice by button."""

    slice: Slice
    choices: Sequence[Touchpoint] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What the asking person may name."""

    units: Sequence[UnitOf]
    touchpoints: Sequence[Touchpoint]
    surveys: Mapping[str, Names]


def understand(connection: Connection, text: str, today: date, allowed: frozenset[int] | None) -> Understood:
    """Read the words in any order: a place, a survey, a period; without a period it is the month.

    Raises UnknownUnit for words that name nothing this person may see, and what period_words.find raises.
    """
    found = period_words.find(text, today)
    whole = Slice(found.period or periods.month_of(today), units=allowed)
    words = [_plain(word) for word in found.rest]
    if not words:
        return Understood(whole)
    known = _known(connection, allowed)
    for survey, rest in _readings(words, known.surveys):
        understood = _placed(whole, survey, rest, known)
        if understood is not None:
            return understood
    raise UnknownUnit


def units(connection: Connection, allowed: frozenset[int] | None) -> list[UnitOf]:
    """The open units that somebody may see."""
    return [each for each in organisation.open_units(connection) if allowed is None or each.id in allowed]


def _readings(words: Sequence[str], surveys: Mapping[str, Names]) -> Iterator[tuple[str | None, Sequence[str]]]:
    """Every word names a place; or one of them names a survey."""
    yield None, words
    for index, word in enumerate(words):
        for code, names in surveys.items():
            if word == code or (len(word) >= SHORTEST_WORD and _begins(word, (code, *names.values()))):
                yield code, [*words[:index], *words[index + 1 :]]


def _placed(whole: Slice, survey: str | None, words: Sequence[str], known: Known) -> Understood | None:
    if not words:
        return Understood(_of(whole, survey))
    units = [each for each in known.units if _matches(words, (each.code, *each.name.values()))]
    if len(units) == 1:
        return Understood(_of(whole, survey, unit=units[0].code))
    points = [each for each in known.touchpoints if _is_named(each, words)]
    exact = [each for each in points if [each.code] == list(words)]
    if len(exact or points) == 1:
        return Understood(_of(whole, survey, touchpoint=(exact or points)[0].code))
    return Understood(_of(whole, survey), points) if points else None


def _of(whole: Slice, survey: str | None, unit: str | None = None, touchpoint: str | None = None) -> Slice:
    return Slice(whole.period, survey, unit, touchpoint, whole.units)


def _known(connection: Connection, allowed: frozenset[int] | None) -> Known:
    points = organisation.open_touchpoints(connection)
    seen = [each for each in points if allowed is None or each.unit_id in allowed]
    return Known(units(connection, allowed), seen, survey_versions.names(connection))


def _is_named(point: Touchpoint, words: Collection[str]) -> bool:
    return _matches(words, (point.code, *point.service.values(), *point.unit_name.values()))


def _matches(words: Iterable[str], names: Iterable[str]) -> bool:
    text = _plain(" ".join(names))
    return all(word in text for word in words)


def _begins(word: str, names: Iterable[str]) -> bool:
    """Whether a word of a name begins so: inside a word there is too much to be meant."""
    return any(each.startswith(word) for each in _plain(" ".join(names)).replace("_", " ").split())


def _plain(text: str) -> str:
    """People write е for ё."""
    return text.casefold().replace("ё", "е")
