"""What every part of the course needs: the catalog, the calendar and the person's enrollment with its rhythm."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from lessons.catalog_files import Catalog
from lessons.definition import Lesson
from lessons.errors import NotEnrolled, UnknownCourse, UnknownLesson
from lessons.live_catalog import LiveCatalog
from lessons.plan import Course
from lessons.schedule import Absence, Rhythm
from lessons.working_days import IsWorkingDay
from storage import enrollments
from storage.enrollments import Enrollment, StoredAbsence
from storage.people import Person


@dataclass(frozen=True, slots=True)
class School:
    """The lessons there are and the days on which they are given."""

    live: LiveCatalog
    calendar: IsWorkingDay

    @property
    def catalog(self) -> Catalog:
        """The newest catalog without mistakes."""
        return self.live.current

    def find(self, query: str, language: str) -> list[Lesson]:
        """The lessons that a query may mean, best first."""
        return self.live.glossary.find(query, language)

    def lesson(self, code: str) -> Lesson:
        """The lesson of a code. Raises UnknownLesson."""
        if code not in self.catalog.lessons:
            raise UnknownLesson
        return self.catalog.lessons[code]

    def course(self, code: str) -> Course:
        """The course of a code. Raises UnknownCourse."""
        if code not in self.catalog.courses:
            raise UnknownCourse
        return self.catalog.courses[code]

    def course_or_first(self, code: str) -> Course:
        """The course of a code, or the first one when an author has removed it meanwhile."""
        return self.catalog.courses.get(code) or next(iter(self.catalog.courses.values()))


def enrolled(connection: Connection, person: Person) -> Enrollment:
    """The person's course, once they have joined it. Raises NotEnrolled."""
    enrollment = enrollments.of(connection, person.id)
    if enrollment is None or enrollment.state == "joining":
        raise NotEnrolled
    return enrollment


def rhythm_of(connection: Connection, enrollment: Enrollment) -> Rhythm:
    """When the person wants the daily message."""
    return rhythm_with(enrollment, enrollments.absences_of(connection, [enrollment.id])[enrollment.id])


def rhythm_with(enrollment: Enrollment, absences: Sequence[StoredAbsence]) -> Rhythm:
    """The same, given the absences."""
    return Rhythm(
        enrollment.hour,
        ZoneInfo(enrollment.zone_in_use),
        frozenset(map(int, enrollment.days_off)),
        [Absence(each.first_day, each.last_day) for each in absences],
    )
