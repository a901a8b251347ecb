"""What the answers at a touchpoint say: counts and scores with intervals, and nothing below the smallest group."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from storage import answers, organisation
from storage.organisation import Touchpoint
from surveys import scores
from surveys.definition import Question
from surveys.errors import UnknownTouchpoint
from surveys.scores import Score, TopBox
from surveys.versions import Versions

# Below k complete responses nothing but "fewer than k" is said about a touchpoint.
SMALLEST_GROUP = 10
# Below this a score stands beside the words "few answers".
FEW_ANSWERS = 30

Value = TopBox | Score


@dataclass(frozen=True, slots=True)
class QuestionScore:
    """A question with its score; the score is None when too few people answered it."""

    question: Question
    score: Value | None

    @property
    def is_from_few(self) -> bool:
        """Whether the reader is to be warned of a small number."""
        return self.score is not None and self.score.n < FEW_ANSWERS


@dataclass(frozen=True, slots=True)
class Section:
    """One survey version: scores of different versions are not comparable. `complete` is None below k."""

    version: int
    complete: int | None
    partial: int | None
    scores: Sequence[QuestionScore]


@dataclass(frozen=True, slots=True)
class Summary:
    """All sections of a touchpoint, the newest version first."""

    touchpoint: Touchpoint
    sections: Sequence[Section]


def touchpoint_summary(connection: Connection, versions: Versions, code: str) -> Summary:
    """The summary of a touchpoint over all its finished responses. Raises UnknownTouchpoint."""
    touchpoint = organisation.touchpoint(connection, code)
    if touchpoint is None:
        raise UnknownTouchpoint
    counts = answers.count_responses(connection, [touchpoint.id])
    version_ids = sorted({version for version, _ in counts}, reverse=True)
    sections = [_section(connection, versions, touchpoint.id, each, counts) for each in version_ids]
    return Summary(touchpoint, sections)


def _section(
    connection: Connection,
    versions: Versions,
    touchpoint_id: int,
    version_id: int,
    counts: Mapping[tuple[int, str], int],
) -> Section:
    number = versions.number(connection, version_id)
    complete, partial = (counts.get((version_id, state), 0) for state in ("complete", "partial"))
    if complete < SMALLEST_GROUP:
        return Section(number, None, None, ())
    numbers, options = _tally(connection, touchpoint_id, version_id)
    scored = [
        QuestionScore(question, _score(question, numbers[question.code], options[question.code]))
        for question in versions.get(connection, version_id).questions
        if question.metric
    ]
    shown_partial = partial if partial == 0 or partial >= SMALLEST_GROUP else None
    return Section(number, complete, shown_partial, scored)


def _tally(
    connection: Connection, touchpoint_id: int, version_id: int
) -> tuple[Mapping[str, dict[int, int]], Mapping[str, dict[str, int]]]:
    numbers: dict[str, dict[int, int]] = defaultdict(dict)
    options: dict[str, dict[str, int]] = defaultdict(dict)
    for question, number, chosen, count in answers.count_values(connection, [touchpoint_id], version_id):
        if number is not None:
            numbers[question][number] = count
        for code in chosen or ():
            options[question][code] = options[question].get(code, 0) + count
    return numbers, options


def _score(question: Question, numbers: Mapping[int, int], options: Mapping[str, int]) -> Value | None:
    if sum(numbers.values()) + sum(options.values()) < SMALLEST_GROUP:
        return None
    match question.metric:
        case "ces":
            return scores.ces(numbers)
        case "csat":
            return scores.csat(numbers)
        case "loyalty":
            return scores.loyalty(numbers)
        case _:
            return scores.share_of(options, "yes")
