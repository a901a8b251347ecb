"""Weeks that are out of the ordinary at a service point: what coordinators are told without asking."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import Connection

from storage import counts, organisation
from storage.organisation import Touchpoint
from storage.releases import Scope
from surveys import charts, periods
from surveys.charts import Crossing, Point
from surveys.counting import main_question
from surveys.definition import Question
from surveys.errors import SurveyClosed
from surveys.metrics import ByValue, answered, good
from surveys.periods import Period
from surveys.versions import Versions

# Half a year is long enough for an ordinary week to show, and short enough for things to be as they are now.
BASELINE: Final = timedelta(weeks=26)


@dataclass(frozen=True, slots=True)
class Alert:
    """A service point whose good answers left the limits of its p-chart in a week; `n` answered in it."""

    touchpoint: Touchpoint
    question: Question
    week: Period
    crossing: Crossing
    n: int


def alerts(connection: Connection, versions: Versions, week: Period) -> list[Alert]:
    """The alerts of a week at every open service point. Weeks below the smallest group are no part of a chart."""
    found = (_alert(connection, versions, point, week) for point in organisation.open_touchpoints(connection))
    return [alert for alert in found if alert is not None]


def _alert(connection: Connection, versions: Versions, touchpoint: Touchpoint, week: Period) -> Alert | None:
    try:
        version_id, survey = versions.newest(connection, touchpoint.survey)
    except SurveyClosed:
        return None
    question = main_question(survey)
    if question is None:
        return None
    smallest = organisation.smallest_group(connection)
    counted = _by_week(connection, touchpoint, version_id, question, week)
    points = {each: Point(good(question, n), answered(n)) for each, n in counted.items() if answered(n) >= smallest}
    now = points.pop(week, None)
    crossing = charts.crossing(list(points.values()), now) if now else None
    return Alert(touchpoint, question, week, crossing, now.n) if now and crossing else None


def _by_week(
    connection: Connection, touchpoint: Touchpoint, version_id: int, question: Question, week: Period
) -> Mapping[Period, ByValue]:
    # Without what was said before it moved to its unit, whose coordinators may not see that.
    points, units = [touchpoint.id], [touchpoint.unit_id]
    scope = Scope(first=week.first - BASELINE, end=week.end, touchpoint_ids=points, unit_ids=units)
    counted: dict[Period, Counter[str]] = defaultdict(Counter)
    for first_day, end_day, value, count in counts.count_by_days(connection, scope, version_id, question.code):
        whole = periods.week_of(first_day)
        # A group of a longer period says nothing about one of its weeks.
        if end_day <= whole.end:
            counted[whole][value] += count
    return counted
