"""A survey as a respondent sees it, with nothing stored: the answers given so far travel in the buttons.

They are written question by question: `-` not answered, `s` skipped, `x` does not apply; otherwise the place of the
chosen option as a digit of base 36, or for a question of several options the set of places as three hexadecimal
digits.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from surveys import flow
from surveys.definition import Question, Survey
from surveys.errors import DraftChanged
from surveys.flow import Answer

_DIGITS = "0123456789abcdefghijklmnopqr"
# Four places a digit, and a question has at most twelve options (surveys.definition.MOST_OPTIONS).
_SET = "03x"
_SET_LENGTH = 3
_MARKS = {"skipped": "s", "not_applicable": "x"}


@dataclass(frozen=True, slots=True)
class Glance:
    """A moment of a preview: the question it stands at, None at the thanks, and the answers so far."""

    survey: Survey
    position: int | None
    answers: Mapping[str, Answer]

    def answered(self, answer: Answer) -> "Glance":
        """The moment after an answer."""
        return self.choosing(answer).onward()

    def choosing(self, answer: Answer) -> "Glance":
        """The same question with another answer; an empty one is none."""
        others = {code: each for code, each in self.answers.items() if code != answer.question}
        return replace(self, answers=others if answer.is_empty else {**others, answer.question: answer})

    def onward(self) -> "Glance":
        """The next question, or the thanks."""
        at = len(self.survey.questions) if self.position is None else self.position
        return replace(self, position=flow.following(self.survey, self.answers, at))

    def back(self) -> "Glance":
        """The question before."""
        at = len(self.survey.questions) if self.position is None else self.position
        return replace(self, position=flow.preceding(self.survey, self.answers, at))

    def ended(self) -> "Glance":
        """The thanks at once."""
        return replace(self, position=None)


def first(survey: Survey) -> Glance:
    """The beginning of a preview."""
    return Glance(survey, -1, {}).onward()


def written(glance: Glance) -> str:
    """The answers as a button carries them; what follows the last answer is left out."""
    return "".join(_mark(each, glance.answers.get(each.code)) for each in glance.survey.questions).rstrip("-")


def read(survey: Survey, position: int | None, text: str) -> Glance:
    """A moment from what a button carries. Raises DraftChanged when it does not fit the survey."""
    answers: dict[str, Answer] = {}
    rest = text
    for question in survey.questions:
        length = 1 if rest[:1] in ("", "-", "s", "x") or question.kind != "several" else _SET_LENGTH
        mark, rest = rest[:length], rest[length:]
        if mark and mark != "-":
            answers[question.code] = _answer(question, mark)
    if rest or (position is not None and not 0 <= position < len(survey.questions)):
        raise DraftChanged
    return Glance(survey, position, answers)


def _mark(question: Question, answer: Answer | None) -> str:
    if answer is None:
        return "-"
    if answer.state != "answered":
        return _MARKS[answer.state]
    chosen = {*answer.options, *(() if answer.number is None else (str(answer.number),))}
    places = [place for place, code in enumerate(question.codes) if code in chosen]
    if question.kind == "several":
        return format(sum(1 << place for place in places), _SET)
    return _DIGITS[places[0]]


def _answer(question: Question, mark: str) -> Answer:
    for state, sign in _MARKS.items():
        if mark == sign:
            return Answer(question.code, "skipped" if state == "skipped" else "not_applicable")
    try:
        if question.kind == "several":
            chosen = int(mark, 16)
            codes = tuple(code for place, code in enumerate(question.codes) if chosen >> place & 1)
            return Answer(question.code, "answered", options=codes)
        return flow.parse_tap(question, question.codes[_DIGITS.index(mark)])
    except (ValueError, IndexError):
        raise DraftChanged from None
