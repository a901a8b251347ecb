"""Messages that an outage kept beyond their working hours are taken back and come on the next working day."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from lessons import schedule
from lessons.course_days import SILENCE
from lessons.delivering import AT_ONCE
from lessons.messages import DAY
from lessons.plan import FINAL
from lessons.school import School, rhythm_of
from storage import deliveries, enrollments, outbox
from storage.enrollments import Enrollment, State


def take_back(connection: Connection, school: School, now: datetime) -> int:
    """Take back what was not sent in time, a batch; returns how many messages that were."""
    late = outbox.late(connection, now, AT_ONCE)
    for row in late:
        outbox.cancel(connection, row.id)
        if row.kind == DAY:
            _undo(connection, school, row.payload, now)
    return len(late)


def _undo(connection: Connection, school: School, payload: Mapping[str, Any], now: datetime) -> None:
    reacted_on = deliveries.take_back(connection, payload["delivery"])
    if reacted_on is not None:
        # What the person did meanwhile they did with an earlier message: they have seen no other.
        deliveries.react(connection, payload["enrollment"], reacted_on)
    enrollment = enrollments.get(connection, payload["enrollment"])
    if enrollment is None:
        return
    state = _state_before(enrollment, payload)
    moment = schedule.next_from(rhythm_of(connection, enrollment), school.calendar, now)
    enrollments.change(
        connection,
        enrollment.id,
        position=payload["position"],
        ignored=payload["ignored"],
        state=state,
        finished_on=enrollment.finished_on if state == "finished" else None,
        next_due_at=None if state == "paused" else moment,
    )


def _state_before(enrollment: Enrollment, payload: Mapping[str, Any]) -> State:
    """The state before the message; a pause that the person asked for meanwhile stays."""
    was_finished = enrollment.state == "finished" and payload["content"] != FINAL
    was_paused = enrollment.state == "paused" and payload["content"] != SILENCE
    return enrollment.state if was_finished or was_paused else "active"
