"""What can go wrong when a person learns.

Each class has the id of the text which that person reads; its docstring is the message in logs.

LessonError
├── NotEnrolled          the person takes no course
├── LinkUseless          a link that is unknown, used up or expired
├── LinkOfAnotherUnit    the person learns in another unit
├── UnknownUnit          a unit that is not there, or not the coordinator's
├── UnknownLesson        a code or a name of no lesson
├── UnknownCourse        a code of no course
├── NotYetLearned        a check of a lesson that the person has not had
├── CheckNotFound        an old button, or a button of somebody else
├── HourOutside          an hour outside 09..18
├── UnknownZone          a name of no time zone
├── DateUnreadable       a text that is no date
├── DateInThePast        a pause that has ended before it begins
├── NoDaysLeft           all days of the week are off
├── NameUnfit            an empty or too long name
└── LineTooLong          more characters than a report may have
"""

from typing import ClassVar


class LessonError(Exception):
    """The course can't go on like this."""

    text: ClassVar[str] = "error.lesson"

    def __init__(self, **fields: int) -> None:
        self.fields = fields
        super().__init__((self.__doc__ or "").format(**fields))


class NotEnrolled(LessonError):
    """The person takes no course."""

    text = "error.not_enrolled"


class LinkUseless(LessonError):
    """The link is unknown, used up or expired."""

    text = "role.link_useless"


class LinkOfAnotherUnit(LessonError):
    """The link is for another unit than the one in which the person learns."""

    text = "error.link_of_another_unit"


class UnknownUnit(LessonError):
    """There is no such unit."""

    text = "error.unknown_unit"


class UnknownLesson(LessonError):
    """There is no such lesson."""

    text = "error.unknown_lesson"


class UnknownCourse(LessonError):
    """There is no such course."""

    text = "error.unknown_course"


class NotYetLearned(LessonError):
    """The person has not had this lesson."""

    text = "error.not_yet_learned"


class CheckNotFound(LessonError):
    """The person has no such open question."""

    text = "error.check_not_found"


class HourOutside(LessonError):
    """The hour is outside working hours."""

    text = "error.hour_outside"


class UnknownZone(LessonError):
    """There is no such time zone."""

    text = "error.unknown_zone"


class DateUnreadable(LessonError):
    """The text is no date."""

    text = "error.date_unreadable"


class DateInThePast(LessonError):
    """The day is over already."""

    text = "error.date_in_the_past"


class NoDaysLeft(LessonError):
    """No day of the week would be left."""

    text = "error.no_days_left"


class NameUnfit(LessonError):
    """The name is empty or has more than {limit} characters."""

    text = "error.name_unfit"

    def __init__(self, limit: int) -> None:
        super().__init__(limit=limit)


class LineTooLong(LessonError):
    """The report has more than {limit} characters."""

    text = "error.line_too_long"

    def __init__(self, limit: int) -> None:
        super().__init__(limit=limit)
