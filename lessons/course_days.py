"""What a day of a course brings. A course goes by position: days off, holidays and outages lose nothing."""

from collections.abc import Collection
from datetime import date
from typing import Final

from lessons.plan import FINAL, PRACTICE, Course
from lessons.reviews import FRIDAY

# The message in place of a lesson when nobody seems to read: the course waits for the person's word.
SILENCE: Final = "silence"
# Questions from memory, once the course is finished.
RECALL: Final = "recall"
NOT_LESSONS: Final = frozenset((PRACTICE, FINAL, SILENCE, RECALL))

# The lessons that a day of practice asks about.
WEEK_OF_LESSONS: Final = 4

# LESSONS: after 3 ignored lessons ask, after 5 pause.
ASK_AFTER: Final = 3
PAUSE_AFTER: Final = 5


def content_of(course: Course, position: int, day: date) -> str:
    """The code of the lesson at a position, or PRACTICE on a Friday, or FINAL after the last lesson.

    A course that begins on a Monday and meets no holiday gives its days as they are written.
    """
    if position >= len(course.lessons):
        return FINAL
    if position > 0 and day.isoweekday() == FRIDAY and PRACTICE in course.days:
        return PRACTICE
    return course.lessons[position]


def week_of(course: Course, position: int) -> list[str]:
    """The lessons before a position that a day of practice asks about."""
    return list(course.lessons[max(0, position - WEEK_OF_LESSONS) : position])


def skipping(course: Course, position: int, had: Collection[str]) -> int:
    """The position of the first lesson from here on that the person has not had already."""
    while position < len(course.lessons) and course.lessons[position] in had:
        position += 1
    return position
