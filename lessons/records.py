"""What is stored about a person's course, for /mydata."""

from dataclasses import dataclass

from sqlalchemy import Connection

from storage import checks, deliveries, enrollments, practice
from storage.enrollments import Enrollment
from storage.people import Person


@dataclass(frozen=True, slots=True)
class CourseRecord:
    """The course, and how many messages, answers and reports are kept with it."""

    enrollment: Enrollment
    messages: int
    answers: int
    reports: int


def course_record(connection: Connection, person: Person) -> CourseRecord | None:
    """The record; None for somebody who takes no course."""
    enrollment = enrollments.of(connection, person.id)
    if enrollment is None:
        return None
    return CourseRecord(
        enrollment,
        len(deliveries.history(connection, enrollment.id)),
        sum(n for _, n in checks.recall(connection, enrollment.id).values()),
        practice.count(connection, enrollment.id),
    )
