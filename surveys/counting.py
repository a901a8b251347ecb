"""What the answers of a response count for: values of questions, and drivers beside a good or a bad score."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from storage.answers import StoredAnswer
from storage.cells import Cell
from storage.comment_batches import ANYTHING
from surveys.definition import Question, Survey
from surveys.scales import Metric
from surveys.scores import EASY_FROM, PROMOTER_FROM, SATISFIED_FROM

GOOD, BAD, NONE = "good", "bad", ""

# From which value an answer is good. The first of these that a survey asks decides for its drivers.
GOOD_FROM: Final[Mapping[Metric, int]] = {"csat": SATISFIED_FROM, "ces": EASY_FROM, "loyalty": PROMOTER_FROM}


def main_question(survey: Survey) -> Question | None:
    """The question whose score the drivers explain: satisfaction, else effort, else loyalty."""
    by_metric = {question.metric: question for question in reversed(survey.questions)}
    return next((by_metric[metric] for metric in GOOD_FROM if metric in by_metric), None)


def cells_of(survey: Survey, responses: Iterable[Sequence[StoredAnswer]]) -> dict[Cell, int]:
    """The cells that responses fill; each response is the list of its valid answers."""
    several = {question.code for question in survey.questions if question.kind == "several"}
    main = main_question(survey)
    counted: Counter[Cell] = Counter()
    for answers in responses:
        verdict = _verdict(main, answers)
        for answer in answers:
            counted.update(_cells(answer, verdict if answer.question in several else None))
    return dict(counted)


def batch_counts(survey: Survey, responses: Iterable[Sequence[StoredAnswer]]) -> dict[tuple[str, str], int]:
    """How many responses gave each verdict, and of these who named each option, by (verdict, option or ANYTHING)."""
    main = main_question(survey)
    counted: Counter[tuple[str, str]] = Counter()
    for answers in responses:
        verdict = _verdict(main, answers)
        named = {code for answer in answers for code in answer.options or ()}
        counted.update((verdict, option) for option in (ANYTHING, *named))
    return dict(counted)


def _cells(answer: StoredAnswer, verdict: str | None) -> Iterable[Cell]:
    if verdict is not None:
        yield Cell(answer.question, "", verdict)
    if answer.number is not None:
        yield Cell(answer.question, str(answer.number))
    for code in answer.options or ():
        yield Cell(answer.question, code, verdict or NONE)


def _verdict(main: Question | None, answers: Sequence[StoredAnswer]) -> str:
    if main is None or main.metric is None:
        return NONE
    given = next((answer.number for answer in answers if answer.question == main.code), None)
    if given is None:
        return NONE
    return GOOD if given >= GOOD_FROM[main.metric] else BAD
