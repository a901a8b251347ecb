"""Differences, drivers and rates: worked examples, and statsmodels and scipy as oracles."""

import random
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.contingency_tables import Table2x2
from statsmodels.stats.multitest import multipletests

from storage.answers import StoredAnswer
from storage.cells import Cell
from surveys import scores
from surveys.catalog_files import load_catalog
from surveys.comparisons import proven
from surveys.counting import cells_of
from surveys.definition import Question
from surveys.drivers import Counts, drivers_of
from surveys.intervals import Interval, newcombe, newcombe_p, two_sided_p
from surveys.metrics import answered, difference_of, lower_bound, score_of
from surveys.rates import completion_rate
from surveys.scores import Difference

CATALOG = load_catalog()
SURVEY = CATALOG["post_service"]
SAMPLE = st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def difference(p: float) -> Difference:
    return Difference(100, 1.0, Interval(0.0, 2.0), p)


@given(st.floats(-30, 30))
def test_the_two_sided_p_agrees_with_scipy(z: float) -> None:
    assert two_sided_p(z) == pytest.approx(2 * stats.norm.sf(abs(z)), abs=1e-12)


@given(SAMPLE, SAMPLE)
def test_the_interval_leaves_out_zero_exactly_when_p_is_below_five_percent(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    p = newcombe_p(*one, *other)
    assert 0 <= p <= 1
    if abs(p - 0.05) > 1e-9:
        assert newcombe(*one, *other).has_zero == (p > 0.05)


def test_the_worked_example_of_two_proportions_has_a_p_between_one_and_five_percent() -> None:
    assert 0.01 < newcombe_p(40, 50, 30, 50) < 0.05


@given(st.lists(st.floats(0, 1).map(lambda p: p**2 * 0.999), min_size=1, max_size=40))
def test_proven_is_what_benjamini_and_hochberg_reject(values: list[float]) -> None:
    rejected = multipletests(values, alpha=0.05, method="fdr_bh")[0]
    found = proven({place: difference(p) for place, p in enumerate(values)})
    # Equal p-values at the border may differ by one last bit between the two.
    border = {
        place for place, p in enumerate(values) for rank in range(1, 41) if abs(p - 0.05 * rank / len(values)) < 1e-12
    }
    assert {place for place, is_rejected in enumerate(rejected) if is_rejected} - border == found - border


@given(st.dictionaries(st.integers(0, 30), st.floats(0, 1), max_size=20), st.randoms(use_true_random=False))
def test_the_order_of_comparisons_changes_nothing(values: dict[int, float], source: random.Random) -> None:
    shuffled = list(values.items())
    source.shuffle(shuffled)
    assert proven({key: difference(p) for key, p in shuffled}) == proven(
        {key: difference(p) for key, p in values.items()}
    )


@given(st.integers(0, 400), st.integers(0, 400), st.integers(0, 400), st.integers(0, 400))
def test_the_ratio_of_risks_agrees_with_statsmodels(bad: int, good: int, bad_others: int, good_others: int) -> None:
    found = Counts(good, bad, good + good_others, bad + bad_others).ratio(1)
    if 0 in (bad + good, bad_others + good_others, bad + bad_others, good + good_others):
        assert found is None
        return
    half = 0.5 if 0 in (bad, good, bad_others, good_others) else 0
    table = Table2x2([[bad + half, good + half], [bad_others + half, good_others + half]])
    assert found is not None
    assert found.value == pytest.approx(table.riskratio)
    assert found.interval == pytest.approx(table.riskratio_confint())
    assert found.p == pytest.approx(table.log_riskratio_pvalue(), abs=1e-12)


@given(st.integers(1, 400), st.integers(1, 400), st.integers(0, 400), st.integers(1, 400))
def test_the_attributable_share_is_what_the_others_risk_would_save(
    bad: int, good: int, bad_others: int, good_others: int
) -> None:
    found = Counts(good, bad, good + good_others, bad + bad_others).ratio(1)
    assert found is not None
    whole = (bad + bad_others) / (bad + good + bad_others + good_others)
    others = bad_others / (bad_others + good_others)
    assert found.attributable == pytest.approx(max(0.0, 100 * (whole - others) / whole), abs=1e-9)


def test_a_ratio_needs_good_and_bad_scores_and_enough_people() -> None:
    assert Counts(good=0, bad=10, all_good=0, all_bad=30).ratio(10) is None
    assert Counts(good=10, bad=0, all_good=30, all_bad=0).ratio(10) is None
    assert Counts(good=3, bad=6, all_good=30, all_bad=30).ratio(10) is None
    assert Counts(good=27, bad=28, all_good=30, all_bad=30).ratio(10) is None
    assert Counts(good=4, bad=6, all_good=30, all_bad=30).ratio(10) is not None


def test_a_driver_that_all_the_dissatisfied_name_costs_most() -> None:
    cells = {
        Cell("drivers", "", "good"): 60,
        Cell("drivers", "", "bad"): 30,
        Cell("drivers", "efficiency", "good"): 5,
        Cell("drivers", "efficiency", "bad"): 30,
    }
    (driver,) = drivers_of(SURVEY, cells, 10)
    assert driver.is_proven
    assert driver.ratio is not None
    assert driver.ratio.attributable == pytest.approx(100)
    assert driver.ratio.value == pytest.approx((30.5 / 36) / (0.5 / 56))


def test_the_costliest_driver_comes_first() -> None:
    cells = {
        Cell("drivers", "", "good"): 60,
        Cell("drivers", "", "bad"): 40,
        Cell("drivers", "efficiency", "good"): 10,
        Cell("drivers", "efficiency", "bad"): 30,
        Cell("drivers", "ease", "good"): 50,
        Cell("drivers", "ease", "bad"): 10,
    }
    first, second = drivers_of(SURVEY, cells, 10)
    assert (first.code, second.code) == ("efficiency", "ease")
    assert first.mentioned.value == 40
    assert first.after_bad is not None
    assert first.after_bad.value == 75
    assert first.is_proven
    assert first.ratio is not None
    assert first.ratio.value == pytest.approx((30 / 40) / (10 / 60))
    assert not second.is_proven


def test_one_of_many_drivers_is_not_proven_by_its_own_interval_alone() -> None:
    cells = {Cell("drivers", "", "good"): 300, Cell("drivers", "", "bad"): 100}
    question = SURVEY.question("drivers")
    for code in question.codes:
        # As often after a good as after a bad score, but one, whose p is about 0.03.
        cells[Cell("drivers", code, "good")] = 60
        cells[Cell("drivers", code, "bad")] = 30 if code == "ease" else 20
    found = {driver.code: driver for driver in drivers_of(SURVEY, cells, 10)}
    assert len(found) == len(question.codes) >= 3
    ease = found["ease"].ratio
    assert ease is not None
    assert ease.interval.low > 1
    assert 0.01 < ease.p < 0.05
    assert not any(driver.is_proven for driver in found.values())
    for code in question.codes:
        cells[Cell("drivers", code, "bad")] = 30
    # When all of them do, so does each.
    assert all(driver.is_proven for driver in drivers_of(SURVEY, cells, 10))


def test_below_the_smallest_group_there_are_no_drivers() -> None:
    cells = {Cell("drivers", "", "bad"): 9, Cell("drivers", "ease", "bad"): 9}
    assert drivers_of(SURVEY, cells, 10) == ()


def test_the_completion_rate_is_of_those_who_began() -> None:
    completion = completion_rate(60, 20, 10)
    assert completion is not None
    assert (completion.value, completion.n) == (75, 80)
    assert completion_rate(60, 0, 10) is None
    assert completion_rate(5, 4, 10) is None


@pytest.mark.parametrize("question", [each for survey in CATALOG.values() for each in survey.questions if each.metric])
def test_every_metric_has_a_score_a_difference_and_a_lower_bound(question: Question) -> None:
    counts = dict.fromkeys(question.codes, 10)
    value = score_of(question, counts)
    assert value is not None
    assert lower_bound(value) < 100
    moved = difference_of(question, counts, counts)
    assert moved is not None
    assert (moved.value, moved.interval.has_zero) == (0, True)
    assert answered(counts) == 10 * len(question.codes)


def test_a_ranking_by_the_lower_bound_puts_many_good_answers_before_few_perfect_ones() -> None:
    effort = SURVEY.question("effort")
    few, many = score_of(effort, {"7": 10}), score_of(effort, {"7": 380, "1": 20})
    assert few is not None
    assert many is not None
    assert lower_bound(many) > lower_bound(few)


def test_loyalty_moves_with_the_two_variances() -> None:
    now, before = {10: 50, 5: 50}, {10: 30, 5: 70}
    moved = scores.loyalty_difference(now, before)
    assert moved is not None
    middle = sum(moved.interval) / 2
    half = (moved.interval.high - moved.interval.low) / 2
    assert moved.p == pytest.approx(2 * stats.norm.sf(abs(middle) / (half / stats.norm.ppf(0.975))))
    assert moved.value == pytest.approx(40)
    assert half == pytest.approx(stats.norm.ppf(0.975) * 100 * sqrt(variance(50, 50) + variance(30, 70)))


def variance(promoters: int, detractors: int) -> float:
    high, low = (promoters + 0.75) / 103, (detractors + 0.75) / 103
    return (high + low - (high - low) ** 2) / 103


answers_of_one = st.fixed_dictionaries(
    {},
    optional={
        "resolved": st.sampled_from(["yes", "no", "partly"]),
        "effort": st.integers(1, 7),
        "satisfaction": st.integers(1, 5),
        "drivers": st.lists(st.sampled_from(["ease", "place", "other"]), min_size=1, unique=True),
    },
)


def stored(given: dict[str, object]) -> list[StoredAnswer]:
    return [
        StoredAnswer(code, "answered", value, None, None)
        if isinstance(value, int)
        else StoredAnswer(code, "answered", None, value if isinstance(value, list) else [str(value)], None)
        for code, value in given.items()
    ]


@given(st.lists(answers_of_one, max_size=30), st.randoms(use_true_random=False))
def test_the_order_of_people_and_of_their_answers_changes_no_count(
    people: list[dict[str, object]], source: random.Random
) -> None:
    counted = cells_of(SURVEY, [stored(each) for each in people])
    shuffled = [dict(source.sample(sorted(each.items()), len(each))) for each in people]
    source.shuffle(shuffled)
    assert cells_of(SURVEY, [stored(each) for each in shuffled]) == counted


@given(st.lists(answers_of_one, max_size=30))
def test_a_skip_changes_no_score_of_another_question(people: list[dict[str, object]]) -> None:
    counted = cells_of(SURVEY, [stored(each) for each in people])
    skipping = [{code: value for code, value in each.items() if code != "resolved"} for each in people]
    rest = cells_of(SURVEY, [stored(each) for each in skipping])
    assert rest == {cell: n for cell, n in counted.items() if cell.question != "resolved"}


@given(st.lists(answers_of_one, max_size=30))
def test_those_who_name_a_driver_are_among_those_who_answered(people: list[dict[str, object]]) -> None:
    counted = cells_of(SURVEY, [stored(each) for each in people])
    for cell, n in counted.items():
        if cell.question == "drivers" and cell.value:
            assert n <= counted[Cell("drivers", "", cell.verdict)]


def test_every_catalogued_survey_gives_counts_in_either_language() -> None:
    english = SURVEY.model_copy(update={"name": SURVEY.name.model_copy(update={"ru": "x"})})
    people = [stored({"effort": 6, "satisfaction": 2, "drivers": ["ease"]})]
    assert cells_of(english, people) == cells_of(SURVEY, people)
