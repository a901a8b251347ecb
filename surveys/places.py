"""The texts of a survey that may be changed, each by a short key that a button can carry.

`n` the name, `i` the intro, `t` the thanks; `q2` the text of the third question, `q2v0` its first variant, `q2o4` the
label of its fifth option. Codes, kinds and the labels of built-in scales have no key: they never change.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from storage.documents.text import Text
from surveys.definition import LONGEST_LABEL, LONGEST_NAME, LONGEST_PARAGRAPH, LONGEST_QUESTION, Question, Survey

Path = tuple[str | int, ...]

_KEY = re.compile(r"(?P<top>[nit])|q(?P<question>[0-9]{1,3})(?:(?P<part>[vo])(?P<index>[0-9]{1,3}))?")
_TOP = {"n": ("name", LONGEST_NAME), "i": ("intro", LONGEST_PARAGRAPH), "t": ("thanks", LONGEST_PARAGRAPH)}


@dataclass(frozen=True, slots=True)
class Place:
    """A text of a survey: its key, its path in the definition, its limit in characters, and what it says now."""

    key: str
    path: Path
    limit: int
    text: Text | None


def find(survey: Survey, key: str) -> Place | None:
    """The place of a key; None when the survey has no such text or it can't be changed."""
    return next((place for place in places(survey) if place.key == key), None) if _KEY.fullmatch(key) else None


def places(survey: Survey) -> Iterator[Place]:
    """Every text that may be changed, in the order of reading."""
    for key, (field, limit) in _TOP.items():
        yield Place(key, (field,), limit, getattr(survey, field))
    for position in range(len(survey.questions)):
        yield from of_question(survey, position)


def of_question(survey: Survey, position: int) -> Iterator[Place]:
    """The texts of one question: its own, its variants, its options."""
    question, here = survey.questions[position], ("questions", position)
    yield Place(f"q{position}", (*here, "text"), LONGEST_QUESTION, question.text)
    for index, variant in enumerate(question.variants):
        yield Place(f"q{position}v{index}", (*here, "variants", index, "text"), LONGEST_QUESTION, variant.text)
    if has_own_options(question):
        for index, option in enumerate(question.options):
            yield Place(f"q{position}o{index}", (*here, "options", index, "text"), LONGEST_LABEL, option.text)


def has_own_options(question: Question) -> bool:
    """Whether the options are the survey's own; those of a scale are everybody's."""
    return question.kind in ("single", "several")
