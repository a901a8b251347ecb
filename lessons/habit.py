"""The habit score: how steadily a person learns, without a streak that one bad day breaks."""

from collections.abc import Iterable
from typing import Final

# In daily messages, not calendar days: holidays, a vacation and our own outage send none and so change nothing.
HALF_LIFE: Final = 13
KEPT: Final = 0.5 ** (1 / HALF_LIFE)


def habit_score(reactions: Iterable[bool]) -> float:
    """From 0 to 1: an exponentially smoothed share of the daily messages that the person reacted to, oldest first.

    The score of the tracker Loop: score * 0.5 ** (1 / half-life) + reacted * (1 - 0.5 ** (1 / half-life)).
    """
    score = 0.0
    for reacted in reactions:
        score = score * KEPT + reacted * (1 - KEPT)
    return score
