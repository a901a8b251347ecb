"""What is shown of a slice: numbers, scores with intervals, changes, drivers. Nothing below the smallest group.

Everything is read from release groups (surveys.releasing), so screens, exports and digests of one slice agree.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from sqlalchemy import Connection

from storage import counts, left_out, organisation
from storage.cells import Cell
from storage.counts import BySurvey
from storage.releases import Scope
from surveys import comparisons
from surveys.counting import main_question
from surveys.definition import Question, Survey
from surveys.drivers import Driver, drivers_of
from surveys.metrics import ByValue, Value, answered, difference_of, headline, score_of
from surveys.rates import ResponseRate, completion_rate, response_rate
from surveys.scores import Difference, Score
from surveys.slices import Place, Slice, place_of, scope_of, surveys_of
from surveys.versions import Versions

# Below this a score stands beside the words "few answers".
FEW_ANSWERS: Final = 30
# The notes on responses that look unlike a person's own answer, and on those that are missing from every score.
MARKED: Final = "integrity.marked"
LEFT_OUT: Final = "integrity.left_out"


@dataclass(frozen=True, slots=True)
class Change:
    """How far a score moved from the period before; proven ones hold although several scores were compared."""

    difference: Difference
    is_proven: bool


@dataclass(frozen=True, slots=True)
class QuestionSummary:
    """A question with a metric; `score` and `counts` are None where too few answered it."""

    question: Question
    score: Value | None
    counts: ByValue | None
    change: Change | None

    @property
    def is_from_few(self) -> bool:
        """Whether the reader is to be warned of a small number."""
        return self.score is not None and headline(self.score).n < FEW_ANSWERS


@dataclass(frozen=True, slots=True)
class Section:
    """One survey version: scores of different versions are not comparable. `number` counts versions from 1."""

    version_id: int
    number: int
    survey: Survey
    complete: int
    partial: int
    # Of the responses that were begun: None when all of them are complete, or too few.
    completion: Score | None
    questions: Sequence[QuestionSummary]
    drivers: Sequence[Driver]

    @property
    def main(self) -> Question | None:
        """The question that trends and rankings show."""
        first = self.questions[0].question if self.questions else None
        return main_question(self.survey) or first


class Note(NamedTuple):
    """A word on the integrity of the answers: the id of its text and the number that the text names."""

    text: str
    n: int


@dataclass(frozen=True, slots=True)
class Summary:
    """All sections of one survey in a slice, the newest version first; none when nothing may be shown.

    `surveys` are all that have something to show in the slice, with their responses.
    """

    asked: Slice
    place: Place
    zone: str
    smallest_group: int
    # Whether anybody has answered at all, shown or not.
    is_answered: bool
    surveys: Sequence[BySurvey]
    sections: Sequence[Section]
    # Of the invitations to this survey, whatever its version, in months that have settled: None when there is none.
    response: ResponseRate | None
    notes: Sequence[Note]


def summarise(connection: Connection, versions: Versions, asked: Slice) -> Summary:
    """The summary of a slice; without a survey, of the one with the most responses.

    Raises UnknownUnit and UnknownTouchpoint, the same for those that the viewer may not see as for none.
    """
    surveys = surveys_of(connection, asked)
    asked = replace(asked, survey=asked.survey or next((each.survey for each in surveys), None))
    found, smallest = organisation.get(connection), organisation.smallest_group(connection)
    scope = scope_of(connection, asked)
    return Summary(
        asked=asked,
        place=place_of(connection, asked),
        zone=found.zone.key if found else "UTC",
        smallest_group=smallest,
        is_answered=bool(surveys) or counts.has_responses(connection, scope),
        surveys=surveys,
        sections=_sections(connection, versions, asked),
        response=response_rate(connection, scope),
        notes=_notes(connection, asked, smallest),
    )


def _notes(connection: Connection, asked: Slice, smallest: int) -> Sequence[Note]:
    """What is counted although it is unusual, and what was left out.

    Whole smallest groups of each place and week, or of each release group, added up: two slices differ by such pieces
    only, and none of them tells of fewer.
    """
    scope = scope_of(connection, asked)
    counted = {
        MARKED: counts.count_marked(connection, scope, smallest),
        LEFT_OUT: left_out.count(connection, scope, smallest),
    }
    return [Note(text, n) for text, n in counted.items() if n]


def _sections(connection: Connection, versions: Versions, asked: Slice) -> Sequence[Section]:
    if asked.survey is None:
        return ()
    scope, before = scope_of(connection, asked), scope_of(connection, asked.before())
    smallest = organisation.smallest_group(connection)
    now, earlier = (_cells(connection, each) for each in (scope, before))
    sizes = {(each.survey_version_id, each.state): each.count for each in counts.count_responses(connection, scope)}
    sections = []
    for version_id in sorted(now, reverse=True):
        complete, partial = (sizes.get((version_id, state), 0) for state in ("complete", "partial"))
        survey = versions.get(connection, version_id)
        sections.append(
            Section(
                version_id=version_id,
                number=versions.number(connection, version_id),
                survey=survey,
                complete=complete,
                partial=partial,
                completion=completion_rate(complete, partial, smallest),
                questions=_questions(survey, now[version_id], earlier.get(version_id, {}), smallest),
                drivers=drivers_of(survey, now[version_id], smallest),
            )
        )
    return sections


def _cells(connection: Connection, scope: Scope) -> Mapping[int, Mapping[Cell, int]]:
    found: dict[int, dict[Cell, int]] = defaultdict(dict)
    for each in counts.count_answers(connection, scope):
        found[each.survey_version_id][each.cell] = each.count
    return found


def _questions(
    survey: Survey, now: Mapping[Cell, int], before: Mapping[Cell, int], smallest: int
) -> Sequence[QuestionSummary]:
    scored = [question for question in survey.questions if question.metric]
    counts = {question.code: _shown(question, now, smallest) for question in scored}
    changes = _changes(scored, counts, {question.code: _shown(question, before, smallest) for question in scored})
    return [_summary(question, counts[question.code], changes.get(question.code)) for question in scored]


def _summary(question: Question, counts: ByValue | None, change: Change | None) -> QuestionSummary:
    return QuestionSummary(question, score_of(question, counts) if counts else None, counts, change)


def _shown(question: Question, cells: Mapping[Cell, int], smallest: int) -> ByValue | None:
    """The counts of every value on the scale, None below the smallest group."""
    counts = {code: cells.get(Cell(question.code, code), 0) for code in question.codes}
    return counts if answered(counts) >= smallest else None


def _changes(
    questions: Sequence[Question], now: Mapping[str, ByValue | None], before: Mapping[str, ByValue | None]
) -> Mapping[str, Change]:
    differences: dict[str, Difference] = {}
    for question in questions:
        counts, earlier = now[question.code], before[question.code]
        difference = difference_of(question, counts, earlier) if counts and earlier else None
        if difference is not None:
            differences[question.code] = difference
    proven = comparisons.proven(differences)
    return {code: Change(difference, code in proven) for code, difference in differences.items()}
