"""The daily message: the row that keeps it from coming twice, and the outbox that sends it."""

from datetime import date, datetime, timedelta
from typing import Any, Final
from zlib import crc32

from sqlalchemy import Connection

from lessons import recalling, schedule
from lessons.course_days import week_of
from lessons.messages import DAY, REMINDER, DayPayload, ReminderPayload
from lessons.school import School
from lessons.turns import Decision, Turn, decide, decide_offer, due
from storage import deliveries, enrollments, outbox

# One transaction's worth: taps wait for it 100 ms at the most.
AT_ONCE: Final = 50
# Messages of one hour are spread over a minute, by person and day: they need no order among themselves.
JITTER_SECONDS: Final = 60
REMINDER_AFTER: Final = timedelta(hours=4)


def deliver(connection: Connection, school: School, now: datetime) -> int:
    """Serve the courses that are due, earliest first; returns how many were looked at."""
    turns = due(connection, now, AT_ONCE)
    for turn in turns:
        enrollments.change(connection, turn.enrollment.id, **_served(connection, school, turn, now))
    return len(turns)


def remind(connection: Connection, now: datetime) -> int:
    """Remind of messages without a reaction, once; returns how many were looked at."""
    found = deliveries.to_remind(connection, now, AT_ONCE)
    for each in found:
        if outbox.is_waiting(connection, _key(each.enrollment_id, each.local_date)):
            # Telegram is away: a second word does not come before the first, nor together with it.
            deliveries.remind_at(connection, each.id, now + REMINDER_AFTER)
            continue
        deliveries.remind_at(connection, each.id, None)
        taken = now < each.until and deliveries.put(
            connection, each.enrollment_id, each.local_date, "reminder", each.content, each.until
        )
        if taken:
            payload, key = ReminderPayload(content=each.content), f"{REMINDER}:{each.id}"
            outbox.put(connection, each.person_id, REMINDER, payload, key, now, until=each.until)
    return len(found)


def _served(connection: Connection, school: School, turn: Turn, now: datetime) -> dict[str, Any]:
    """What changes in the enrollment."""
    day = schedule.open_day(turn.rhythm, school.calendar, now)
    if day is None:
        return {"next_due_at": schedule.next_from(turn.rhythm, school.calendar, now)}
    decision = _decided(connection, school, turn, day, now)
    if decision is None:
        return {"next_due_at": recalling.next_after(turn.enrollment, turn.rhythm, school.calendar, day)}
    if not _sent(connection, school, turn, decision, day, now):
        # The date has had its message: a clock went back, or a zone was changed.
        return {"next_due_at": schedule.next_after(turn.rhythm, school.calendar, day)}
    changes: dict[str, Any] = {
        "position": decision.position,
        "state": decision.state,
        "ignored": decision.ignored,
        "next_due_at": _next_due(school, turn, decision, day),
    }
    return {**changes, "finished_on": day} if _finishes(turn, decision) else changes


def _decided(connection: Connection, school: School, turn: Turn, day: date, now: datetime) -> Decision | None:
    """What the day brings; None for somebody who has finished, on a day without anything for them."""
    if turn.enrollment.state != "finished":
        return decide(turn, school.course_or_first(turn.enrollment.course), day)
    return recalling.decide_recall(connection, school, turn, day, now) or decide_offer(turn)


def _next_due(school: School, turn: Turn, decision: Decision, day: date) -> datetime | None:
    if decision.state == "paused":
        return None
    # What is suggested waits while questions from memory have the day.
    is_offer_left = turn.offer is not None and decision.offer is None
    if decision.state == "active" or is_offer_left:
        return schedule.next_after(turn.rhythm, school.calendar, day)
    return recalling.next_after(turn.enrollment, turn.rhythm, school.calendar, day)


def _sent(connection: Connection, school: School, turn: Turn, decision: Decision, day: date, now: datetime) -> bool:
    enrollment, until = turn.enrollment, schedule.closes_at(turn.rhythm, day)
    delivery = deliveries.put(
        connection,
        enrollment.id,
        day,
        "slot",
        decision.content,
        until,
        remind_at=_reminder(turn, decision, day, now),
        suggestion_id=decision.offer.suggestion_id if decision.offer else None,
    )
    if delivery is None:
        return False
    payload = DayPayload(
        content=decision.content,
        lessons=list(decision.lessons) or week_of(school.course_or_first(enrollment.course), decision.position),
        why=decision.offer.why if decision.offer else None,
        ask=decision.asks,
        delivery=delivery,
        enrollment=enrollment.id,
        position=enrollment.position,
        ignored=enrollment.ignored,
    )
    not_before = schedule.opens_at(turn.rhythm, day) + timedelta(seconds=_jitter(enrollment.id, day))
    return outbox.put(connection, enrollment.person_id, DAY, payload, _key(enrollment.id, day), not_before, until=until)


def _key(enrollment_id: int, day: date) -> str:
    return f"{DAY}:{enrollment_id}:{day}"


def _reminder(turn: Turn, decision: Decision, day: date, now: datetime) -> datetime | None:
    # After the message, not after its hour: it may be late.
    moment = now + REMINDER_AFTER
    return moment if decision.may_remind and moment < schedule.closes_at(turn.rhythm, day) else None


def _jitter(enrollment_id: int, day: date) -> int:
    return crc32(f"{enrollment_id}:{day}".encode()) % JITTER_SECONDS


def _finishes(turn: Turn, decision: Decision) -> bool:
    return decision.state == "finished" and turn.enrollment.state != "finished"
