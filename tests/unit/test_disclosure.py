"""No place and time in a file stands on fewer than k responses."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.exports.disclosure import coarsened, shown

K = 10
CELLS = st.dictionaries(st.tuples(st.sampled_from("abcd"), st.integers(1, 5)), st.integers(1, 40), max_size=20)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({"a": 10, "b": 12}, {"a", "b"}),
        ({"a": 30, "b": 12, "c": 3}, {"a"}),
        ({"a": 30, "b": 6, "c": 6}, {"a"}),
        ({"a": 9}, set()),
        ({"a": 10, "b": 1}, set()),
        ({}, set()),
    ],
)
def test_what_is_left_out_does_not_follow_from_the_rest(counts: dict[str, int], expected: set[str]) -> None:
    assert shown(counts, K) == expected


@given(CELLS)
def test_every_place_and_time_that_is_told_has_at_least_k(counts: dict[tuple[str, int], int]) -> None:
    told = coarsened(counts, K)
    assert set(told) == set(counts)
    totals: Counter[tuple[str | None, int | None]] = Counter()
    for cell, count in counts.items():
        totals[told[cell]] += count
    whole = sum(counts.values())
    assert all(total >= K or total == whole for total in totals.values())


@given(CELLS)
def test_the_responses_of_a_place_stay_together(counts: dict[tuple[str, int], int]) -> None:
    told = coarsened(counts, K)
    for cell, (place, time) in told.items():
        assert place in (cell[0], None)
        assert time in (cell[1], None)
