"""How far a person has come: the map of the course, the habit score, what they remember by lesson."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from lessons.course_days import NOT_LESSONS, RECALL
from lessons.habit import habit_score
from lessons.plan import Course
from lessons.school import School, enrolled, rhythm_of
from storage import checks, deliveries, practice
from storage.enrollments import Enrollment
from storage.people import Person


@dataclass(frozen=True, slots=True)
class Progress:
    """`had` and `tried` are codes of lessons; `recall` is (right, all) answers by code; `habit` is 0..1."""

    enrollment: Enrollment
    course: Course
    had: frozenset[str]
    tried: frozenset[str]
    recall: Mapping[str, tuple[int, int]]
    habit: float
    today: date

    @property
    def lessons_had(self) -> int:
        """How many lessons of the course the person has had."""
        return len(self.had.intersection(self.course.lessons))


def progress_of(connection: Connection, school: School, person: Person, now: datetime) -> Progress:
    """The progress of a person. Raises NotEnrolled."""
    enrollment = enrolled(connection, person)
    history = deliveries.history(connection, enrollment.id)
    today = rhythm_of(connection, enrollment).today(now)
    # A message of today that waits for a reaction is no miss yet; what comes after the course is not part of it.
    of_course = [each for each in history if each.content != RECALL]
    settled = [each for each in of_course if each.reacted_on is not None or each.local_date < today]
    return Progress(
        enrollment,
        school.course_or_first(enrollment.course),
        frozenset(each.content for each in history if each.content not in NOT_LESSONS),
        frozenset(practice.tried(connection, enrollment.id)),
        checks.recall(connection, enrollment.id),
        habit_score(each.reacted_on is not None for each in settled),
        today,
    )
