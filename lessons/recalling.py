"""Questions from memory after the course: one message a week at most, and only when something is to be remembered.

Its day is Friday, which has room for five questions, or else the last day of the week on which the person works.
"""

from datetime import date, datetime, time

from sqlalchemy import Connection

from lessons import schedule
from lessons.course_days import PAUSE_AFTER, RECALL
from lessons.reviews import FRIDAY, most_on
from lessons.schedule import DAY, Rhythm
from lessons.school import School, rhythm_of
from lessons.turns import Decision, Turn
from lessons.working_days import IsWorkingDay
from storage import checks, deliveries
from storage.enrollments import Enrollment


def due_today(connection: Connection, school: School, enrollment: Enrollment, now: datetime) -> list[str]:
    """The lessons that may still be asked about today, the most overdue first: within the cap, and none twice."""
    rhythm = rhythm_of(connection, enrollment)
    today = rhythm.today(now)
    asked = {check.lesson for check in checks.reviews_asked(connection, enrollment.id, today)}
    tomorrow = datetime.combine(today + DAY, time(), tzinfo=rhythm.zone)
    due = checks.due_lessons(connection, enrollment.id, tomorrow)
    room = max(0, most_on(today) - len(asked))
    return [code for code in due if code not in asked and code in school.catalog.lessons][:room]


def decide_recall(connection: Connection, school: School, turn: Turn, day: date, now: datetime) -> Decision | None:
    """What the day brings to somebody who has finished the course; None for nothing.

    After five messages without a reaction none comes, until the person does something with a lesson.
    """
    enrollment = turn.enrollment
    if not enrollment.recalls or turn.ignored >= PAUSE_AFTER or not is_day(turn.rhythm, school.calendar, day):
        return None
    last = deliveries.newest_of(connection, enrollment.id, RECALL)
    if last is not None and last.isocalendar()[:2] == day.isocalendar()[:2]:
        # The days of the week were changed since.
        return None
    due = due_today(connection, school, enrollment, now)
    return Decision(RECALL, enrollment.position, "finished", turn.ignored, lessons=due) if due else None


def next_after(enrollment: Enrollment, rhythm: Rhythm, calendar: IsWorkingDay, day: date) -> datetime | None:
    """The moment after a day at which to look whether questions are due; None for who wants none."""
    if not enrollment.recalls:
        return None
    return schedule.first_after(rhythm, day, lambda each: is_day(rhythm, calendar, each))


def is_day(rhythm: Rhythm, calendar: IsWorkingDay, day: date) -> bool:
    """Whether it is the day of the week for questions."""
    friday = day + (FRIDAY - day.isoweekday()) * DAY
    if rhythm.works_on(friday, calendar):
        return day == friday
    later = (day + number * DAY for number in range(1, 8 - day.isoweekday()))
    return rhythm.works_on(day, calendar) and not any(rhythm.works_on(each, calendar) for each in later)
