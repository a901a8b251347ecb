"""Responses become visible in groups of enough, and what is counted in them is what the answers say."""

import asyncio
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Connection, delete, func, insert, select, text, update

from storage import counts, integrity, organisation, releases, sums
from storage.cells import Cell
from storage.database import Database
from storage.errors import SmallestGroupLowered
from storage.releases import Node, Scope
from storage.sums import Amount
from storage.tables import answers
from storage.tables import responses as responses_table
from storage.tables import rollups as rollups_table
from storage.tables import sums as sums_table
from surveys import periods, recounting, releasing
from surveys.catalog_files import load_catalog
from surveys.organisation import read_organisation
from surveys.publishing import load_organisation
from surveys.recounting import Difference
from surveys.slices import Slice
from surveys.summary import LEFT_OUT, summarise
from surveys.versions import Versions
from tests.conversations.clock import MovableClock
from tests.postgresql import copy_of
from tests.recounting import rebuild, recount

EXAMPLE = Path(__file__).parents[2] / "bot" / "organisation.example.yaml"
MONDAY = date(2026, 11, 2)
NEXT_MONTH = date(2026, 12, 1)
NEXT_YEAR = date(2027, 1, 1)
NORTH, OTHER_NORTH, SOUTH = "north-certificates", "north-benefits", "south-documents"
VERSIONS = Versions()
ids = count(1)


@pytest.fixture
async def filled(database: Database) -> Database:
    catalog = load_catalog()
    await database.run(load_organisation, read_organisation(EXAMPLE, catalog), catalog, MovableClock()())
    return database


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


async def test_every_difference_is_named_and_a_recount_mends_it(filled: Database) -> None:
    await filled.run(answer, NORTH, MONDAY, 10, effort=6)
    assert (await filled.run(recounting.check, VERSIONS)).differences == []
    await filled.run(falsify)
    found = (await filled.run(recounting.check, VERSIONS)).differences
    assert [(each.what, each.counted, each.noted) for each in found] == [
        ("effort 6", 10, 11),
        ("resolved yes", 10, 0),
    ]
    assert isinstance(found[0], Difference)
    await filled.run(recount, VERSIONS, MONDAY)
    assert (await filled.run(recounting.check, VERSIONS)).differences == []


async def test_sums_that_are_put_together_are_the_same_and_short(filled: Database) -> None:
    first = await filled.run(answer, NORTH, MONDAY, 30, effort=6)
    await filled.run(answer, SOUTH, MONDAY, 10, effort=2)
    before = await filled.read(sums.noted)
    assert await filled.run(sums.put_together) == 4
    assert await filled.run(sums.put_together) == 0
    assert await filled.read(sums.noted) == before
    # One for each unit, and one for the organisation.
    assert await filled.read(count_sums) == 3
    for response_id in first:
        await filled.run(releasing.count_out, VERSIONS, response_id, "excluded")
    while await filled.run(sums.put_together):
        pass
    assert await efforts(filled) == {"2": 10}
    assert await filled.read(count_sums) == 2
    assert (await filled.run(recounting.check, VERSIONS)).differences == []
    before = await filled.read(sums.noted)
    await filled.run(rebuild)
    assert await filled.read(sums.noted) == before


async def test_replicas_that_sum_up_for_one_unit_do_not_wait_for_each_other(migrated_postgresql: str) -> None:
    one, other = (Database(url) for url in [await copy_of(migrated_postgresql)] * 2)
    await one.run(load_organisation, read_organisation(EXAMPLE, load_catalog()), load_catalog(), MovableClock()())
    node = Node(1, "complete", 1, 1, MONDAY, MONDAY + timedelta(days=7))
    amount = Amount(10, 0, {Cell("effort", "6"): 10})
    async with one.batch() as first, other.batch() as second:
        await first.run(sums.add, node, amount)
        await second.run(sums.add, node, amount)
        await first.run(sums.add, node, amount)
    # Whoever comes second leaves the work to the first, whose transaction is still open.
    async with one.batch() as first:
        assert await first.run(sums.put_together) == 3
        assert await other.run(sums.put_together) == 0
    assert {n for _, n in (await other.read(sums.noted)).items()} == {30}
    for replica in (one, other):
        await replica.dispose()


