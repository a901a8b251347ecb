"""The kinds of messages that a course puts into the outbox, and what their payloads say."""

from collections.abc import Mapping
from typing import Any, Final, TypedDict

DAY: Final = "lesson"
REMINDER: Final = "lesson_reminder"
ECHO: Final = "lesson_plan_echo"
KINDS: Final = (DAY, REMINDER, ECHO)


class DayPayload(TypedDict):
    """A daily message: `content` is a lesson's code or another day, `lessons` those to practise or to remember."""

    content: str
    lessons: list[str]
    why: Mapping[str, Any] | None
    # The person seems not to read: ask whether to go on.
    ask: bool
    # What is needed to take the message back when its hours pass unsent.
    delivery: int
    enrollment: int
    position: int
    ignored: int


class ReminderPayload(TypedDict):
    """A second word about a message."""

    content: str


class EchoPayload(TypedDict):
    """The person's own plan, at the time they chose."""

    lesson: str
