"""kill -9 in the middle of a morning's lessons: nobody gets one twice or none, and what is uncertain is known."""

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Connection, func, select

from bot.sandbox.client import Telegram
from bot.sandbox.world import World
from lessons import delivering
from lessons.live_catalog import LiveCatalog
from lessons.messages import DAY
from lessons.school import School
from storage import enrollments, organisation, outbox, people
from storage.clock import system_clock
from storage.database import Database
from storage.tables import deliveries as deliveries_table
from storage.tables import enrollments as enrollments_table
from storage.tables import outbox as outbox_table
from storage.tables import people as people_table
from tests.acceptance.killing import Killer

SEED = 1
# Each kill loses at most two claims of a hundred, one being sent and one being made: enough are left for the next.
STAFF = 700
KILLS = 3
LEASE = timedelta(minutes=2)
# Where the sender has nothing left to do, the world stands still for so long.
QUIET_SECONDS = 3.0
# Fifty people are claimed in 10 to 30 ms: a life of up to so long leaves enough of them for the next ones.
MANY_STAFF = 2500
CLAIMING_SECONDS = 0.1
KILLS_OF_CLAIMS = 4
GLANCE_SECONDS = 0.005


@pytest.mark.timeout(240)
async def test_no_lesson_comes_twice(
    tmp_path: Path, polling: dict[str, str], telegram: Telegram, database_url: str
) -> None:
    database, now = Database(database_url), system_clock()
    try:
        await deliver_and_kill(tmp_path, polling, telegram, database, now)
    finally:
        await database.dispose()


async def deliver_and_kill(
    folder: Path, polling: dict[str, str], telegram: Telegram, database: Database, now: datetime
) -> None:
    chats = [started(telegram, number) for number in range(STAFF)]
    await database.run(enroll, chats, now)
    # As if the heartbeat had claimed them two minutes ago: all that is left is to send.
    school = School(LiveCatalog(), lambda _: True)
    while await database.run(delivering.deliver, school, now - timedelta(minutes=2)):
        pass
    settings = {**polling, "HEARTBEAT_SECONDS": "0.2"}
    async with Killer(folder, settings, telegram.world, Random(SEED)) as killer:
        for _ in range(KILLS):
            await killer.kill_and_restart()
        await quiet(telegram.world)
    got = {chat: len(telegram.world.people[chat].messages) for chat in chats}
    states = await database.read(states_by_chat)
    assert max(got.values()) == 1
    assert all(got[chat] == 1 for chat, state in states.items() if state == "sent")
    assert set(states.values()) <= {"sent", "sending"}
    # What the killed ones had in hand is never sent again: it may have arrived.
    in_hand = Counter(states.values())["sending"]
    assert await database.run(outbox.claim, system_clock() + LEASE, STAFF, LEASE, []) == []
    assert (await database.read(outbox.count_uncertain, (DAY,)))[0] == in_hand


@pytest.mark.timeout(240)
async def test_a_claim_that_is_killed_is_made_whole_or_not_at_all(
    tmp_path: Path, polling: dict[str, str], telegram: Telegram, database_url: str
) -> None:
    database = Database(database_url)
    try:
        await claim_and_kill(tmp_path, polling, telegram, database)
        assert await database.read(claims_are_whole) == MANY_STAFF
    finally:
        await database.dispose()


async def claim_and_kill(folder: Path, polling: dict[str, str], telegram: Telegram, database: Database) -> None:
    chats = [started(telegram, number) for number in range(MANY_STAFF)]
    await database.run(enroll, chats, system_clock())
    settings = {**polling, "HEARTBEAT_SECONDS": "0.2"}
    claimed = 0
    async with Killer(folder, settings, telegram.world, Random(SEED)) as killer:
        for _ in range(KILLS_OF_CLAIMS):
            await more_turns_than(claimed, database)
            await killer.kill_soon_and_restart(CLAIMING_SECONDS)
            claimed = await database.read(claims_are_whole)
            # It was killed in the middle: some had their turn, and some not.
            assert 0 < claimed < MANY_STAFF
        await more_turns_than(MANY_STAFF - 1, database)


async def more_turns_than(count: int, database: Database) -> None:
    had = 0
    while had <= count:
        await asyncio.sleep(GLANCE_SECONDS)
        had = await database.read(turns)


def turns(connection: Connection) -> int:
    """How many people have had their turn, at a glance."""
    return connection.execute(select(func.count()).where(enrollments_table.c.position == 2)).scalar_one()


def claims_are_whole(connection: Connection) -> int:
    """How many people have had their turn; fails where a turn left its traces in one table and not in the others."""
    rows = connection.execute(
        select(
            enrollments_table.c.position, func.count(deliveries_table.c.id.distinct()), func.count(outbox_table.c.id)
        )
        .outerjoin(deliveries_table, deliveries_table.c.enrollment_id == enrollments_table.c.id)
        .outerjoin(outbox_table, outbox_table.c.person_id == enrollments_table.c.person_id)
        .group_by(enrollments_table.c.id)
    ).all()
    assert {tuple(row) for row in rows} <= {(1, 0, 0), (2, 1, 1)}
    return sum(row.position == 2 for row in rows)


def started(telegram: Telegram, number: int) -> int:
    person = telegram.person(f"Member {number}", "en").person
    person.has_started = True
    return person.id


def enroll(connection: Connection, chats: list[int], now: datetime) -> None:
    """All of them want their lesson at the hour that it is now, somewhere."""
    unit_id = organisation.staffed_units(connection)[0].id
    values = {
        "shown_name": "Member",
        "state": "active",
        "course": "standard",
        "position": 1,
        "hour": 10,
        "zone": zone_where_it_is_eleven(now),
        "days_off": "",
        "ignored": 0,
        "joined_on": now.date(),
        "next_due_at": now - timedelta(minutes=5),
    }
    for chat in chats:
        enrollments.begin(connection, people.meet(connection, chat, "en").id, unit_id, values)


def zone_where_it_is_eleven(now: datetime) -> str:
    ahead = 11 - now.astimezone(UTC).hour
    # The signs of these names are those of POSIX: west is positive.
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"


def states_by_chat(connection: Connection) -> dict[int, str]:
    """What became of each person's message."""
    query = select(people_table.c.chat_id, outbox_table.c.state).join(outbox_table)
    return {row.chat_id: row.state for row in connection.execute(query)}


async def quiet(world: World) -> None:
    """Return when no message has come for a while; polls go on and are no sign of life."""
    arrived = -1
    while arrived != (now := sum(len(person.messages) for person in world.people.values())):
        arrived = now
        await asyncio.sleep(QUIET_SECONDS)
