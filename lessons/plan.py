"""courses.yaml: the order of the glossary, what must be learned before what, the courses, and what helps where."""

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from itertools import chain
from typing import Annotated, Final, Self

from pydantic import AfterValidator, Field, model_validator

from lessons.definition import LessonCode
from storage.documents.problems import Problem, not_empty, refuse
from storage.documents.text import Frozen, Text

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
        """Every working day of the course in order; a person's position counts them from zero."""
        return tuple(chain.from_iterable(self.weeks))

    @property
    def lessons(self) -> Codes:
        """The codes of the lessons in the order of their days."""
        return tuple(day for day in self.days if day not in SPECIAL_DAYS)


class Remedy(Frozen):
    """The lesson for the staff of a unit whose clients name a driver as what got in their way.

    With `channels` it is for service points of these channels only. Of the remedies that fit the first is taken.
    """

    driver: LessonCode
    channels: Codes = ()
    lesson: LessonCode

    def fits(self, driver: str, channel: str | None) -> bool:
        """Whether it helps against the driver at service points of the channel; None is any channel."""
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
            yield from self._unknown(("remedies", index, "lesson"), remedy.lesson)

    def _problems_of_lists(self) -> Iterator[Problem]:
        seen: set[str] = set()
        for name, codes in (("terms", self.terms), ("rules", self.rules)):
            for index, code in enumerate(codes):
                if code in seen:
                    yield Problem((name, index), f"the lesson {code} is listed twice: remove one")
                if code in SPECIAL_DAYS:
                    yield Problem((name, index), f"{code} is a kind of day: give the lesson another code")
                seen.add(code)

    def _problems_of_prerequisites(self) -> Iterator[Problem]:
        for code, earlier in self.prerequisites.items():
            yield from self._unknown(("prerequisites", code), code)
            for index, each in enumerate(earlier):
                yield from self._unknown(("prerequisites", code, index), each)
        try:
            TopologicalSorter(self.prerequisites).prepare()
        except CycleError as error:
            circle = " needs ".join(reversed(error.args[1]))
            yield Problem(("prerequisites", error.args[1][-1]), f"go in a circle, remove one: {circle}")

    def _problems_of_course(self, name: str, course: Course) -> Iterator[Problem]:
        passed: list[str] = []
        for week, days in enumerate(course.weeks):
            for index, day in enumerate(days):
                here = ("courses", name, "weeks", week, index)
                if day in SPECIAL_DAYS:
                    continue
                yield from self._unknown(here, day)
                if day in passed:
                    yield Problem(here, f"the lesson {day} comes twice: remove one")
                passed.append(day)
                for each in self.prerequisites.get(day, ()):
                    if each in course.lessons and each not in passed:
                        yield Problem(here, f"the lesson {day} comes before {each}, which it needs: exchange them")

    def _unknown(self, path: tuple[str | int, ...], code: str) -> Iterator[Problem]:
        if code not in self.codes:
            yield Problem(path, f"no lesson is called {code}: correct the code, or add it to terms or rules")
