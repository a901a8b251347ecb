"""The way through a survey: which questions a person sees, given what they have answered. Pure functions.

A position is an index into survey.questions; -1 stands before the first. Conditions look only backwards,
so one pass from the first question to the last decides everything.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from storage.documents.text import Text
from surveys.definition import Condition, Question, Survey
from surveys.errors import UnknownOption

State = Literal["answered", "skipped", "not_applicable"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person said to one question: a number, option codes or a comment when the state is answered."""

    question: str
    state: State
    number: int | None = None
    options: tuple[str, ...] = ()
    comment: str | None = None

    @property
    def is_empty(self) -> bool:
        """Answered with nothing: every one of several options was unset again."""
        return self.state == "answered" and self.number is None and not self.options and not self.comment


Answers = Mapping[str, Answer]


def parse_tap(question: Question, value: str) -> Answer:
    """The answer of a tapped button; UnknownOption unless the value is exactly the code of a choice."""
    if value not in question.codes:
        raise UnknownOption
    if question.is_numeric:
        return Answer(question.code, "answered", number=int(value))
    return Answer(question.code, "answered", options=(value,))


def with_option(question: Question, answer: Answer | None, code: str, chosen: bool) -> Answer:
    """The answer to a question of several options with one of them set or unset; twice is the same as once.

    Options keep the order of the buttons, whatever the order of the taps was.
    """
    if question.kind != "several" or code not in question.codes:
        raise UnknownOption
    before = set(answer.options) if answer else set()
    after = before | {code} if chosen else before - {code}
    return Answer(question.code, "answered", options=tuple(each for each in question.codes if each in after))


def visible(survey: Survey, answers: Answers) -> list[Question]:
    """The questions that these answers lead through, in order."""
    return [survey.questions[position] for position in _positions(survey, answers)]


def following(survey: Survey, answers: Answers, position: int) -> int | None:
    """The next position after this one, None at the end."""
    return next((each for each in _positions(survey, answers) if each > position), None)


def preceding(survey: Survey, answers: Answers, position: int) -> int | None:
    """The position before this one, None at the beginning."""
    return max((each for each in _positions(survey, answers) if each < position), default=None)


def progress(survey: Survey, answers: Answers, position: int) -> tuple[int, int]:
    """Which step this is and how many there are, as far as the answers tell: (2, 5); 1 <= at <= of."""
    positions = list(_positions(survey, answers))
    before = sum(each < position for each in positions)
    return min(before + 1, len(positions)), len(positions)


def missing(survey: Survey, answers: Answers) -> list[Question]:
    """Visible required questions that have no answer yet."""
    return [each for each in visible(survey, answers) if each.required and not _is_met(answers.get(each.code))]


def may_finish(survey: Survey, answers: Answers) -> bool:
    """Whether the response would be complete if it ended here."""
    return not missing(survey, answers)


def relevant(survey: Survey, answers: Answers) -> dict[str, Answer]:
    """The answers to visible questions; those whose question went away after a step back are dropped."""
    return {each.code: answers[each.code] for each in visible(survey, answers) if each.code in answers}


def wording(question: Question, answers: Answers) -> Text:
    """How to ask the question: the first variant whose conditions hold, or the usual text."""
    for variant in question.variants:
        if _all_hold(variant.when, answers):
            return variant.text
    return question.text


def _positions(survey: Survey, answers: Answers) -> Iterator[int]:
    # Only answers to visible questions count: a condition on a question that went away doesn't hold.
    counted: dict[str, Answer] = {}
    for position, question in enumerate(survey.questions):
        if _all_hold(question.when, counted):
            yield position
            if question.code in answers:
                counted[question.code] = answers[question.code]


def _all_hold(conditions: Sequence[Condition], answers: Answers) -> bool:
    return all(_holds(condition, answers.get(condition.question)) for condition in conditions)


def _holds(condition: Condition, answer: Answer | None) -> bool:
    if answer is None or answer.state != "answered":
        return False
    if condition.is_ is not None and not _values(answer).intersection(condition.is_):
        return False
    if condition.at_least is not None and (answer.number is None or answer.number < condition.at_least):
        return False
    return condition.at_most is None or (answer.number is not None and answer.number <= condition.at_most)


def _values(answer: Answer) -> set[str]:
    return {*answer.options, *(() if answer.number is None else (str(answer.number),))}


def _is_met(answer: Answer | None) -> bool:
    return answer is not None and answer.state != "skipped" and not answer.is_empty
