"""Responses become visible in groups of enough, and what is counted in them is what the answers say."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection

from storage import counts, organisation
from storage.cells import Cell
from storage.database import Database
from storage.errors import SmallestGroupLowered
from storage.releases import Scope
from surveys import periods, recounting, releasing
from surveys.catalog_files import load_catalog
from surveys.organisation import read_organisation
from surveys.publishing import load_organisation
from surveys.slices import Slice
from surveys.summary import LEFT_OUT, summarise
from tests.conversations.clock import MovableClock
from tests.storage.released import (
    EXAMPLE,
    MONDAY,
    NEXT_MONTH,
    NEXT_YEAR,
    NORTH,
    OTHER_NORTH,
    SOUTH,
    VERSIONS,
    answer,
    answer_again,
    efforts,
    filled,
    point,
    scope,
    shown,
    tag,
)

# A fixture, found by its name.
__all__ = ["filled"]


async def test_ten_at_a_point_in_a_week_are_shown_and_nine_are_not(filled: Database) -> None:
    await filled.run(answer, NORTH, MONDAY, 9)
    assert await shown(filled, scope(NORTH)) == 0
    await filled.run(answer, NORTH, MONDAY, 1)
    assert await shown(filled, scope(NORTH)) == 10


async def test_the_next_are_shown_when_there_are_ten_of_them(filled: Database) -> None:
    for _ in range(19):
        await filled.run(answer, NORTH, MONDAY, 1)
    assert await shown(filled, scope(NORTH)) == 10
    await filled.run(answer, NORTH, MONDAY, 1)
    assert await shown(filled, scope(NORTH)) == 20


async def test_what_weeks_leave_over_is_shown_for_the_month_once_they_have_ended(filled: Database) -> None:
    await filled.run(answer, NORTH, MONDAY, 6)
    await filled.run(answer, NORTH, MONDAY + timedelta(weeks=1), 6)
    await filled.run(releasing.sweep, VERSIONS, MONDAY + timedelta(days=10))
    assert await shown(filled, scope(NORTH)) == 0
    await filled.run(releasing.sweep, VERSIONS, MONDAY + timedelta(days=14))
    assert await shown(filled, scope(NORTH)) == 12
    week = Scope(MONDAY, MONDAY + timedelta(days=7), touchpoint_ids=[await filled.run(point, NORTH)])
    assert await shown(filled, week) == 0


async def test_what_a_month_leaves_over_is_shown_for_the_unit_only(filled: Database) -> None:
    await filled.run(answer, NORTH, MONDAY, 6)
    await filled.run(answer, OTHER_NORTH, MONDAY, 6)
    await filled.run(releasing.sweep, VERSIONS, NEXT_MONTH)
    assert await shown(filled, scope(NORTH)) == 0
    assert await shown(filled, scope()) == 12


async def test_a_few_of_several_units_are_shown_for_the_organisation_when_the_quarter_has_ended(
    filled: Database,
) -> None:
    await filled.run(answer, NORTH, MONDAY, 3)
    await filled.run(answer, SOUTH, MONDAY, 3)
    await filled.run(releasing.sweep, VERSIONS, NEXT_MONTH)
    assert await shown(filled, scope()) == 0
    await filled.run(releasing.sweep, VERSIONS, NEXT_YEAR)
    assert await shown(filled, scope()) == 6


async def test_a_few_of_one_unit_stay_hidden_for_good(filled: Database) -> None:
    await filled.run(answer, NORTH, MONDAY, 9)
    await filled.run(releasing.sweep, VERSIONS, NEXT_YEAR)
    assert await shown(filled, scope()) == 0


async def test_a_second_answer_of_the_day_replaces_one_that_waits(filled: Database) -> None:
    first = (await filled.run(answer, NORTH, MONDAY, 1, effort=1))[0]
    await filled.run(tag, first)
    assert await filled.run(releasing.replace, VERSIONS, TAG) is None
    await filled.run(answer, NORTH, MONDAY, 10, effort=7)
    assert await efforts(filled) == {"7": 10}


async def test_one_that_is_shown_stays_until_ten_leave_together(filled: Database) -> None:
    shown_first = await filled.run(answer, NORTH, MONDAY, 10, effort=1)
    for response_id in shown_first[:9]:
        await filled.run(releasing.count_out, VERSIONS, response_id, "excluded")
    assert await efforts(filled) == {"1": 10}
    await filled.run(releasing.count_out, VERSIONS, shown_first[9], "excluded")
    assert await efforts(filled) == {}
    assert (await filled.run(recounting.check, VERSIONS)).differences == []


async def test_a_group_never_shrinks_to_a_few(filled: Database) -> None:
    first = await filled.run(answer, NORTH, MONDAY, 6)
    second = await filled.run(answer, NORTH, MONDAY + timedelta(weeks=1), 6)
    await filled.run(releasing.sweep, VERSIONS, NEXT_MONTH)
    for response_id in [*first, *second[:5]]:
        await filled.run(releasing.count_out, VERSIONS, response_id, "excluded")
    assert await shown(filled, scope(NORTH)) == 12
    await filled.run(releasing.count_out, VERSIONS, second[5], "excluded")
    assert await shown(filled, scope(NORTH)) == 0


async def test_what_replaces_a_shown_one_waits_for_it_to_leave(filled: Database) -> None:
    first = await filled.run(answer, NORTH, MONDAY, 10, effort=1)
    for response_id in first:
        await filled.run(tag, response_id)
        await filled.run(answer_again, effort=7)
    assert await efforts(filled) == {}
    await filled.run(releasing.sweep, VERSIONS, MONDAY)
    assert await efforts(filled) == {"7": 10}
    assert (await filled.run(recounting.check, VERSIONS)).differences == []


async def test_an_excluded_one_may_come_back(filled: Database) -> None:
    ids = await filled.run(answer, NORTH, MONDAY, 9)
    await filled.run(releasing.count_out, VERSIONS, ids[0], "excluded")
    await filled.run(answer, NORTH, MONDAY, 1)
    assert await shown(filled, scope(NORTH)) == 0
    await filled.run(releasing.readmit, VERSIONS, ids[0])
    assert await shown(filled, scope(NORTH)) == 10


async def test_what_is_left_out_is_counted_in_whole_groups_of_a_week(filled: Database) -> None:
    for ids in [await filled.run(answer, NORTH, day, 9) for day in (MONDAY, MONDAY + timedelta(weeks=1))]:
        for response_id in ids:
            await filled.run(releasing.count_out, VERSIONS, response_id, "excluded")
    assert await filled.read(left_out) == {}
    for response_id in await filled.run(answer, NORTH, MONDAY, 5):
        await filled.run(releasing.count_out, VERSIONS, response_id, "excluded")
    assert await filled.read(left_out) == {LEFT_OUT: 10}


def left_out(connection: Connection) -> dict[str, int]:
    asked = Slice(periods.quarter_of(MONDAY), touchpoint=NORTH)
    notes = {note.text: note.n for note in summarise(connection, VERSIONS, asked).notes}
    asked = Slice(periods.quarter_of(MONDAY))
    assert notes == {note.text: note.n for note in summarise(connection, VERSIONS, asked).notes}
    return notes


async def test_drivers_are_counted_beside_good_and_bad_scores(filled: Database) -> None:
    await filled.run(answer, NORTH, MONDAY, 6, satisfaction=5, drivers=["ease"])
    await filled.run(answer, NORTH, MONDAY, 4, satisfaction=2, drivers=["ease", "place"])
    counted = {each.cell: each.count for each in await filled.read(counts.count_answers, scope())}
    assert counted[Cell("drivers", "", "good")] == 6
    assert counted[Cell("drivers", "ease", "good")] == 6
    assert counted[Cell("drivers", "ease", "bad")] == counted[Cell("drivers", "place", "bad")] == 4


async def test_partial_responses_are_a_number_and_nothing_more(filled: Database) -> None:
    await filled.run(answer, NORTH, MONDAY, 10, state="partial")
    assert [(each.state, each.count) for each in await filled.read(counts.count_responses, scope())] == [
        ("partial", 10)
    ]
    assert await filled.read(counts.count_answers, scope()) == []


async def test_the_smallest_group_is_never_lowered_after_the_first_answer(filled: Database) -> None:
    catalog = load_catalog()
    example = read_organisation(EXAMPLE, catalog)
    await filled.run(load_organisation, example.model_copy(update={"smallest_group": 7}), catalog, MovableClock()())
    assert await filled.read(organisation.smallest_group) == 7
    await filled.run(answer, NORTH, MONDAY, 1)
    smaller = example.model_copy(update={"smallest_group": 6})
    with pytest.raises(SmallestGroupLowered, match="can't go from 7 down to 6"):
        await filled.run(load_organisation, smaller, catalog, MovableClock()())
    await filled.run(load_organisation, example, catalog, MovableClock()())
    assert await filled.read(organisation.smallest_group) == 10


TAG = b"t" * 32
