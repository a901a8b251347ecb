"""What two versions of a survey say differently. Pure functions.

Questions and options are compared by their codes, so that a moved one is no new one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from storage.documents.text import Text
from surveys.definition import Question, Survey

Kind = Literal["text", "question_added", "question_removed", "option_added", "option_removed", "rules"]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `where` is name, intro, thanks or the code of a question; `option` the code of an option."""

    kind: Kind
    where: str
    option: str | None = None
    language: str | None = None
    before: str | None = None
    after: str | None = None


def differences(old: Survey, new: Survey) -> Sequence[Change]:
    """Every difference, in the order of reading."""
    return list(_survey(old, new))


def _survey(old: Survey, new: Survey) -> Iterator[Change]:
    for field in ("name", "intro", "thanks"):
        yield from _text(field, getattr(old, field), getattr(new, field))
    before = {question.code: question for question in old.questions}
    for question in new.questions:
        if question.code in before:
            yield from _question(before.pop(question.code), question)
        else:
            yield Change("question_added", question.code, after=question.text.ru)
    for question in before.values():
        yield Change("question_removed", question.code, before=question.text.ru)


def _question(old: Question, new: Question) -> Iterator[Change]:
    yield from _text(new.code, old.text, new.text)
    for index in range(min(len(old.variants), len(new.variants))):
        yield from _text(new.code, old.variants[index].text, new.variants[index].text)
    if _rules(old) != _rules(new):
        yield Change("rules", new.code)
    before = {option.code: option.text for option in old.options}
    for option in new.options:
        if option.code in before:
            yield from _text(new.code, before.pop(option.code), option.text, option.code)
        else:
            yield Change("option_added", new.code, option.code, after=option.text.ru)
    for code, text in before.items():
        yield Change("option_removed", new.code, code, before=text.ru)


def _rules(question: Question) -> tuple[object, ...]:
    """What decides who is asked and what must be answered."""
    return question.kind, question.required, question.not_applicable, question.when, [v.when for v in question.variants]


def _text(where: str, old: Text | None, new: Text | None, option: str | None = None) -> Iterator[Change]:
    for language in ("ru", "en"):
        before = old.in_(language) if old else None
        after = new.in_(language) if new else None
        if before != after:
            yield Change("text", where, option, language, before, after)
