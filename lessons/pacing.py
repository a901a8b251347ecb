"""Keeps the moment of the next daily message in step with what the person wants."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from lessons import recalling, schedule
from lessons.school import School, rhythm_of
from lessons.suggesting import offers
from storage import deliveries, enrollments
from storage.enrollments import Enrollment

# One transaction's worth: taps wait for it 100 ms at the most.
AT_ONCE: Final = 50
# No row of holidays is longer; beyond it there are only long absences.
FARTHEST: Final = timedelta(days=60)


def reschedule(connection: Connection, school: School, enrollment: Enrollment, now: datetime) -> datetime | None:
    """Work out and keep when the next message comes; None while none is to come."""
    is_going = enrollment.state in ("active", "finished")
    moment = _next(connection, school, enrollment, now) if is_going else None
    if moment != enrollment.next_due_at:
        enrollments.change(connection, enrollment.id, next_due_at=moment)
    return moment


def set_right(connection: Connection, school: School, now: datetime, after: int = 0) -> int | None:
    """Work out anew what lies so far ahead that a clock that was wrong may have set it: a batch, by id.

    Returns the id after which the next batch begins; None when there is none.
    """
    found = enrollments.due_later(connection, now + FARTHEST, after, AT_ONCE)
    for enrollment in found:
        reschedule(connection, school, enrollment, now)
    return found[-1].id if found else None


def _next(connection: Connection, school: School, enrollment: Enrollment, now: datetime) -> datetime | None:
    rhythm = rhythm_of(connection, enrollment)
    today = rhythm.today(now)
    is_over = now >= schedule.closes_at(rhythm, today) or deliveries.is_taken(connection, enrollment.id, today)
    day = today if is_over else today - schedule.DAY
    # Who has finished waits for the day of questions, or, when something is suggested, for the next working day.
    if enrollment.state == "finished" and not offers(connection, [enrollment], now):
        return recalling.next_after(enrollment, rhythm, school.calendar, day)
    return schedule.next_after(rhythm, school.calendar, day)
