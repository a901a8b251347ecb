"""courses.yaml: the order of the glossary, what must be learned before what, the courses, and what helps where."""

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from itertools import chain
from typing import Annotated, Final, Self

from pydantic import AfterValidator, Field, model_validator

from lessons.definition import LessonCode
from storage.documents.problems import Problem, not_empty, refuse
from storage.documents.text import Frozen, Text
from storage.documents.yaml_lines import Path

# Days of a course that bring no lesson: practice and recall on a Friday, and the end with the certificate.
PRACTICE: Final = "practice"
FINAL: Final = "final"
SPECIAL_DAYS: Final = frozenset((PRACTICE, FINAL))

Codes = tuple[LessonCode, ...]


class Course(Frozen):
    """An order of lessons, a week a line. A day is the code of a lesson, PRACTICE or FINAL."""

    name: Text
    weeks: Annotated[tuple[Codes, ...], AfterValidator(not_empty)]

    @property
    def days(self) -> Codes:
        """Every working day of the course in order, for whoever begins on a Monday and meets no day off."""
        return tuple(chain.from_iterable(self.weeks))

    @property
    def placed(self) -> Iterator[tuple[Path, str]]:
        """Every day with its path inside the course."""
        for week, days in enumerate(self.weeks):
            yield from ((("weeks", week, index), day) for index, day in enumerate(days))

    @property
    def lessons(self) -> Codes:
        """The codes of the lessons in the order of their days."""
        return tuple(day for day in self.days if day not in SPECIAL_DAYS)


class Remedy(Frozen):
    """The lesson for the staff of a unit whose clients name a driver as what got in their way.

    With `channels` it is for service points of these channels only. Of the remedies that fit the first is taken, or the
    next for somebody who has had its lesson lately.
    """

    driver: LessonCode
    channels: Codes = ()
    lesson: LessonCode

    def fits(self, driver: str, channel: str | None) -> bool:
        """Whether it helps against the driver at service points of the channel, or at all of them for None."""
        return self.driver == driver and (not self.channels or channel in self.channels)


class Plan(Frozen):
    """All that courses.yaml says. Codes are keys for ever; the order may change."""

    terms: Annotated[Codes, AfterValidator(not_empty)]
    rules: Codes = ()
    prerequisites: Mapping[LessonCode, Codes] = Field(default_factory=dict)
    courses: Mapping[LessonCode, Course]
    remedies: tuple[Remedy, ...] = ()

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        refuse("plan", self._problems())
        return self

    @property
    def codes(self) -> Codes:
        """Every lesson in the glossary's order."""
        return (*self.terms, *self.rules)

    def _problems(self) -> Iterator[Problem]:
        yield from self._problems_of_lists()
        yield from self._problems_of_prerequisites()
        for code, course in self.courses.items():
            yield from self._problems_of_course(code, course)
        for index, remedy in enumerate(self.remedies):
            yield from self._unlisted(("remedies", index, "lesson"), remedy.lesson)

    def _problems_of_lists(self) -> Iterator[Problem]:
        seen: set[str] = set()
        for name, codes in (("terms", self.terms), ("rules", self.rules)):
            for index, code in enumerate(codes):
                if code in seen:
                    yield Problem((name, index), f"the lesson {code} is listed twice: remove one")
                if code in SPECIAL_DAYS:
                    yield Problem((name, index), f"{code} is a kind of day: give the lesson another code")
                seen.add(code)
        if not self.courses:
            yield Problem(("courses",), "is empty: add at least one")

    def _problems_of_prerequisites(self) -> Iterator[Problem]:
        for code, earlier in self.prerequisites.items():
            yield from self._unlisted(("prerequisites", code), code)
            for index, each in enumerate(earlier):
                yield from self._unlisted(("prerequisites", code, index), each)
        try:
            TopologicalSorter(self.prerequisites).prepare()
        except CycleError as error:
            circle = " needs ".join(reversed(error.args[1]))
            yield Problem(("prerequisites", error.args[1][-1]), f"go in a circle, remove one: {circle}")

    def _problems_of_course(self, name: str, course: Course) -> Iterator[Problem]:
        if not course.lessons:
            yield Problem(("courses", name, "weeks"), "have no lesson: add some")
        passed: list[str] = []
        for path, day in course.placed:
            here = ("courses", name, *path)
            if day == FINAL and len(passed) + 1 < len(course.days):
                yield Problem(here, "ends the course: move it to the last day")
            if day not in SPECIAL_DAYS:
                yield from (Problem(here, message) for message in self._objections(day, passed, course))
            passed.append(day)

    def _objections(self, code: str, passed: list[str], course: Course) -> Iterator[str]:
        if code not in self.codes:
            yield _unknown(code)
        if code in passed:
            yield f"the lesson {code} comes twice: remove one"
        for each in self.prerequisites.get(code, ()):
            if each in course.lessons and each not in passed:
                yield f"the lesson {code} comes before {each}, which it needs: exchange them"

    def _unlisted(self, path: Path, code: str) -> Iterator[Problem]:
        if code not in self.codes:
            yield Problem(path, _unknown(code))


def _unknown(code: str) -> str:
    return f"no lesson is called {code}: correct the code, or add it to terms or rules"
