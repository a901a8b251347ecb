"""Whose turn it is, with all that decides what they get: read for a whole batch in a few statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from lessons.course_days import ASK_AFTER, NOT_LESSONS, PAUSE_AFTER, RECALL, SILENCE, content_of, skipping
from lessons.plan import FINAL, PRACTICE, Course
from lessons.schedule import Rhythm
from lessons.school import rhythm_with
from lessons.suggesting import Offer, offers
from storage import deliveries, enrollments, lesson_suggestions
from storage.deliveries import Delivery
from storage.enrollments import Enrollment, State


@dataclass(frozen=True, slots=True)
class Turn:
    """A course that is due. `extra` are lessons that came out of turn, because citizens' answers suggested them."""

    enrollment: Enrollment
    rhythm: Rhythm
    last: Delivery | None
    offer: Offer | None
    extra: frozenset[str]

    @property
    def ignored(self) -> int:
        """Daily messages in a row without a reaction, the last one included."""
        return self.enrollment.ignored + 1 if self.last and self.last.reacted_on is None else 0


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person gets, and where they stand after it."""

    content: str
    position: int
    state: State
    ignored: int
    offer: Offer | None = None
    # What a message with questions from memory asks about.
    lessons: Sequence[str] = ()

    @property
    def asks(self) -> bool:
        """Whether the message asks if the course should go on like this."""
        return self.ignored == ASK_AFTER and self.state == "active"

    @property
    def may_remind(self) -> bool:
        """Whether a second word may follow: reminders that are ignored stop."""
        return self.ignored < ASK_AFTER and self.content not in (FINAL, SILENCE, RECALL)


def due(connection: Connection, now: datetime, limit: int) -> list[Turn]:
    """Claim the courses that are due, earliest first."""
    found = enrollments.due(connection, now, limit)
    ids = [each.id for each in found]
    absences = enrollments.absences_of(connection, ids)
    last = deliveries.last_of_all(connection, ids)
    offered = offers(connection, found, now)
    had = lesson_suggestions.had(connection, ids)
    return [
        Turn(
            each,
            rhythm_with(each, absences[each.id]),
            last.get(each.id),
            offered.get(each.id),
            frozenset(had.get(each.id, {}).values()),
        )
        for each in found
    ]


def decide(turn: Turn, course: Course, day: date) -> Decision:
    """What a day of the course brings."""
    offer, ignored = turn.offer, turn.ignored
    position = skipping(course, turn.enrollment.position, turn.extra)
    if ignored >= PAUSE_AFTER:
        return Decision(SILENCE, position, "paused", ignored)
    content = content_of(course, position, day)
    if offer and content != PRACTICE:
        return Decision(offer.lesson, position + (content == offer.lesson), "active", ignored, offer)
    if content in NOT_LESSONS:
        return Decision(content, position, "finished" if content == FINAL else "active", ignored)
    return Decision(content, position + 1, "active", ignored)


def decide_offer(turn: Turn) -> Decision | None:
    """What comes to somebody who has finished: what is suggested, unless they have stopped reading."""
    if turn.offer is None or turn.ignored >= PAUSE_AFTER:
        return None
    return Decision(turn.offer.lesson, turn.enrollment.position, "finished", turn.ignored, turn.offer)
