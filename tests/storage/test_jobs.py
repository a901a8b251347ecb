"""Requests wait once, are claimed by one worker, and come back when it dies."""

from datetime import UTC, datetime, timedelta

import pytest

from storage import jobs, people
from storage.database import Database

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LEASE = timedelta(minutes=10)


@pytest.fixture
async def person_id(database: Database) -> int:
    return (await database.run(people.meet, 501, "en")).id


async def test_the_same_request_waits_once_and_a_person_has_so_many_at_the_most(
    database: Database, person_id: int
) -> None:
    taken = [await database.run(jobs.put, person_id, "summary", {"n": n}, NOW) for n in (1, 1, 2, 3, 4)]
    assert taken == [True, False, True, True, False]


async def test_a_request_may_be_made_again_once_it_is_finished(database: Database, person_id: int) -> None:
    await database.run(jobs.put, person_id, "summary", {}, NOW)
    job = await database.run(jobs.claim, NOW, LEASE)
    assert job is not None
    await database.run(jobs.finish, job.id)
    assert await database.run(jobs.put, person_id, "summary", {}, NOW)


async def test_a_claimed_request_is_nobody_elses_until_its_lease_ends(database: Database, person_id: int) -> None:
    await database.run(jobs.put, person_id, "summary", {"n": 1}, NOW)
    first = await database.run(jobs.claim, NOW, LEASE)
    assert (first and (first.kind, first.payload, first.attempts, first.chat_id)) == ("summary", {"n": 1}, 0, 501)
    assert await database.run(jobs.claim, NOW + LEASE / 2, LEASE) is None
    again = await database.run(jobs.claim, NOW + LEASE, LEASE)
    assert again is not None
    assert again.attempts == 1


async def test_the_request_that_waited_longest_comes_first(database: Database, person_id: int) -> None:
    for minute in (2, 0, 1):
        await database.run(jobs.put, person_id, "summary", {"n": minute}, NOW + timedelta(minutes=minute))
    claimed = [await database.run(jobs.claim, NOW + LEASE, LEASE) for _ in range(3)]
    assert [job.payload["n"] for job in claimed if job] == [0, 1, 2]


async def test_with_the_person_their_requests_are_forgotten(database: Database, person_id: int) -> None:
    await database.run(jobs.put, person_id, "summary", {}, NOW)
    person = await database.run(people.find, 501)
    assert person is not None
    await database.run(people.forget, person)
    assert await database.run(jobs.claim, NOW, LEASE) is None
