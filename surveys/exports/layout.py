"""The columns of a file: stable codes of questions and options, one column an option where several may be chosen."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from storage.answers import StoredAnswer
from surveys.definition import Question, Survey
from surveys.exports.tables import Cell

# Before the questions, in the sheet of responses.
RESPONSE_COLUMNS: Final = ("response", "survey", "version", "unit", "point", "first_day", "last_day")
ANSWER_COLUMNS: Final = ("response", "question", "state", "number", "option")
# No number of a response: nobody is to read a comment beside the score and the reasons of its writer.
COMMENT_COLUMNS: Final = ("survey", "version", "unit", "point", "first_day", "last_day", "question", "comment")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the sheet of responses: of a question, or of one of its options."""

    question: str
    option: str | None = None

    @property
    def title(self) -> str:
        """effort, or why.ease."""
        return self.question if self.option is None else f"{self.question}.{self.option}"


class Layout:
    """The columns that the versions of some surveys need together; questions of one code share theirs."""

    def __init__(self, versions: Mapping[int, Survey]) -> None:
        columns = dict.fromkeys(column for survey in versions.values() for column in _columns(survey))
        self.columns: Sequence[Column] = tuple(columns)
        self._places: Mapping[tuple[str, str | None], int] = {
            (column.question, column.option): place for place, column in enumerate(columns)
        }
        # Comments are told apart from the rest, even that somebody wrote one.
        self._comments: Collection[tuple[int, str]] = {
            (version_id, question.code)
            for version_id, survey in versions.items()
            for question in survey.questions
            if question.kind == "comment"
        }
        # Of questions of several options.
        self._codes: Mapping[tuple[int, str], Sequence[str]] = {
            (version_id, question.code): question.codes
            for version_id, survey in versions.items()
            for question in survey.questions
            if question.kind == "several"
        }

    def without_comments(self, version_id: int, answers: Sequence[StoredAnswer]) -> list[StoredAnswer]:
        """What is told of a single response: nothing of questions that ask for a comment, not even a skip."""
        return [answer for answer in answers if (version_id, answer.question) not in self._comments]

    def cells(self, version_id: int, answers: Sequence[StoredAnswer]) -> list[Cell]:
        """The cells of a response to a version: empty where nothing was answered, 0 for an option not chosen."""
        cells: list[Cell] = [None] * len(self.columns)
        for answer in self.without_comments(version_id, answers):
            if answer.state != "answered":
                continue
            codes = self._codes.get((version_id, answer.question))
            if codes is None:
                cells[self._places[answer.question, None]] = _value(answer)
                continue
            for code in codes:
                cells[self._places[answer.question, code]] = int(code in (answer.options or ()))
        return cells


def answer_rows(response: int, answers: Sequence[StoredAnswer]) -> Iterator[list[Cell]]:
    """One row an answer; of several options one row each. The state of an answer that was given is left empty."""
    for answer in answers:
        state = None if answer.state == "answered" else answer.state
        for option in answer.options or (None,):
            yield [response, answer.question, state, answer.number, option]


def _columns(survey: Survey) -> Iterator[Column]:
    for question in survey.questions:
        if question.kind == "several":
            yield from (Column(question.code, code) for code in question.codes)
        elif question.kind != "comment":
            yield Column(question.code)


def _value(answer: StoredAnswer) -> Cell:
    if answer.number is not None:
        return answer.number
    return answer.options[0] if answer.options else None


def codebook_rows(survey: Survey, version: int) -> Iterator[list[Cell]]:
    """What each question asks and each value means: one row a value, one for a question without values."""
    for question in survey.questions:
        for value, ru, en in _values(question):
            yield [
                survey.code,
                version,
                question.code,
                question.kind,
                question.metric,
                question.scale_id,
                question.text.ru,
                question.text.en,
                value,
                ru,
                en,
            ]


CODEBOOK_COLUMNS: Final = (
    "survey",
    "version",
    "question",
    "kind",
    "metric",
    "scale",
    "text_ru",
    "text_en",
    "value",
    "label_ru",
    "label_en",
)


def _values(question: Question) -> Iterator[tuple[str | None, str | None, str | None]]:
    if not question.choices:
        yield None, None, None
    for code, label in question.choices:
        yield code, label.ru, label.en
