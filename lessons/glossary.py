"""Looks lessons up by any of their names, in either language, typing errors forgiven."""

from difflib import SequenceMatcher
from typing import Final, NamedTuple

from lessons.catalog_files import Catalog
from lessons.definition import Lesson
from lessons.names import folded

# The share of letters in common from which two words are one word mistyped: one wrong letter in four is 0.75.
ALIKE: Final = 0.74
# No name is longer; the rest of a query is not worth comparing.
LONGEST_QUERY: Final = 64

# How well a name answers a query: as a whole, from the beginning of a word, or somewhere; below these, by likeness.
WHOLE: Final = 4.0
BEGINNING: Final = 3.0
INSIDE: Final = 2.0


class _Entry(NamedTuple):
    """A name without what people don't type alike, and the language it belongs to."""

    name: str
    language: str
    lesson: Lesson


class Glossary:
    """The names of all lessons of a catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self._entries = [
            _Entry(folded(name), language, lesson)
            for lesson in catalog.lessons.values()
            for language, text in lesson.texts.items()
            for name in text.names
        ]

    def find(self, query: str, language: str) -> list[Lesson]:
        """The lessons that the query may mean, best first; of equals, names in the language first, then shorter ones.

        Empty when nothing is alike, and for a query without a letter or digit.
        """
        asked = folded(query[:LONGEST_QUERY])
        if not asked:
            return []
        matcher = SequenceMatcher(autojunk=False)
        # What is compared with many others stands second: https://docs.python.org/3/library/difflib.html
        matcher.set_seq2(asked)
        ranked = [
            (rank, entry.language == language, -len(entry.name), entry.lesson)
            for entry in self._entries
            if (rank := _rank(entry.name, asked, matcher))
        ]
        ranked.sort(key=lambda each: each[:3], reverse=True)
        return list({lesson.code: lesson for *_, lesson in ranked}.values())


def _rank(name: str, asked: str, matcher: SequenceMatcher[str]) -> float:
    """How well the name answers; 0 when it does not."""
    if name == asked:
        return WHOLE
    if f" {asked}" in f" {name}":
        return BEGINNING
    if asked in name:
        return INSIDE
    return max(_likeness(part, matcher) for part in _runs(name, len(asked.split())))


def _runs(name: str, length: int) -> list[str]:
    """The name, and every run of as many of its words as were typed."""
    words = name.split()
    return [name, *(" ".join(words[start : start + length]) for start in range(len(words) - length + 1))]


def _likeness(part: str, matcher: SequenceMatcher[str]) -> float:
    matcher.set_seq1(part)
    # The quick ones are upper bounds.
    for ratio in (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio):
        likeness = ratio()
        if likeness < ALIKE:
            return 0
    return likeness
