"""When a lesson is asked about again: FSRS, a model of forgetting, with caps that keep the load small."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from fsrs import Card, Rating, Scheduler

# The share of reviews that should be answered rightly: asked earlier, a question teaches less.
RETENTION: Final = 0.85
LONGEST_INTERVAL_DAYS: Final = 90

# Questions a day: one beside a lesson, five on the day of practice and recall.
MOST_ON_FRIDAY: Final = 5
MOST_ON_OTHER_DAYS: Final = 1
FRIDAY: Final = 5

# Steps of minutes are for people who sit and drill; here a day is the shortest step. Without chance, for repeatability.
_SCHEDULER: Final = Scheduler(
    desired_retention=RETENTION,
    learning_steps=(),
    relearning_steps=(),
    maximum_interval=LONGEST_INTERVAL_DAYS,
    enable_fuzzing=False,
)
# The package numbers cards by the clock; ours are told apart by their rows.
_NUMBER: Final = 1


@dataclass(frozen=True, slots=True)
class Memory:
    """What is known of a person's memory of a lesson, as plain data, and when to ask again (UTC)."""

    card: Mapping[str, Any]
    due_at: datetime


def remembered(card: Mapping[str, Any] | None, is_right: bool, now: datetime) -> Memory:
    """The memory after an answer; `card` is None before the first. "Not sure" counts as forgotten."""
    moment = now.astimezone(UTC)
    before = Card.from_dict(dict(card)) if card else Card(card_id=_NUMBER, due=moment)  # type: ignore[arg-type]
    after, _ = _SCHEDULER.review_card(before, Rating.Good if is_right else Rating.Again, moment)
    return Memory(dict(after.to_dict()), after.due)


def most_on(day: date) -> int:
    """How many reviews a person is asked on a day."""
    return MOST_ON_FRIDAY if day.isoweekday() == FRIDAY else MOST_ON_OTHER_DAYS