async def test_marking_and_leaving_the_same_group_are_never_in_a_deadlock(migrated_postgresql: str) -> None:
    one, other = (Database(url) for url in [await copy_of(migrated_postgresql)] * 2)
    await one.run(load_organisation, read_organisation(EXAMPLE, load_catalog()), load_catalog(), MovableClock()())
    first, *others, last = await one.run(answer, NORTH, MONDAY, 10)
    for each in (first, *others):
        await one.run(releasing.count_out, VERSIONS, each, "excluded")
    async with one.batch() as marking:
        marked = await marking.run(integrity.mark, [first], "burst")
        leaving = asyncio.create_task(leave(other, last))
        while not await one.read(is_anybody_waiting):
            pass
        for group_id, more in marked.items():
            await marking.run(releases.note_marked, group_id, more)
    await leaving
    assert await one.read(count_shown) == 0
    for replica in (one, other):
        await replica.dispose()


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


def answer(
    connection: Connection,
    code: str,
    day: date,
    n: int,
    *,
    effort: int = 6,
    satisfaction: int | None = None,
    drivers: Sequence[str] = (),
    state: str = "complete",
) -> list[int]:
    """So many responses that have ended, each counted in."""
    made = []
    version_id, _ = VERSIONS.newest(connection, "post_service")
    for _ in range(n):
        response_id = next(ids)
        values = {"id": response_id, "survey_version_id": version_id, "touchpoint_id": point(connection, code)}
        connection.execute(insert(responses_table), {**values, "state": state, "local_date": day})
        given = [("resolved", None, ["yes"]), ("effort", effort, None)]
        given += [("satisfaction", satisfaction, None)] if satisfaction else []
        given += [("drivers", None, list(drivers))] if drivers else []
        for question, number, options in given:
            row = {"response_id": response_id, "question": question, "state": "answered"}
            connection.execute(insert(answers), {**row, "number": number, "options": options})
        releasing.count_in(connection, VERSIONS, response_id)
        made.append(response_id)
    return made


async def leave(database: Database, response_id: int) -> None:
    """In a transaction that is not tried again."""
    async with database.batch() as unit:
        await unit.run(releasing.count_out, VERSIONS, response_id, "excluded")


def is_anybody_waiting(connection: Connection) -> bool:
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    return bool(connection.execute(text(waiting)).scalar_one())


def count_shown(connection: Connection) -> int:
    return sum(group.responses for group in releases.groups(connection))


def answer_again(connection: Connection, effort: int) -> None:
    """What sheets.complete does when the person of the tag answers again."""
    held_by = releasing.replace(connection, VERSIONS, TAG)
    made = next(ids)
    version_id, _ = VERSIONS.newest(connection, "post_service")
    values = {"id": made, "survey_version_id": version_id, "touchpoint_id": point(connection, NORTH)}
    connection.execute(insert(responses_table), {**values, "state": "complete", "local_date": MONDAY})
    row = {"response_id": made, "question": "effort", "state": "answered", "number": effort}
    connection.execute(insert(answers), row)
    if held_by is not None:
        connection.execute(update(responses_table).where(responses_table.c.id == made).values(held_by=held_by))


def tag(connection: Connection, response_id: int) -> None:
    connection.execute(update(responses_table).where(responses_table.c.day_tag == TAG).values(day_tag=None))
    connection.execute(update(responses_table).where(responses_table.c.id == response_id).values(day_tag=TAG))


def falsify(connection: Connection) -> None:
    wrong = rollups_table.c.question == "effort"
    connection.execute(update(rollups_table).where(wrong).values(count=rollups_table.c.count + 1))
    connection.execute(delete(rollups_table).where(rollups_table.c.question == "resolved"))


def count_sums(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(sums_table)).scalar_one()


def point(connection: Connection, code: str) -> int:
    found = organisation.touchpoint(connection, code)
    assert found is not None
    return found.id


def scope(code: str | None = None) -> Scope:
    return Scope(date(2026, 10, 1), NEXT_YEAR, touchpoint_ids=None if code is None else POINTS[code])


POINTS = {NORTH: [1], OTHER_NORTH: [2], SOUTH: [4]}


async def shown(database: Database, scope: Scope) -> int:
    return sum(each.count for each in await database.read(counts.count_responses, scope))


async def efforts(database: Database) -> dict[str, int]:
    counted = await database.read(counts.count_answers, scope())
    return {each.cell.value: each.count for each in counted if each.cell.question == "effort"}
