"""A score over time, by weeks, months, quarters or years: as many steps as can be taken in."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from sqlalchemy import Connection

from storage import counts, organisation
from surveys import periods
from surveys.metrics import Value, answered, score_of
from surveys.periods import Period
from surveys.slices import Slice, scope_of
from surveys.summary import Section

# At least a quarter's weeks, so that one week is seen beside those before it.
SHORTEST: Final = timedelta(weeks=13)
# Beyond half a year months are told apart more easily than weeks.
LONGEST_IN_WEEKS: Final = timedelta(weeks=27)
LONGEST_IN_MONTHS: Final = timedelta(days=2 * 366)
LONGEST_IN_QUARTERS: Final = timedelta(days=8 * 366)


@dataclass(frozen=True, slots=True)
class Point:
    """The score of a step; None when too few answered in it."""

    period: Period
    score: Value | None


def trend(connection: Connection, asked: Slice, section: Section, today: date) -> Sequence[Point]:
    """The main score of a slice over its period until today, and over the weeks before where that is short."""
    if section.main is None:
        return ()
    period = asked.period
    first = min(period.first, periods.week_of(period.end - SHORTEST).first)
    steps = [step for step in _steps(Period("own", first, period.end)) if step.first <= today]
    asked = replace(asked, period=Period("own", steps[0].first, max(period.end, steps[-1].end)))
    smallest = organisation.smallest_group(connection)
    counted: dict[Period, Counter[str]] = defaultdict(Counter)
    rows = counts.count_by_days(connection, scope_of(connection, asked), section.version_id, section.main.code)
    for first_day, end_day, value, count in rows:
        # What only a longer period shows is in none of the steps.
        if step := _holding(steps, first_day, end_day):
            counted[step][value] += count
    question = section.main
    return [
        Point(step, score_of(question, counted[step]) if answered(counted[step]) >= smallest else None)
        for step in steps
    ]


def _steps(span: Period) -> Sequence[Period]:
    step_of = _step_of(span.end - span.first)
    steps = [step_of(span.first)]
    while steps[-1].end < span.end:
        steps.append(step_of(steps[-1].end))
    return steps


def _step_of(length: timedelta) -> Callable[[date], Period]:
    if length <= LONGEST_IN_WEEKS:
        return periods.week_of
    if length <= LONGEST_IN_MONTHS:
        return periods.month_of
    return periods.quarter_of if length <= LONGEST_IN_QUARTERS else periods.year_of


def _holding(steps: Sequence[Period], first: date, end: date) -> Period | None:
    return next((step for step in steps if step.first <= first and end <= step.end), None)
