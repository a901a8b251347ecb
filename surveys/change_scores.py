"""The score before and after a change: whole months on either side of the month in which it happened."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import Connection

from storage import counts, organisation
from storage.changes import Change
from storage.documents.text import Text
from storage.releases import Scope
from surveys import periods, slices
from surveys.definition import Question
from surveys.metrics import answered, difference_of, headline, score_of
from surveys.periods import Period
from surveys.scales import Metric
from surveys.scores import Difference, Score
from surveys.versions import Versions

# Long enough for a score, short enough to be about the change.
MONTHS: Final = 3
# Of anything published; the organisation's own smallest group may be larger.
SMALLEST_PUBLISHED: Final = 10

Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Choice:
    """A question whose score may be told."""

    survey: str
    # The newest version, whose question it is.
    version_id: int
    survey_name: Text
    question: str
    metric: Metric


@dataclass(frozen=True, slots=True)
class Told:
    """The score on either side of a change; months are first days, in their order."""

    choice: Choice
    before: Score
    after: Score
    difference: Difference
    months_before: Sequence[date]
    months_after: Sequence[date]

    @property
    def is_proven(self) -> bool:
        """Whether chance alone is an unlikely reason for the difference."""
        return not self.difference.interval.has_zero


def choices(connection: Connection, versions: Versions, change: Change) -> list[Choice]:
    """The scores that surveys at the place of a change measure, as their newest versions ask for them."""
    points = organisation.open_touchpoints(connection, change.unit_id)
    codes = {point.survey: None for point in points if change.touchpoint_id in (None, point.id)}
    return [choice for code in codes for choice in _of_survey(connection, versions, code)]


def told(connection: Connection, versions: Versions, change: Change, now: datetime) -> Told | None:
    """The score before and after; None where none was chosen, or where it may not be shown yet."""
    if change.survey is None or change.question is None:
        return None
    version_id, survey = versions.newest(connection, change.survey)
    question = next((each for each in survey.questions if each.code == change.question), None)
    before_months, after_months = _months(change.changed_in, slices.today(connection, now))
    if question is None or question.metric is None or not after_months:
        return None
    choice = Choice(survey.code, version_id, survey.name, question.code, question.metric)
    before = _counts(connection, versions, change, question, before_months)
    after = _counts(connection, versions, change, question, after_months)
    smallest = max(SMALLEST_PUBLISHED, organisation.smallest_group(connection))
    difference = difference_of(question, after, before)
    old, new = score_of(question, before), score_of(question, after)
    if min(answered(before), answered(after)) < smallest or old is None or new is None or difference is None:
        return None
    return Told(choice, headline(old), headline(new), difference, _firsts(before_months), _firsts(after_months))


def _of_survey(connection: Connection, versions: Versions, code: str) -> list[Choice]:
    version_id, survey = versions.newest(connection, code)
    return [
        Choice(code, version_id, survey.name, question.code, question.metric)
        for question in survey.questions
        if question.metric
    ]


def _months(changed_in: date, today: date) -> tuple[list[Period], list[Period]]:
    """Whole months before the month of the change and after it, of these only the ended ones."""
    month = periods.month_of(changed_in)
    before, after = [month.previous()], [month.next()]
    while len(before) < MONTHS:
        before.insert(0, before[0].previous())
        after.append(after[-1].next())
    return before, [each for each in after if each.end <= today]


def _firsts(months: Sequence[Period]) -> list[date]:
    return [month.first for month in months]


def _counts(
    connection: Connection, versions: Versions, change: Change, question: Question, months: Sequence[Period]
) -> Counts:
    """Answers by value, of the versions that ask the question in the same words."""
    scope = Scope(
        first=months[0].first,
        end=months[-1].end,
        survey=change.survey,
        touchpoint_ids=[change.touchpoint_id] if change.touchpoint_id is not None else None,
        unit_ids=[change.unit_id] if change.unit_id is not None and change.touchpoint_id is None else None,
    )
    total: Counter[str] = Counter()
    for counted in counts.count_for_everybody(connection, scope, SMALLEST_PUBLISHED):
        survey = versions.get(connection, counted.survey_version_id)
        if counted.cell.question == question.code and _is_same(survey.questions, question):
            total[counted.cell.value] += counted.count
    return total


def _is_same(questions: Sequence[Question], asked: Question) -> bool:
    return any((each.code, each.kind, each.text) == (asked.code, asked.kind, asked.text) for each in questions)
