"""Control charts: whether a week is out of the ordinary, or within what chance alone does."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from surveys.intervals import Interval

# Shewhart's three standard errors: a week that changed nothing crosses a limit once in 370.
SIGMAS: Final = 3.0
# Fewer weeks tell nothing about what is ordinary.
FEWEST_POINTS: Final = 8


@dataclass(frozen=True, slots=True)
class Point:
    """A period: how many of its n answers were good."""

    good: int
    n: int

    @property
    def share(self) -> float:
        """The share of good answers, 0..1."""
        return self.good / self.n


@dataclass(frozen=True, slots=True)
class Crossing:
    """A period outside its limits. All three are shares, 0..1."""

    direction: Literal["above", "below"]
    share: float
    centre: float
    limits: Interval


def limits(past: Point, n: int) -> Interval:
    """The p-chart's limits of a share of n answers, 0..1, after all answers of the past.

    Shewhart, W. A. (1931), Economic control of quality of manufactured product; the limits move with n, as in
    NIST/SEMATECH e-Handbook of statistical methods, 6.3.3.2. The spread is that of the past with two answers of each
    kind added (Agresti and Coull, 1998): after a past without one bad answer, one is no alarm yet.
    """
    spread = (past.good + 2) / (past.n + 4)
    half = SIGMAS * math.sqrt(spread * (1 - spread) / n)
    return Interval(max(0.0, past.share - half), min(1.0, past.share + half))


def crossing(before: Sequence[Point], now: Point) -> Crossing | None:
    """How the newest period leaves the limits that the periods before it set; None while it is ordinary.

    The newest is not part of its own baseline. With fewer than FEWEST_POINTS before it, nothing is said.
    """
    past = Point(sum(point.good for point in before), sum(point.n for point in before))
    if len(before) < FEWEST_POINTS or now.n == 0 or past.n == 0:
        return None
    bounds = limits(past, now.n)
    if bounds.low <= now.share <= bounds.high:
        return None
    return Crossing("above" if now.share > bounds.high else "below", now.share, past.share, bounds)
