"""Confidence intervals at 95 %. Pure arithmetic, each formula with its source."""

import math
from typing import Final, NamedTuple

# The 97.5 % quantile of the normal distribution: 2.5 % stay outside on each side.
Z: Final = 1.959963984540054
_CONFIDENCE: Final = 0.95
# Beyond 40 standard deviations a probability is no longer a float above 0.
_FARTHEST: Final = 40.0
# Each halving of that range gains a bit: 60 of them reach the last digit.
_HALVINGS: Final = 60
# From here on the expansion is accurate to 1e-9, and the exact sum would be long.
_MANY_DEGREES: Final = 100


class Interval(NamedTuple):
    """From low to high, in the units of the estimate."""

    low: float
    high: float

    @property
    def has_zero(self) -> bool:
        """Whether no difference at all is among the plausible values."""
        return self.low <= 0 <= self.high


def wilson(successes: int, n: int, z: float = Z) -> Interval:
    """The interval of a proportion, 0..1, for any n >= 1; `z` sets another confidence than 95 %.

    Wilson, E. B. (1927), Probable inference, JASA 22, 209-212; recommended at every n by Brown, Cai and
    DasGupta (2001), Statistical Science 16, 101-133.
    """
    share, z2 = successes / n, z * z
    centre = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = z / (1 + z2 / n) * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    # At the ends the bound is exact: floating point must not leave 1e-17 there.
    low = 0.0 if successes == 0 else max(0.0, centre - half)
    high = 1.0 if successes == n else min(1.0, centre + half)
    return Interval(low, high)


def newcombe(successes: int, n: int, other_successes: int, other_n: int, z: float = Z) -> Interval:
    """The interval of the difference of two independent proportions, -1..1.

    Newcombe, R. G. (1998), Statistics in Medicine 17, 873-890, method 10: from the two Wilson intervals.
    """
    share, other = successes / n, other_successes / other_n
    own, others = wilson(successes, n, z), wilson(other_successes, other_n, z)
    difference = share - other
    return Interval(
        difference - math.hypot(share - own.low, others.high - other),
        difference + math.hypot(own.high - share, other - others.low),
    )


def newcombe_p(successes: int, n: int, other_successes: int, other_n: int) -> float:
    """The p-value that belongs to newcombe: 1 less the confidence at which the interval just reaches 0.

    Found by bisection, for the interval only widens with z; so the 95 % interval leaves out 0 exactly when p < 0.05.
    """
    low, high = 0.0, _FARTHEST
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if newcombe(successes, n, other_successes, other_n, middle).has_zero:
            high = middle
        else:
            low = middle
    return two_sided_p((low + high) / 2)


def two_sided_p(z: float) -> float:
    """The probability that a standard normal value is farther from 0 than z."""
    return math.erfc(abs(z) / math.sqrt(2))


def ratio_interval(cases: float, n: float, other_cases: float, other_n: float) -> Interval:
    """The interval of the ratio of two risks, each above 0.

    Katz, D. et al. (1978), Obtaining confidence intervals for the risk ratio in cohort studies, Biometrics 34, 469-474.
    """
    ratio = (cases / n) / (other_cases / other_n)
    half = Z * _log_ratio_error(cases, n, other_cases, other_n)
    return Interval(ratio * math.exp(-half), ratio * math.exp(half))


def ratio_p(cases: float, n: float, other_cases: float, other_n: float) -> float:
    """The p-value that belongs to ratio_interval."""
    ratio = (cases / n) / (other_cases / other_n)
    return two_sided_p(math.log(ratio) / _log_ratio_error(cases, n, other_cases, other_n))


def _log_ratio_error(cases: float, n: float, other_cases: float, other_n: float) -> float:
    return math.sqrt(1 / cases - 1 / n + 1 / other_cases - 1 / other_n)


def mean_interval(n: int, mean: float, variance: float) -> Interval | None:
    """The t interval of a mean with n - 1 degrees of freedom; None when all answers are equal."""
    if n <= 1 or variance == 0:
        return None
    half = t_quantile(n - 1) * math.sqrt(variance / n)
    return Interval(mean - half, mean + half)


def t_quantile(degrees: int) -> float:
    """The 97.5 % quantile of Student's distribution, accurate to 1e-8."""
    return _t_expanded(degrees) if degrees >= _MANY_DEGREES else _t_solved(degrees)


def _t_expanded(degrees: int) -> float:
    """Cornish-Fisher expansion: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.5."""
    terms = (
        (Z**3 + Z) / 4,
        (5 * Z**5 + 16 * Z**3 + 3 * Z) / 96,
        (3 * Z**7 + 19 * Z**5 + 17 * Z**3 - 15 * Z) / 384,
        (79 * Z**9 + 776 * Z**7 + 1482 * Z**5 - 1920 * Z**3 - 945 * Z) / 92160,
    )
    return Z + math.fsum(term / float(degrees) ** power for power, term in enumerate(terms, start=1))


def _t_solved(degrees: int) -> float:
    """Bisection on the angle: the probability grows with it from 0 to 1."""
    low, high = 0.0, math.pi / 2
    # Each step halves the error: 60 of them reach the last digit of a float.
    for _ in range(60):
        middle = (low + high) / 2
        if _within(middle, degrees) < _CONFIDENCE:
            low = middle
        else:
            high = middle
    return math.sqrt(degrees) * math.tan((low + high) / 2)


def _within(angle: float, degrees: int) -> float:
    """P(-t < T < t), t = sqrt(degrees) tan(angle): Abramowitz and Stegun 26.7.3 (odd), 26.7.4 (even)."""
    sine, cosine = math.sin(angle), math.cos(angle)
    is_odd = degrees % 2 == 1
    term, total = (cosine, 0.0) if is_odd else (1.0, 0.0)
    for step in range(2 if is_odd else 1, degrees, 2):
        total += term
        term *= cosine * cosine * step / (step + 1)
    return 2 / math.pi * (angle + sine * total) if is_odd else sine * total
