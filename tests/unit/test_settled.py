"""Groups of answers: whole ones only, each of enough different people."""

from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.settled import Tally, settled

people = st.lists(st.integers(0, 6), max_size=60)


@dataclass(frozen=True, slots=True)
class Answer:
    enrollment_id: int


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (9, 0), (10, 10), (11, 10), (19, 10), (20, 20)])
def test_only_full_groups_are_shown(count: int, shown: int) -> None:
    answers = [Answer(number) for number in range(count)]
    assert list(settled(answers, 10)) == answers[:shown]


def test_many_answers_of_few_people_are_no_group() -> None:
    assert not settled([Answer(number % 9) for number in range(30)], 10)


def test_many_answers_of_one_person_after_a_full_group_are_no_group() -> None:
    answers = [*(Answer(number) for number in range(10)), *(Answer(0) for _ in range(10))]
    assert list(settled(answers, 10)) == answers[:10]


@given(people, st.integers(2, 5))
def test_between_two_numbers_that_are_shown_enough_different_people_answered(givers: list[int], smallest: int) -> None:
    answers = [Answer(each) for each in givers]
    cuts = sorted({0, *(len(settled(answers[:number], smallest)) for number in range(len(answers) + 1))})
    assert all(len(set(givers[earlier:later])) >= smallest for earlier, later in pairwise(cuts))


@given(people, st.integers(2, 5))
def test_a_tally_shows_what_is_settled(givers: list[int], smallest: int) -> None:
    tally: Tally[int] = Tally(smallest)
    for number, each in enumerate(givers):
        tally.add(each, number)
    assert len(settled([Answer(each) for each in givers], smallest)) == tally.shown.total()
