"""What the staff of a unit, or of the whole organisation, answered and tried: without names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select

from storage.tables import checks, enrollments, lesson_feedback, practice_reports

# Rows that are in memory at a time, of what is read from the whole organisation.
_CHUNK: Final = 1000


@dataclass(frozen=True, slots=True)
class Given:
    """An answer of somebody: whose it is serves to count people, and is shown to nobody."""

    lesson: str
    enrollment_id: int
    is_right: bool


@dataclass(frozen=True, slots=True)
class Tried:
    """A report of somebody."""

    lesson: str
    enrollment_id: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """An option that somebody chose; `option` is None for "not sure"."""

    enrollment_id: int
    kind: str
    option: int | None
    is_right: bool


@dataclass(frozen=True, slots=True)
class Rated:
    """Whether somebody found a lesson of use."""

    lesson: str
    enrollment_id: int
    useful: bool


def answers(connection: Connection, unit_id: int) -> Sequence[Given]:
    """All answers of a unit in the order in which they were given."""
    query = (
        select(checks.c.lesson, checks.c.enrollment_id, checks.c.is_right)
        .join(enrollments, enrollments.c.id == checks.c.enrollment_id)
        .where(enrollments.c.unit_id == unit_id, checks.c.answered_on.is_not(None))
        .order_by(checks.c.answer_number, checks.c.id)
    )
    return [Given(*row) for row in connection.execute(query)]


def reports(connection: Connection, unit_id: int) -> Sequence[Tried]:
    """All practice reports of a unit in the order in which they came."""
    query = (
        select(practice_reports.c.lesson, practice_reports.c.enrollment_id)
        .join(enrollments, enrollments.c.id == practice_reports.c.enrollment_id)
        .where(enrollments.c.unit_id == unit_id, practice_reports.c.lesson.is_not(None))
        .order_by(practice_reports.c.id)
    )
    return [Tried(*row) for row in connection.execute(query)]


def choices(connection: Connection, lesson: str) -> Iterator[Chosen]:
    """All answers about a lesson, of the whole organisation, in the order in which they were given."""
    columns = (checks.c.enrollment_id, checks.c.kind, checks.c.option, checks.c.is_right)
    of_lesson = select(*columns).where(checks.c.lesson == lesson, checks.c.answered_on.is_not(None))
    query = of_lesson.order_by(checks.c.answer_number, checks.c.id)
    for row in connection.execute(query.execution_options(yield_per=_CHUNK)):
        yield Chosen(*row)


def ratings(connection: Connection) -> Iterator[Rated]:
    """Who found which lesson of use, in the order in which they said so."""
    columns = (lesson_feedback.c.lesson, lesson_feedback.c.enrollment_id, lesson_feedback.c.useful)
    query = select(*columns).order_by(lesson_feedback.c.id)
    for row in connection.execute(query.execution_options(yield_per=_CHUNK)):
        yield Rated(*row)
