"""Scores of survey answers from counts by value, with 95 % intervals. No answers give None, never zero.

Only valid answers are counted by the caller: skipped and not applicable ones are no part of any count.
"""

import math
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Literal, TypeVar

from surveys.intervals import Interval, Z, mean_interval, newcombe, newcombe_p, two_sided_p, wilson

Key = TypeVar("Key", bound=Hashable)
Counts = Mapping[int, int]
# What an answer does to a score: raises it, neither, lowers it.
Tone = Literal["good", "neither", "bad"]

EFFORT: Final = range(1, 8)
SATISFACTION: Final = range(1, 6)
LOYALTY: Final = range(11)
# What counts as a good answer: SURVEYS, section 1.
EASY_FROM: Final = 5
SATISFIED_FROM: Final = 4
PROMOTER_FROM: Final = 9
DETRACTOR_TO: Final = 6
PERCENT: Final = 100


@dataclass(frozen=True, slots=True)
class Score:
    """An estimate from n answers. The interval is None where none can be given."""

    n: int
    value: float
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class TopBox:
    """A scale question: the share of good answers in percent, and the mean in points of the scale."""

    share: Score
    mean: Score

    @property
    def n(self) -> int:
        """How many answers both come from."""
        return self.share.n


@dataclass(frozen=True, slots=True)
class Difference:
    """How far one score is from another, with the probability of so much by chance alone."""

    n: int
    value: float
    interval: Interval
    p: float


def ces(counts: Counts) -> TopBox | None:
    """Customer effort score 2.0: the share of 5..7 among 1..7 (CEB, 2013)."""
    return _top_box(counts, EFFORT, EASY_FROM)


def csat(counts: Counts) -> TopBox | None:
    """Customer satisfaction: the share of 4 and 5 among 1..5, the two upper boxes."""
    return _top_box(counts, SATISFACTION, SATISFIED_FROM)


def loyalty(counts: Counts) -> Score | None:
    """Promoters (9, 10) less detractors (0..6) in points, -100..100, with an adjusted Wald interval.

    Rocks, B. (2016), Interval estimation for the net promoter score, The American Statistician 70, 365-372:
    three answers are added, 3/4 of each kind at the ends. The interval is centred at the adjusted score.
    """
    n = _total(counts, LOYALTY)
    if n == 0:
        return None
    promoters, detractors = _split(counts)
    adjusted, variance = _adjusted(n, promoters, detractors)
    half = Z * math.sqrt(variance)
    interval = Interval(
        max(-float(PERCENT), PERCENT * (adjusted - half)), min(float(PERCENT), PERCENT * (adjusted + half))
    )
    return Score(n, PERCENT * (promoters - detractors) / n, interval)


def loyalty_difference(now: Counts, before: Counts) -> Difference | None:
    """How far loyalty moved, in points: z on the two adjusted variances. n is the answers of both."""
    n, earlier_n = _total(now, LOYALTY), _total(before, LOYALTY)
    if n == 0 or earlier_n == 0:
        return None
    promoters, detractors = _split(now)
    earlier_promoters, earlier_detractors = _split(before)
    adjusted, variance = _adjusted(n, promoters, detractors)
    earlier, earlier_variance = _adjusted(earlier_n, earlier_promoters, earlier_detractors)
    error = math.sqrt(variance + earlier_variance)
    half, moved = PERCENT * Z * error, PERCENT * (adjusted - earlier)
    value = PERCENT * ((promoters - detractors) / n - (earlier_promoters - earlier_detractors) / earlier_n)
    return Difference(
        n + earlier_n, value, Interval(moved - half, moved + half), two_sided_p((adjusted - earlier) / error)
    )


def share_of(counts: Mapping[str, int], code: str) -> Score | None:
    """The share of one option among all answers, in percent: of `yes` for resolved and trust."""
    n = _total(counts, None)
    return _share(counts.get(code, 0), n) if n else None


def width(metric: str | None, numbers: Counts, options: Mapping[str, int]) -> float | None:
    """How wide the interval of a question's score is, in points; None before the first answer."""
    score = {"ces": ces, "csat": csat, "loyalty": loyalty}[metric](numbers) if numbers and metric else None
    if not numbers:
        score = share_of(options, "yes")
    interval = score.share.interval if isinstance(score, TopBox) else score.interval if score else None
    return interval.high - interval.low if interval else None


def share_difference(good: int, n: int, earlier_good: int, earlier_n: int) -> Difference | None:
    """How far a share moved, in percentage points. n is the answers of both."""
    if n == 0 or earlier_n == 0:
        return None
    interval = newcombe(good, n, earlier_good, earlier_n)
    value = PERCENT * (good / n - earlier_good / earlier_n)
    percent = Interval(PERCENT * interval.low, PERCENT * interval.high)
    return Difference(n + earlier_n, value, percent, newcombe_p(good, n, earlier_good, earlier_n))


def rounded(value: float | Decimal, places: int) -> Decimal:
    """Half up on the decimal that people read: 2.5 is 3, -2.5 is -3, and 1.005 to two places is 1.01."""
    decimal = value if isinstance(value, Decimal) else Decimal(repr(value))
    result = decimal.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    # No minus before a zero: nobody lost anything.
    return abs(result) if result == 0 else result


def shares(counts: Mapping[Key, int], places: int = 1) -> dict[Key, Decimal]:
    """Percentages that add up to exactly 100, by the largest remainder; empty when nothing was counted.

    Each share is rounded down; what is left goes to the largest remainders, among equals to the earlier key.
    """
    n = _total(counts, None)
    if n == 0:
        return {}
    units = PERCENT * 10**places
    whole = {key: count * units // n for key, count in counts.items()}
    by_remainder = sorted(counts, key=lambda key: -(counts[key] * units % n))
    for key in by_remainder[: units - sum(whole.values())]:
        whole[key] += 1
    return {key: Decimal(unit).scaleb(-places) for key, unit in whole.items()}


def _top_box(counts: Counts, scale: range, good_from: int) -> TopBox | None:
    n = _total(counts, scale)
    if n == 0:
        return None
    good = sum(count for value, count in counts.items() if value >= good_from)
    return TopBox(_share(good, n), _mean(counts, n))


def _share(good: int, n: int) -> Score:
    interval = wilson(good, n)
    return Score(n, PERCENT * good / n, Interval(PERCENT * interval.low, PERCENT * interval.high))


def _mean(counts: Counts, n: int) -> Score:
    # Whole numbers as long as possible: a sum of squares in floats loses digits.
    total = sum(value * count for value, count in counts.items())
    squares = sum(value * value * count for value, count in counts.items())
    variance = (n * squares - total * total) / (n * (n - 1)) if n > 1 else 0.0
    return Score(n, total / n, mean_interval(n, total / n, variance))


def _split(counts: Counts) -> tuple[int, int]:
    promoters = sum(count for value, count in counts.items() if value >= PROMOTER_FROM)
    detractors = sum(count for value, count in counts.items() if value <= DETRACTOR_TO)
    return promoters, detractors


def _adjusted(n: int, promoters: int, detractors: int) -> tuple[float, float]:
    """The adjusted score as a fraction, and the variance of that score."""
    size = n + 3
    high, low = (promoters + 0.75) / size, (detractors + 0.75) / size
    return high - low, (high + low - (high - low) ** 2) / size


def _total(counts: Mapping[Key, int], scale: range | None) -> int:
    """How many answers there are; ValueError for counts that can't be: below zero, or off the scale."""
    for value, count in counts.items():
        if count < 0 or (scale is not None and value not in scale):
            raise ValueError(f"{count} answers {value!r} can't be counted")
    return sum(counts.values())
