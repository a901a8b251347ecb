"""The outbox: one row a message and recipient, leased, sent once."""

from datetime import UTC, datetime, timedelta

import pytest

from storage import outbox, people
from storage.database import Database
from storage.outbox import Due

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LEASE = timedelta(minutes=2)


@pytest.fixture
async def person_id(database: Database) -> int:
    return (await database.run(people.meet, 501, "en")).id


async def put(database: Database, person_id: int, key: str = "key", minutes: int = 0) -> bool:
    not_before = NOW + timedelta(minutes=minutes)
    return await database.run(outbox.put, person_id, "alert", {"key": key}, key, not_before)


async def claim(database: Database, now: datetime = NOW, repeatable: tuple[str, ...] = ()) -> list[Due]:
    return await database.run(outbox.claim, now, 10, LEASE, repeatable)


async def test_an_event_reaches_a_recipient_once(database: Database, person_id: int) -> None:
    assert [await put(database, person_id) for _ in range(2)] == [True, False]
    due = await claim(database)
    assert [(each.chat_id, each.payload) for each in due] == [(501, {"key": "key"})]
    await database.run(outbox.mark_sent, due[0].id)
    assert not await put(database, person_id)
    assert await claim(database, NOW + timedelta(days=1)) == []


async def test_what_is_due_comes_in_order_and_not_before_its_time(database: Database, person_id: int) -> None:
    for minutes in (2, 1, 60):
        await put(database, person_id, f"in {minutes}", minutes)
    due = await claim(database, NOW + timedelta(minutes=2))
    assert [each.payload["key"] for each in due] == ["in 1", "in 2"]


async def test_what_one_sender_has_in_hand_no_other_gets(database: Database, person_id: int) -> None:
    await put(database, person_id)
    assert len(await claim(database)) == 1
    assert await claim(database) == []


async def test_a_message_in_the_hand_of_a_sender_that_died_is_uncertain(database: Database, person_id: int) -> None:
    await put(database, person_id)
    await claim(database)
    assert await claim(database, NOW + LEASE) == []
    assert await claim(database, NOW + timedelta(days=1), repeatable=("alert",)) == []


async def test_one_that_may_arrive_twice_is_sent_again(database: Database, person_id: int) -> None:
    await put(database, person_id)
    await claim(database)
    assert [each.attempts for each in await claim(database, NOW + LEASE, repeatable=("alert",))] == [1]


async def test_a_postponed_message_comes_again(database: Database, person_id: int) -> None:
    await put(database, person_id)
    due = await claim(database)
    await database.run(outbox.postpone, due[0].id, NOW + timedelta(minutes=5))
    assert await claim(database, NOW + timedelta(minutes=4)) == []
    assert len(await claim(database, NOW + timedelta(minutes=5))) == 1


async def test_nothing_goes_to_those_who_blocked_the_bot_until_they_are_back(
    database: Database, person_id: int
) -> None:
    await put(database, person_id)
    await database.run(people.set_active, 501, False)
    assert await claim(database) == []
    await database.run(people.set_active, 501, True)
    assert len(await claim(database)) == 1


async def test_after_stop_what_was_about_to_be_said_is_not_said(database: Database, person_id: int) -> None:
    await put(database, person_id)
    await database.run(outbox.cancel_for, person_id)
    assert await claim(database) == []
    assert await database.run(outbox.count_for, person_id) == 0


async def test_of_some_kinds_only_those_are_not_said(database: Database, person_id: int) -> None:
    await put(database, person_id)
    await database.run(outbox.put, person_id, "lesson", {}, "lesson", NOW)
    await database.run(outbox.put, person_id, "lesson", {}, "asked for", NOW, sealed=True)
    await database.run(outbox.cancel_for, person_id, ("lesson",))
    assert [each.payload for each in await claim(database)] == [{"key": "key"}, {}]


async def test_what_had_no_turn_is_put_back_as_if_never_claimed(database: Database, person_id: int) -> None:
    for key in ("sent", "waits"):
        await put(database, person_id, key)
    sent, waits = await claim(database)
    await database.run(outbox.mark_sent, sent.id)
    await database.run(outbox.put_back, [sent.id, waits.id], NOW)
    assert await claim(database) == [waits]


async def test_what_is_old_is_purged_though_it_waits(database: Database, person_id: int) -> None:
    await put(database, person_id, "waits")
    await put(database, person_id, "sent", minutes=-1)
    sent, _ = await claim(database)
    await database.run(outbox.mark_sent, sent.id)
    await database.run(people.set_active, 501, False)
    assert await database.run(outbox.purge, NOW) == 1
    assert await database.run(outbox.purge, NOW + timedelta(seconds=1)) == 1
