"""What an author is asked to mend, although the bot could start with it.

A person who guesses must not learn that the longest option, or the third, is the right one; a person who reads has
45 seconds; a name that is looked up leads to one lesson.
"""

import re
from collections.abc import Collection, Iterator
from fractions import Fraction
from math import ceil, floor
from typing import Final

from lessons.catalog_files import Catalog, CatalogFiles, Texts
from lessons.definition import LANGUAGES, OPTIONS, Language, LessonText
from lessons.limits import FEWEST_WORDS, LONGEST_CARD, MOST_WORDS
from lessons.names import folded
from storage.documents.problems import Problem
from storage.documents.reading import Mistake
from storage.documents.yaml_lines import Path

# By chance each of four positions is right in a quarter of the lessons, and the right option the longest in a quarter.
LEAST_SHARE: Final = Fraction(15, 100)
MOST_SHARE: Final = Fraction(35, 100)

_WORD: Final = re.compile(r"\w+(?:[-'’]\w+)*")
_CYRILLIC: Final = re.compile(r"[а-яё]", re.IGNORECASE)
# Signs of HTML and Markdown: a lesson is plain text, they would be shown as they are.
_MARKUP: Final = re.compile(r"</?[a-z]+>|\*\*|__|`|\]\(", re.IGNORECASE)


def lint(files: CatalogFiles, drivers: Collection[str], channels: Collection[str]) -> list[Mistake]:
    """Every mistake with its file and line; those of the catalog as a whole are named in courses.yaml.

    `drivers` and `channels` are the codes that surveys know: a remedy that names another would never help.
    """
    mistakes = [
        mistake
        for (_, language), (text, document) in files.texts.items()
        for mistake in document.mistakes(_problems(text, language))
    ]
    whole = [
        *_unbalanced_positions(files.texts),
        *_telling_lengths(files.texts),
        *_outside_courses(files.catalog),
        *_unknown_to_surveys(files.catalog, drivers, channels),
        *_without_remedy(files.catalog, drivers),
    ]
    return sorted([*mistakes, *_shared_names(files.texts), *files.plan.mistakes(whole)])


def _problems(text: LessonText, language: Language) -> Iterator[Problem]:
    yield from _problems_of_length(text)
    for path, part in _parts(text):
        if match := _MARKUP.search(part):
            yield Problem(path, f"has {match[0]}, which would be shown as it is: write plain text")
        if language == "en" and _CYRILLIC.search(part):
            yield Problem(path, "has Cyrillic letters: translate it")
        # An option may be a number.
        if language == "ru" and "options" not in path and not _CYRILLIC.search(part):
            yield Problem(path, "has no Cyrillic letters: translate it")


def _problems_of_length(text: LessonText) -> Iterator[Problem]:
    # It is the whole text that is too short or too long: it begins with its first heading.
    here = ("what",)
    words = sum(len(_WORD.findall(part)) for part in text.card)
    if not FEWEST_WORDS <= words <= MOST_WORDS:
        yield Problem(here, f"the lesson has {words} words: make them {FEWEST_WORDS} to {MOST_WORDS}")
    characters = sum(map(len, text.card))
    if characters > LONGEST_CARD:
        yield Problem(here, f"the lesson has {characters} characters: shorten it to {LONGEST_CARD}")


def _parts(text: LessonText) -> Iterator[tuple[Path, str]]:
    for field in ("title", "question", "explanation", "what", "why", "when", "task", "mistake"):
        yield (field,), getattr(text, field)
    for field in ("options", "how"):
        for index, part in enumerate(getattr(text, field)):
            yield (field, index), part


def _shared_names(texts: Texts) -> Iterator[Mistake]:
    owners: dict[str, str] = {}
    for (code, _), (text, document) in texts.items():
        paths: list[Path] = [("title",), *(("aliases", index) for index in range(len(text.aliases)))]
        for path, name in zip(paths, text.names, strict=True):
            owner = owners.setdefault(folded(name), code)
            if owner != code:
                yield from document.mistakes([Problem(path, f"{name} leads to {owner} already: choose another name")])


def _unbalanced_positions(texts: Texts) -> Iterator[Problem]:
    # The right option stands at the same place in every language.
    rights = {code: text.right for (code, language), (text, _) in texts.items() if language == LANGUAGES[0]}
    least, most = floor(len(rights) * LEAST_SHARE), ceil(len(rights) * MOST_SHARE)
    for position in range(1, OPTIONS + 1):
        there = [code for code, right in rights.items() if right == position]
        if not least <= len(there) <= most:
            found = f"option {position} is right in {len(there)} of {len(rights)} lessons{_named(there)}"
            yield Problem(("terms",), f"{found}: move the right options so that it is in {least} to {most}")


def _telling_lengths(texts: Texts) -> Iterator[Problem]:
    for asked in LANGUAGES:
        lessons = {code: text for (code, language), (text, _) in texts.items() if language == asked}
        most = ceil(len(lessons) * MOST_SHARE)
        telling = [code for code, text in lessons.items() if _is_longest(text)]
        if len(telling) > most:
            found = f"in {asked} the right option is the longest in {len(telling)} of {len(lessons)} lessons"
            yield Problem(("terms",), f"{found}{_named(telling)}: lengthen others until it is in {most}")


def _is_longest(text: LessonText) -> bool:
    lengths = [len(option) for option in text.options]
    right = lengths.pop(text.right_option)
    return right > max(lengths)


def _named(codes: list[str]) -> str:
    return f" ({', '.join(codes)})" if codes else ""


def _outside_courses(catalog: Catalog) -> Iterator[Problem]:
    taught = {code for course in catalog.courses.values() for code in course.lessons}
    for code in catalog.lessons:
        if code not in taught:
            yield Problem(("courses",), f"none has the lesson {code}: add it to one")


def _unknown_to_surveys(catalog: Catalog, drivers: Collection[str], channels: Collection[str]) -> Iterator[Problem]:
    for index, remedy in enumerate(catalog.remedies):
        if remedy.driver not in drivers:
            yield Problem(("remedies", index, "driver"), f"surveys have no driver {remedy.driver}: correct it")
        for inner, channel in enumerate(remedy.channels):
            if channel not in channels:
                yield Problem(("remedies", index, "channels", inner), f"no channel is called {channel}: correct it")


def _without_remedy(catalog: Catalog, drivers: Collection[str]) -> Iterator[Problem]:
    for driver in drivers:
        if not any(remedy.driver == driver and not remedy.channels for remedy in catalog.remedies):
            yield Problem(("remedies",), f"none is for the driver {driver} at every channel: add one without channels")
