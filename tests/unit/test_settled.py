"""Groups of answers: whole ones only, of enough people."""

from dataclasses import dataclass

import pytest

from lessons.settled import settled


@dataclass(frozen=True, slots=True)
class Answer:
    enrollment_id: int


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (9, 0), (10, 10), (11, 10), (19, 10), (20, 20)])
def test_only_full_groups_are_shown(count: int, shown: int) -> None:
    answers = [Answer(number) for number in range(count)]
    assert list(settled(answers, 10)) == answers[:shown]


def test_many_answers_of_few_people_are_no_group() -> None:
    assert not settled([Answer(number % 9) for number in range(30)], 10)
