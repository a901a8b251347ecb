"""A person with a lesson: the card, the check question after it, and reviews later."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from lessons.definition import OPTIONS, Lesson
from lessons.errors import CheckNotFound, NotYetLearned
from lessons.pacing import reschedule
from lessons.plan import FINAL
from lessons.recalling import due_today
from lessons.reviews import remembered
from lessons.school import School, enrolled, rhythm_of
from storage import checks, deliveries, enrollments, practice
from storage.checks import Check
from storage.deliveries import Delivery
from storage.enrollments import Enrollment
from storage.people import Person


@dataclass(frozen=True, slots=True)
class Opened:
    """A lesson as a person sees it; `was_had` is false for one that the glossary shows before its day."""

    lesson: Lesson
    was_had: bool
    is_bookmarked: bool
    # The numbers that suggested it, when it is the newest message.
    why: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A check question, answered or not."""

    check: Check
    lesson: Lesson


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with its answer, and what follows from it."""

    asked: Asked
    another: bool
    finished: bool


def newest(connection: Connection, person: Person, now: datetime) -> Delivery | None:
    """Today's message or the last one; None before the first."""
    enrollment = enrolled(connection, person)
    _react(connection, enrollment, now)
    return deliveries.last(connection, enrollment.id)


def open_lesson(connection: Connection, school: School, person: Person, code: str, now: datetime) -> Opened:
    """Show a lesson of the glossary. Raises UnknownLesson."""
    enrollment, lesson = enrolled(connection, person), school.lesson(code)
    _react(connection, enrollment, now)
    last = deliveries.last(connection, enrollment.id)
    return Opened(
        lesson,
        deliveries.had(connection, enrollment.id, code),
        code in practice.bookmarked(connection, enrollment.id),
        last.why if last and last.content == code else None,
    )


def ask(connection: Connection, school: School, person: Person, code: str, now: datetime) -> Asked:
    """The check question of a lesson that the person has had; once answered, it stays answered.

    Raises UnknownLesson and NotYetLearned.
    """
    enrollment, lesson = enrolled(connection, person), school.lesson(code)
    if not deliveries.had(connection, enrollment.id, code):
        raise NotYetLearned
    _react(connection, enrollment, now)
    known = checks.first(connection, enrollment.id, code)
    return Asked(
        known or checks.ask(connection, enrollment.id, code, _today(connection, enrollment, now), "first"), lesson
    )


def answer(
    connection: Connection, school: School, person: Person, check_id: int, option: int | None, now: datetime
) -> Answered:
    """Keep the first answer to a question; None is "not sure". Raises CheckNotFound."""
    enrollment = enrolled(connection, person)
    check = checks.get(connection, enrollment.id, check_id)
    if check is None or check.lesson not in school.catalog.lessons or option not in (None, *range(OPTIONS)):
        raise CheckNotFound
    lesson, today = school.lesson(check.lesson), _today(connection, enrollment, now)
    # Every language has the same right option: linting sees to it.
    is_right = option == lesson.in_("en").right_option
    _react(connection, enrollment, now)
    if checks.answer(connection, enrollment.id, check_id, today, option, is_right):
        memory = remembered(checks.card(connection, enrollment.id, lesson.code), is_right, now)
        checks.keep_card(connection, enrollment.id, lesson.code, memory.card, memory.due_at)
    finished = _finish_at_the_end(connection, school, enrollment, lesson.code, now)
    known = checks.get(connection, enrollment.id, check_id) or check
    return Answered(Asked(known, lesson), _may_review(connection, school, enrollment, now), finished)


def next_review(connection: Connection, school: School, person: Person, now: datetime) -> Asked | None:
    """The next question from memory; None when nothing is due or the day has had enough of them."""
    enrollment = enrolled(connection, person)
    _react(connection, enrollment, now)
    today = _today(connection, enrollment, now)
    asked = checks.reviews_asked(connection, enrollment.id, today)
    for check in asked:
        if check.answered_on is None and check.lesson in school.catalog.lessons:
            return Asked(check, school.lesson(check.lesson))
    due = due_today(connection, school, enrollment, now)
    if not due:
        return None
    return Asked(checks.ask(connection, enrollment.id, due[0], today, "review"), school.lesson(due[0]))


def _may_review(connection: Connection, school: School, enrollment: Enrollment, now: datetime) -> bool:
    today = _today(connection, enrollment, now)
    is_open = any(each.answered_on is None for each in checks.reviews_asked(connection, enrollment.id, today))
    return is_open or bool(due_today(connection, school, enrollment, now))


def _finish_at_the_end(
    connection: Connection, school: School, enrollment: Enrollment, code: str, now: datetime
) -> bool:
    """A course without a day for its end is over when the question of its last lesson is answered."""
    course = school.course_or_first(enrollment.course)
    is_over = enrollment.position >= len(course.lessons) and code == course.lessons[-1]
    if enrollment.state != "active" or FINAL in course.days or not is_over:
        return False
    today = _today(connection, enrollment, now)
    enrollments.change(connection, enrollment.id, state="finished", finished_on=today)
    reschedule(connection, school, replace(enrollment, state="finished"), now)
    return True


def _react(connection: Connection, enrollment: Enrollment, now: datetime) -> None:
    deliveries.react(connection, enrollment.id, _today(connection, enrollment, now))


def _today(connection: Connection, enrollment: Enrollment, now: datetime) -> date:
    return rhythm_of(connection, enrollment).today(now)
