"""Two replicas on one PostgreSQL: whichever gets an update, and if both do, it counts once."""

import asyncio
from collections.abc import AsyncIterator
from random import Random

import pytest
from sqlalchemy import Connection, func, select

from bot.composition import Program
from bot.intake.outcome import RawUpdate
from storage import people, responses
from storage.database import Database
from storage.tables import answers, processed_updates
from storage.tables import responses as responses_table
from surveys.answering import Answering
from surveys.versions import Versions
from tests.conversations.silent import silent_bot, update_of
from tests.databases import with_example
from tests.postgresql import empty_database

PEOPLE = range(501, 541)
BATCH = 7


@pytest.fixture
async def replicas(postgresql: str) -> AsyncIterator[tuple[Program, Program]]:
    url = await with_example(await empty_database(postgresql))
    async with silent_bot(url) as first, silent_bot(url) as second:
        yield first, second


async def test_people_answer_at_both_and_every_update_comes_to_both(replicas: tuple[Program, Program]) -> None:
    random, numbers = Random(1), iter(range(1, 10_000))
    for act in ("/start p_north-certificates", "a:{r}:0:yes", "a:{r}:1:6", "m:{r}:2:f"):
        opened = await replicas[0].ground.database.run(open_responses)
        updates = [update_of(next(numbers), person, act.format(r=opened.get(person))) for person in PEOPLE]
        await asyncio.gather(*(apply_in_some_order(replica, updates, random) for replica in replicas))
    database: Database = replicas[0].ground.database
    assert await database.read(stored) == (len(PEOPLE), len(PEOPLE) * 2, len(PEOPLE) * 4)


async def test_two_first_updates_of_people_at_both_are_applied_and_open_one_response(
    replicas: tuple[Program, Program],
) -> None:
    batches = [
        [update_of(first + place, person, "/start p_north-certificates") for place, person in enumerate(PEOPLE)]
        for first in (1, 1001)
    ]
    outcomes = await asyncio.gather(*(replica.apply(batch) for replica, batch in zip(replicas, batches, strict=True)))
    assert {outcome.result for batch in outcomes for outcome in batch} == {"applied"}
    assert len(await replicas[0].ground.database.run(open_responses)) == len(PEOPLE)


async def test_whoever_opens_a_response_second_goes_on_with_the_first(replicas: tuple[Program, Program]) -> None:
    databases = [replica.ground.database for replica in replicas]
    met = [await databases[0].run(people.meet, chat_id, "en") for chat_id in PEOPLE]
    answering, now = Answering(Versions()), replicas[0].ground.clock()
    # Without the batch, which would keep the second from the person until the first is done.
    begun = [each.run(answering.begin, person, "north-certificates", now) for person in met for each in databases]
    steps = await asyncio.gather(*begun)
    assert len({step.response_id for step in steps}) == len(PEOPLE)


async def apply_in_some_order(replica: Program, updates: list[RawUpdate], random: Random) -> None:
    shuffled = random.sample(updates, len(updates))
    for start in range(0, len(shuffled), BATCH):
        await replica.apply(shuffled[start : start + BATCH])


def open_responses(connection: Connection) -> dict[int, int]:
    """The open response of each person, by chat."""
    known = people.known(connection, PEOPLE).values()
    opened = {person.chat_id: responses.latest(connection, person.id) for person in known}
    return {chat_id: response.id for chat_id, response in opened.items() if response}


def stored(connection: Connection) -> tuple[int, int, int]:
    """How many complete responses, answers given and updates there are."""
    complete = select(func.count()).where(responses_table.c.state == "complete")
    given = select(func.count()).where(answers.c.state == "answered")
    updates = select(func.count()).select_from(processed_updates)
    first, second, third = (connection.execute(query).scalar_one() for query in (complete, given, updates))
    return first, second, third
