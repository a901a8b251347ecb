"""Scores and intervals: worked examples, and scipy and statsmodels as oracles."""

import math
import random
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
from statsmodels.stats.weightstats import DescrStatsW

from surveys import scores
from surveys.intervals import Z, mean_interval, newcombe, t_quantile, wilson

CES_COUNTS = dict(zip(range(1, 8), (3, 4, 6, 10, 22, 31, 24), strict=True))


def counts_on(scale: range) -> st.SearchStrategy[dict[int, int]]:
    return st.dictionaries(st.sampled_from(list(scale)), st.integers(0, 5000))


def test_the_worked_example_of_effort() -> None:
    score = scores.ces(CES_COUNTS)
    assert score is not None
    assert (score.n, score.share.value) == (100, 77.0)
    assert score.share.interval == pytest.approx((67.8, 84.2), abs=0.06)
    assert score.mean.value == 5.33
    assert score.mean.interval == pytest.approx((5.0249, 5.6351), abs=5e-5)


def test_the_worked_example_of_loyalty() -> None:
    score = scores.loyalty({9: 100, 10: 62, 7: 108, 0: 30, 6: 24})
    assert score is not None
    assert score.value == pytest.approx(100 / 3)
    assert score.interval == pytest.approx((24.95, 41.11), abs=0.006)
    assert score.interval is not None
    assert sum(score.interval) / 2 == pytest.approx(33.03, abs=0.006)


def test_the_worked_example_of_two_proportions() -> None:
    score = scores.share_difference(40, 50, 30, 50)
    assert score is not None
    assert score.value == pytest.approx(20)
    assert score.interval == pytest.approx((2.01, 36.36), abs=0.006)
    assert score.interval is not None
    assert not score.interval.has_zero


def test_the_worked_example_of_shares() -> None:
    assert scores.shares({"a": 1, "b": 1, "c": 1}) == {
        "a": Decimal("33.4"),
        "b": Decimal("33.3"),
        "c": Decimal("33.3"),
    }


def test_satisfaction_is_the_two_upper_boxes() -> None:
    score = scores.csat({1: 1, 3: 1, 4: 3, 5: 5})
    assert score is not None
    assert score.share.value == 80


def test_resolved_is_the_share_of_yes() -> None:
    score = scores.share_of({"yes": 3, "partly": 1, "no": 1, "waiting": 1}, "yes")
    assert score is not None
    assert (score.n, score.value) == (6, 50)


def test_an_option_that_nobody_chose_has_a_share_of_zero() -> None:
    score = scores.share_of({"no": 4}, "yes")
    assert score is not None
    assert score.value == 0


@pytest.mark.parametrize("score", [scores.ces, scores.csat, scores.loyalty])
@pytest.mark.parametrize("counts", [{}, {3: 0}])
def test_no_answers_are_no_score(score: Callable[[scores.Counts], object], counts: dict[int, int]) -> None:
    assert score(counts) is None


def test_no_answers_are_no_share_and_no_difference() -> None:
    assert scores.share_of({}, "yes") is None
    assert scores.shares({"a": 0}) == {}
    assert scores.share_difference(0, 0, 1, 2) is None
    assert scores.share_difference(1, 2, 0, 0) is None
    assert scores.loyalty_difference({}, {9: 1}) is None
    assert scores.loyalty_difference({9: 1}, {}) is None


@pytest.mark.parametrize("counts", [{0: 1}, {8: 1}, {5: -1}])
def test_impossible_counts_are_refused(counts: dict[int, int]) -> None:
    with pytest.raises(ValueError, match="can't be counted"):
        scores.ces(counts)


@pytest.mark.parametrize("counts", [{5: 1}, {5: 40}])
def test_equal_answers_have_a_mean_without_an_interval(counts: dict[int, int]) -> None:
    score = scores.ces(counts)
    assert score is not None
    assert score.mean.value == 5
    assert score.mean.interval is None


def test_loyalty_intervals_stay_on_the_scale() -> None:
    best, worst = scores.loyalty({10: 2}), scores.loyalty({0: 2})
    assert best is not None
    assert worst is not None
    assert best.interval is not None
    assert worst.interval is not None
    assert best.interval.high == 100
    assert worst.interval.low == -100


