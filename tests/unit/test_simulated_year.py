"""A year of 5,000 people: nobody is asked more often than the rules allow, and a rare survey gets its share."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest

from storage.contacts import Contact, Reaction
from surveys.contact import Somebody, monday_after, refusal
from surveys.contact_rules import ContactRules

PEOPLE = 5_000
FIRST_DAY = date(2026, 1, 1)
# Every person meets the frequent service about every five weeks, one in five the rare one once a year.
FREQUENT, RARE = 52_000, 1_000
REACTIONS: tuple[Reaction, ...] = ("closed", "refused", "abandoned", "completed")
# Half of the people stay silent, a third answer.
WEIGHTS = (50, 12, 5, 33)


@dataclass(frozen=True)
class Asked:
    """Somebody was asked on a day and reacted so."""

    day: date
    survey: str
    reaction: Reaction


def visits(random: Random) -> list[tuple[date, int, str]]:
    surveys = ["frequent"] * FREQUENT + ["rare"] * RARE
    drawn = [(FIRST_DAY + timedelta(random.randrange(365)), random.randrange(PEOPLE), each) for each in surveys]
    return sorted(drawn)


def live(rules: ContactRules) -> tuple[dict[int, list[Asked]], float]:
    """Who was asked when, and the share of the rare survey's visits that were followed by its invitation."""
    random = Random(5)
    history: dict[int, list[Asked]] = defaultdict(list)
    for day, person, survey in visits(random):
        somebody = Somebody(person, False, list(contacts(history[person])))
        if refusal(somebody, survey, rules, day) is None:
            history[person].append(Asked(day, survey, random.choices(REACTIONS, WEIGHTS)[0]))
    rare = sum(asked.survey == "rare" for each in history.values() for asked in each)
    return history, rare / RARE


def contacts(asked: list[Asked]) -> Iterator[Contact]:
    """As the table keeps them: the last reaction to each survey."""
    last = {each.survey: each for each in asked}
    return (Contact(each.survey, each.reaction, monday_after(each.day)) for each in last.values())


def rules_with(frequent: int, rare: int) -> ContactRules:
    return ContactRules.model_validate({"surveys": {"frequent": {"priority": frequent}, "rare": {"priority": rare}}})


@pytest.fixture(scope="module")
def year() -> tuple[dict[int, list[Asked]], float]:
    return live(rules_with(frequent=0, rare=1))


def test_nobody_is_asked_more_often_than_the_rules_allow(year: tuple[dict[int, list[Asked]], float]) -> None:
    history, _ = year
    assert sum(map(len, history.values())) > PEOPLE
    cooldowns = ContactRules().cooldowns
    for asked in history.values():
        for number, later in enumerate(asked):
            for earlier in asked[:number]:
                cooldown = getattr(cooldowns, earlier.reaction)
                weeks = max(cooldown.any, cooldown.this) if earlier.survey == later.survey else cooldown.any
                followed = [each for each in asked[:number] if each.survey == earlier.survey][-1]
                # A later reaction to the same survey takes the place of an earlier one.
                if followed is earlier:
                    assert later.day - earlier.day >= timedelta(weeks=weeks)
        assert all(second.day - first.day >= timedelta(weeks=3) for first, second in pairwise(asked))
        # The shortest cooldowns: silent every time, six weeks to the same survey.
        assert len(asked) <= 365 // (3 * 7) + 1


def test_a_rare_survey_gets_its_share(year: tuple[dict[int, list[Asked]], float]) -> None:
    _, with_priority = year
    _, without = live(rules_with(frequent=0, rare=0))
    # A fifth of the people are kept for it, and among the others some are free by chance.
    assert with_priority > 0.35
    assert without < with_priority - 0.1


def test_the_frequent_survey_is_still_asked(year: tuple[dict[int, list[Asked]], float]) -> None:
    history, _ = year
    reached = sum(any(each.survey == "frequent" for each in asked) for asked in history.values())
    assert reached / PEOPLE > 0.75
