"""Groups and sums are recounted, put together, and changed by replicas at once."""

import asyncio
from datetime import timedelta

from storage import integrity, releases, sums
from storage.cells import Cell
from storage.database import Database
from storage.releases import Node
from storage.sums import Amount
from surveys import recounting, releasing
from surveys.catalog_files import load_catalog
from surveys.organisation import read_organisation
from surveys.publishing import load_organisation
from surveys.recounting import Difference
from tests.conversations.clock import MovableClock
from tests.postgresql import copy_of
from tests.recounting import rebuild, recount
from tests.storage.released import (
    EXAMPLE,
    MONDAY,
    NORTH,
    SOUTH,
    VERSIONS,
    answer,
    count_shown,
    count_sums,
    efforts,
    falsify,
    filled,
    is_anybody_waiting,
    leave,
)

# A fixture, found by its name.
__all__ = ["filled"]


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
