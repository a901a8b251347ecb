"""The daily message on both databases: claimed once, in order, whatever dies and however many replicas beat."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, insert, select, update

from lessons import delivering, lateness
from lessons.messages import DAY
from storage import outbox, people
from storage.database import Database
from storage.tables import deliveries as deliveries_table
from storage.tables import enrollments as enrollments_table
from storage.tables import outbox as outbox_table
from tests.storage.courses import LEASE, SCHOOL, STAFF, TEN, deliver_all, sent


async def test_everybody_gets_one_message_however_often_the_heart_beats(staffed: Database) -> None:
    for minutes in range(0, 540, 60):
        await deliver_all(staffed, TEN + timedelta(minutes=minutes))
    assert await staffed.read(sent) == (STAFF, STAFF, {"clients_shoes"})


async def test_two_replicas_at_once_give_one_message(staffed: Database) -> None:
    await asyncio.gather(*(deliver_all(staffed, TEN) for _ in range(3)))
    assert await staffed.read(sent) == (STAFF, STAFF, {"clients_shoes"})


async def test_a_claim_that_dies_before_its_commit_leaves_nothing(staffed: Database) -> None:
    def dies(connection: Connection) -> None:
        delivering.deliver(connection, SCHOOL, TEN)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await staffed.run(dies)
    assert await staffed.read(sent) == (0, 0, set())
    await deliver_all(staffed, TEN)
    assert await staffed.read(sent) == (STAFF, STAFF, {"clients_shoes"})


async def test_a_sender_that_dies_with_lessons_in_hand_sends_none_twice(staffed: Database) -> None:
    await deliver_all(staffed, TEN)
    spread = TEN + timedelta(seconds=delivering.JITTER_SECONDS)
    claimed = await staffed.run(outbox.claim, spread, 40, LEASE, [])
    assert len(claimed) == 40
    # kill -9: the lease runs out; what may have arrived is not repeatable.
    later = await staffed.run(outbox.claim, spread + LEASE, 100, LEASE, [])
    assert not {each.id for each in later} & {each.id for each in claimed}
    assert len(later) == STAFF - 40
    assert (await staffed.read(outbox.count_uncertain, (DAY,)))[0] == 40


async def test_messages_go_out_in_the_order_of_their_moments_within_a_minute(staffed: Database) -> None:
    await deliver_all(staffed, TEN)
    claimed = await staffed.run(outbox.claim, TEN + timedelta(minutes=1), STAFF, LEASE, [])
    moments = await staffed.read(moments_of)
    order = [moments[each.id] for each in claimed]
    assert order == sorted(order)
    assert len(set(order)) > 20
    assert order[-1] - order[0] < timedelta(minutes=1)


async def test_after_an_outage_those_come_first_whose_hour_was_first(staffed: Database) -> None:
    await staffed.run(move_every_other_to_omsk)
    await deliver_all(staffed, TEN + timedelta(minutes=30))
    claimed = await staffed.run(outbox.claim, TEN + timedelta(minutes=30), STAFF, LEASE, [])
    assert [each.chat_id % 2 for each in claimed] == [1] * (STAFF // 2) + [0] * (STAFF // 2)


def move_every_other_to_omsk(connection: Connection) -> None:
    """Three hours ahead of Moscow: theirs was the day's hour three hours ago."""
    odd = enrollments_table.c.id % 2 == 0
    earlier = TEN - timedelta(hours=3)
    connection.execute(update(enrollments_table).where(odd).values(zone="Asia/Omsk", next_due_at=earlier))


def moments_of(connection: Connection) -> dict[int, datetime]:
    return {row.id: row.not_before for row in connection.execute(select(outbox_table.c.id, outbox_table.c.not_before))}


async def test_who_blocked_or_stopped_the_bot_is_passed_over_and_served_on_return(staffed: Database) -> None:
    await staffed.run(people.set_active, 1000, False)
    await deliver_all(staffed, TEN)
    assert (await staffed.read(sent))[0] == STAFF - 1
    await staffed.run(people.set_active, 1000, True)
    await deliver_all(staffed, TEN + timedelta(hours=2))
    assert (await staffed.read(sent))[0] == STAFF


async def test_what_was_not_sent_in_its_hours_is_taken_back(staffed: Database) -> None:
    await deliver_all(staffed, TEN)
    night = TEN + timedelta(hours=9, minutes=1)
    assert await staffed.run(lateness.take_back, SCHOOL, night) == STAFF
    assert (await staffed.read(sent))[0] == 0
    tomorrow = TEN + timedelta(days=1)
    await deliver_all(staffed, tomorrow)
    assert (await staffed.read(sent))[2] == {"clients_shoes"}
    assert await staffed.run(lateness.take_back, SCHOOL, tomorrow + timedelta(minutes=5)) == 0


async def test_a_pause_that_was_asked_for_meanwhile_stays(staffed: Database) -> None:
    await deliver_all(staffed, TEN)
    await staffed.run(pause_everybody)
    await staffed.run(lateness.take_back, SCHOOL, TEN + timedelta(hours=10))
    await deliver_all(staffed, TEN + timedelta(days=1))
    assert (await staffed.read(sent))[0] == 0


def pause_everybody(connection: Connection) -> None:
    connection.execute(update(enrollments_table).values(state="paused", next_due_at=None))


async def test_the_row_of_a_date_can_not_be_inserted_twice(staffed: Database) -> None:
    def twice(connection: Connection) -> None:
        for _ in range(2):
            connection.execute(
                insert(deliveries_table).values(
                    enrollment_id=1, local_date=TEN.date(), kind="slot", content="gemba", until=TEN
                )
            )

    with pytest.raises(Exception, match=r"(?i)unique"):
        await staffed.run(twice)
