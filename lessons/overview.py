"""What is set for a person's course, read together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from lessons.plan import Course
from lessons.schedule import Absence
from lessons.school import School, enrolled, rhythm_of
from storage.enrollments import Enrollment
from storage.people import Person


@dataclass(frozen=True, slots=True)
class Overview:
    """The course with its absences that are not over."""

    enrollment: Enrollment
    course: Course
    absences: Sequence[Absence]
    now: datetime


def overview_of(connection: Connection, school: School, person: Person, now: datetime) -> Overview:
    """The person's settings. Raises NotEnrolled."""
    enrollment = enrolled(connection, person)
    rhythm = rhythm_of(connection, enrollment)
    today = rhythm.today(now)
    to_come = [each for each in rhythm.absences if each.last_day >= today]
    return Overview(enrollment, school.course_or_first(enrollment.course), to_come, now)
