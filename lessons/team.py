"""The coordinator's view of a unit: who is on course by name, and numbers only of groups that are large enough.

People are told when they join that their name and state are seen. What they answered and tried is never shown by
person, and there is no ranking.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection

from lessons.school import rhythm_with
from lessons.settled import settled
from storage import enrollments, organisation, teams
from storage.enrollments import Enrollment
from storage.teams import Given, Tried

Item = TypeVar("Item", Given, Tried)


@dataclass(frozen=True, slots=True)
class Recall:
    """Answers to the questions of a lesson."""

    lesson: str
    right: int
    n: int


@dataclass(frozen=True, slots=True)
class Practised:
    """How many people reported that they tried a lesson."""

    lesson: str
    people: int


@dataclass(frozen=True, slots=True)
class Team:
    """A unit's staff by state, by name within it. `hidden` counts the lessons whose groups are too small."""

    on_course: Sequence[str]
    paused: Sequence[str]
    finished: Sequence[str]
    recall: Sequence[Recall]
    practised: Sequence[Practised]
    hidden: int
    # The fewest people of whom a number is shown.
    smallest: int

    @property
    def started(self) -> int:
        """How many have begun a course."""
        return len(self.on_course) + len(self.paused) + len(self.finished)


def team_of(connection: Connection, unit_id: int, now: datetime) -> Team:
    """The staff of a unit."""
    names = _by_state(connection, enrollments.of_unit(connection, unit_id), now)
    smallest = organisation.smallest_group(connection)
    answers = _by_lesson(teams.answers(connection, unit_id))
    reports = _by_lesson(teams.reports(connection, unit_id))
    recall = [
        Recall(code, sum(each.is_right for each in given), len(given)) for code, given in _shown(answers, smallest)
    ]
    practised = [
        Practised(code, len({each.enrollment_id for each in tried})) for code, tried in _shown(reports, smallest)
    ]
    named = {each.lesson for each in recall} | {each.lesson for each in practised}
    return Team(
        on_course=names["active"],
        paused=names["paused"],
        finished=names["finished"],
        recall=recall,
        practised=practised,
        hidden=len({*answers, *reports} - named),
        smallest=smallest,
    )


def _by_state(connection: Connection, members: Sequence[Enrollment], now: datetime) -> Mapping[str, list[str]]:
    absences = enrollments.absences_of(connection, [each.id for each in members])
    names: dict[str, list[str]] = defaultdict(list)
    for each in members:
        rhythm = rhythm_with(each, absences[each.id])
        today = rhythm.today(now)
        is_away = each.state == "active" and any(absence.covers(today) for absence in rhythm.absences)
        names["paused" if is_away else each.state].append(each.shown_name)
    return names


def _by_lesson(items: Iterable[Item]) -> dict[str, list[Item]]:
    groups: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        groups[item.lesson].append(item)
    return groups


def _shown(groups: Mapping[str, Sequence[Item]], smallest: int) -> Iterator[tuple[str, Sequence[Item]]]:
    """The groups that are large enough, as far as they are settled."""
    for code, items in groups.items():
        if found := settled(items, smallest):
            yield code, found