def test_a_difference_of_loyalty_to_itself_is_not_proven() -> None:
    score = scores.loyalty_difference({9: 30, 3: 10}, {9: 30, 3: 10})
    assert score is not None
    assert score.value == 0
    assert score.interval is not None
    assert score.interval.has_zero


def test_a_large_difference_of_loyalty_is_proven() -> None:
    score = scores.loyalty_difference({9: 300, 3: 10}, {9: 30, 3: 100})
    assert score is not None
    assert score.interval is not None
    assert not score.interval.has_zero


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        (2.5, 0, "3"),
        (-2.5, 0, "-3"),
        (1.005, 2, "1.01"),
        (0.25, 1, "0.3"),
        (-0.04, 1, "0.0"),
        (Decimal("66.65"), 1, "66.7"),
    ],
)
def test_rounding_is_half_up_on_decimals(value: float | Decimal, places: int, expected: str) -> None:
    assert str(scores.rounded(value, places)) == expected


@given(st.integers(1, 10**7).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_agrees_with_statsmodels(sample: tuple[int, int]) -> None:
    low, high = proportion_confint(*sample, alpha=0.05, method="wilson")
    assert wilson(*sample) == pytest.approx((low, high), abs=1e-9)


@given(
    st.integers(1, 10**4).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    st.integers(1, 10**4).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
)
def test_newcombe_agrees_with_statsmodels(one: tuple[int, int], other: tuple[int, int]) -> None:
    expected = confint_proportions_2indep(*one, *other, method="newcomb", compare="diff", alpha=0.05)
    assert newcombe(*one, *other) == pytest.approx(tuple(expected), abs=1e-9)


@given(st.one_of(st.integers(1, 300), st.integers(300, 10**12)))
def test_the_t_quantile_agrees_with_scipy(degrees: int) -> None:
    assert t_quantile(degrees) == pytest.approx(stats.t.ppf(0.975, degrees), abs=1e-8)


def test_z_is_the_quantile_of_scipy() -> None:
    assert stats.norm.ppf(0.975) == pytest.approx(Z, abs=1e-15)


@given(counts_on(scores.EFFORT))
def test_the_interval_of_a_mean_agrees_with_statsmodels(counts: dict[int, int]) -> None:
    score = scores.ces(counts)
    if score is None or score.mean.interval is None:
        assert sum(count > 0 for count in counts.values()) <= 1
        return
    sample = DescrStatsW(list(counts), weights=list(counts.values()))
    assert score.mean.value == pytest.approx(sample.mean)
    assert score.mean.interval == pytest.approx(sample.tconfint_mean(alpha=0.05))


@given(counts_on(scores.LOYALTY), st.randoms(use_true_random=False))
def test_the_order_of_counts_changes_nothing(counts: dict[int, int], source: random.Random) -> None:
    shuffled = list(counts.items())
    source.shuffle(shuffled)
    assert scores.loyalty(dict(shuffled)) == scores.loyalty(counts)


@given(st.lists(st.sampled_from(range(1, 6)), min_size=1, max_size=60))
def test_scores_stay_on_their_scale_and_inside_their_interval(answers: list[int]) -> None:
    score = scores.csat({value: answers.count(value) for value in range(1, 6)})
    assert score is not None
    assert score.n == len(answers)
    assert score.mean.value == pytest.approx(math.fsum(answers) / len(answers))
    assert score.share.interval is not None
    low, high = score.share.interval
    assert 0 <= low <= score.share.value <= high <= 100


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 10**6), max_size=12), st.integers(0, 3))
def test_shares_add_up_to_a_hundred_and_stay_near_the_truth(counts: dict[str, int], places: int) -> None:
    shares = scores.shares(counts, places)
    total = sum(counts.values())
    assert sum(shares.values()) == (100 if total else 0)
    for key, share in shares.items():
        assert abs(float(share) - 100 * counts[key] / total) < 10**-places


def test_one_answer_has_no_interval_of_the_mean() -> None:
    assert mean_interval(1, 4.0, 0.0) is None
