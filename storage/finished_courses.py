"""What was learned and tried elsewhere or long ago, written in bulk."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import Connection, insert

from storage.tables import checks, deliveries, lesson_feedback, practice_reports, review_cards

Kind = Literal["first", "review"]


@dataclass(frozen=True, slots=True)
class DailyMessage:
    """A daily message as it was sent; `until` is the end of that day's working hours."""

    local_date: date
    content: str
    reacted_on: date | None
    until: datetime


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer to the check question of a lesson; `option` is None for "not sure"."""

    lesson: str
    local_date: date
    kind: Kind
    option: int | None
    is_right: bool


@dataclass(slots=True)
class CoursePast:
    """All that happened in one course. Cards are those of the package fsrs with the moment they are due, by lesson."""

    enrollment_id: int
    messages: list[DailyMessage] = field(default_factory=list)
    answers: list[GivenAnswer] = field(default_factory=list)
    cards: dict[str, tuple[Mapping[str, Any], datetime]] = field(default_factory=dict)
    # Lessons that were tried, with the day; whether a lesson was of use.
    tried: list[tuple[str, date]] = field(default_factory=list)
    ratings: dict[str, bool] = field(default_factory=dict)


def write(connection: Connection, pasts: Iterable[CoursePast]) -> None:
    """Write them all, in the order in which they happened: numbers of groups stand still between full groups."""
    kept = list(pasts)
    _insert(connection, deliveries, [row for past in kept for row in _deliveries(past)])
    answers = [row for past in kept for row in _checks(past)]
    _insert(connection, checks, sorted(answers, key=lambda row: row["local_date"]))
    _insert(connection, review_cards, [row for past in kept for row in _cards(past)])
    reports = [row for past in kept for row in _reports(past)]
    _insert(connection, practice_reports, sorted(reports, key=lambda row: row["local_date"]))
    _insert(connection, lesson_feedback, [row for past in kept for row in _ratings(past)])


def _insert(connection: Connection, table: Any, rows: Sequence[Mapping[str, Any]]) -> None:  # noqa: ANN401 - a table
    if rows:
        connection.execute(insert(table), rows)


def _deliveries(past: CoursePast) -> Iterable[Mapping[str, Any]]:
    for each in past.messages:
        yield {
            "enrollment_id": past.enrollment_id,
            "local_date": each.local_date,
            "kind": "slot",
            "content": each.content,
            "reacted_on": each.reacted_on,
            "until": each.until,
        }


def _checks(past: CoursePast) -> Iterable[Mapping[str, Any]]:
    for each in past.answers:
        yield {
            "enrollment_id": past.enrollment_id,
            "lesson": each.lesson,
            "local_date": each.local_date,
            "kind": each.kind,
            "answered_on": each.local_date,
            "option": each.option,
            "is_right": each.is_right,
        }


def _cards(past: CoursePast) -> Iterable[Mapping[str, Any]]:
    for lesson, (card, due_at) in past.cards.items():
        yield {"enrollment_id": past.enrollment_id, "lesson": lesson, "card": card, "due_at": due_at}


def _reports(past: CoursePast) -> Iterable[Mapping[str, Any]]:
    for lesson, day in past.tried:
        yield {"enrollment_id": past.enrollment_id, "lesson": lesson, "local_date": day}


def _ratings(past: CoursePast) -> Iterable[Mapping[str, Any]]:
    for lesson, useful in past.ratings.items():
        yield {"enrollment_id": past.enrollment_id, "lesson": lesson, "useful": useful}
