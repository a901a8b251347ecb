"""The p-chart: a worked example, and what must hold for any weeks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.charts import FEWEST_POINTS, Point, crossing, limits

USUAL = [Point(80, 100)] * FEWEST_POINTS
POINTS = st.integers(1, 500).flatmap(lambda n: st.builds(Point, st.integers(0, n), st.just(n)))


def test_the_limits_of_a_worked_example() -> None:
    # centre 0.8, spread 0.7985, n 100: 0.8 +- 3 * 0.040111
    assert limits(Point(640, 800), 100) == pytest.approx((0.6797, 0.9203), abs=1e-4)


@pytest.mark.parametrize(("good", "direction"), [(67, "below"), (68, None), (80, None), (92, None), (93, "above")])
def test_a_week_is_told_of_only_outside_the_limits(good: int, direction: str | None) -> None:
    found = crossing(USUAL, Point(good, 100))
    assert (found.direction if found else None) == direction


def test_a_small_week_has_wide_limits() -> None:
    assert crossing(USUAL, Point(6, 10)) is None
    assert crossing(USUAL, Point(60, 100)) is not None


def test_too_short_a_past_says_nothing() -> None:
    assert crossing(USUAL[1:], Point(0, 100)) is None
    assert crossing([], Point(0, 100)) is None


def test_after_a_spotless_past_one_bad_answer_is_no_alarm_but_several_are() -> None:
    spotless = [Point(50, 50)] * FEWEST_POINTS
    assert crossing(spotless, Point(49, 50)) is None
    assert crossing(spotless, Point(46, 50)) is not None


@given(st.lists(POINTS, min_size=FEWEST_POINTS, max_size=30), POINTS)
def test_the_order_of_the_past_and_the_names_good_and_bad_change_nothing(before: list[Point], now: Point) -> None:
    found = crossing(before, now)
    assert crossing(before[::-1], now) == found
    turned = crossing([Point(each.n - each.good, each.n) for each in before], Point(now.n - now.good, now.n))
    assert (turned is None) == (found is None)
