"""A year through the tables: nobody is asked more often than the rules allow, and a rare survey gets its share.

`python -m tests.bench.year` lives it with 5,000 people, with priorities and without.
"""

import asyncio
from pathlib import Path

import pytest

from surveys.ledger import ENDED
from tests.bench.year import unfair
from tests.databases import SqliteFile
from tests.year.living import ACTS, SURVEYS, VISITS, Lived, live, rules

PEOPLE = 120
# The shortest cooldown of all, after leaving off: three weeks.
MOST_A_YEAR = 365 // (3 * 7) + 1


@pytest.fixture(scope="module")
def year(example_file: SqliteFile, tmp_path_factory: pytest.TempPathFactory) -> Lived:
    folder: Path = tmp_path_factory.mktemp("year")
    return asyncio.run(live(example_file.copied_to(folder), PEOPLE, rules(quota=3)))


def test_nobody_is_asked_more_often_or_at_another_time_than_the_rules_allow(year: Lived) -> None:
    assert year.journal.violations == []
    assert sum(year.journal.asked.values()) > PEOPLE
    assert max(life.times_asked for life in year.lives) <= MOST_A_YEAR


def test_everything_that_people_do_was_done(year: Lived) -> None:
    done = {act for act, count in year.journal.done.items() if count}
    assert done == {*ACTS, "reminded", "self-started", "came by a link"}
    assert {"cooldown", "priority", "opt_out", "quota"} <= {reason for _, reason in year.reasons}


def test_the_rare_survey_gets_its_share_and_the_others_theirs(year: Lived) -> None:
    # Without priorities the same year gives it 42 %, with them 53 %; of 1,000 people 39 % and 49 %.
    assert year.share_of_rare > 0.45
    assert year.reasons["loyalty", "priority"] == 0
    assert year.reasons["ces", "priority"] > year.reasons["csat", "priority"] > 0
    for survey in SURVEYS.values():
        assert year.journal.asked[survey] > PEOPLE * 0.1


def test_the_bench_fails_when_priorities_bring_the_rare_survey_nothing() -> None:
    assert unfair(0.49, 0.39) == ()
    assert unfair(0.40, 0.39) == ("priorities bring the rare survey 1.0% only",)


def test_every_event_is_one_line_of_the_ledger_that_has_ended(year: Lived) -> None:
    assert {*year.states} <= {*ENDED}
    assert year.states.total() == sum(year.journal.visits.values()) == sum(round(n * PEOPLE) for n in VISITS.values())
    delivered = year.states.total() - year.states["not_asked"] - year.states["undelivered"]
    # Beside those who were asked stand those who got a link.
    assert delivered >= sum(year.journal.asked.values())
    assert year.states["complete"] >= year.journal.done["answer"]
