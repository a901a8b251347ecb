"""The daily message on both databases: claimed once, in order, whatever dies and however many replicas beat."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, insert, select, update

from lessons import delivering, lateness, pacing
from lessons.messages import DAY
from storage import deliveries, outbox, people
from storage.database import Database
from storage.tables import deliveries as deliveries_table
from storage.tables import enrollments as enrollments_table
from storage.tables import outbox as outbox_table
from tests.storage.courses import LEASE, SCHOOL, STAFF, TEN, deliver_all, enroll, sent


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


@pytest.mark.parametrize("is_claimed_in_time", [False, True])
async def test_after_an_outage_those_come_first_whose_working_hours_end_first(
    staffed: Database, is_claimed_in_time: bool
) -> None:
    # Wanted at 18:00 in Kamchatka, which is 09:00 in Moscow, and at 09:00 in Omsk, which is 06:00 in Moscow.
    await staffed.run(move_half_to_kamchatka_and_half_to_omsk)
    for hours in (-4, -1) if is_claimed_in_time else (-1,):
        await deliver_all(staffed, TEN + timedelta(hours=hours, minutes=30))
    half_past_nine = TEN - timedelta(minutes=30)
    claimed = await staffed.run(outbox.claim, half_past_nine, STAFF, LEASE, [])
    assert [each.chat_id % 2 for each in claimed] == [1] * (STAFF // 2) + [0] * (STAFF // 2)


def move_half_to_kamchatka_and_half_to_omsk(connection: Connection) -> None:
    for rest, zone, hour, earlier in ((0, "Asia/Kamchatka", 18, 1), (1, "Asia/Omsk", 9, 4)):
        theirs = enrollments_table.c.id % 2 == rest
        due = {"zone": zone, "hour": hour, "next_due_at": TEN - timedelta(hours=earlier)}
        connection.execute(update(enrollments_table).where(theirs).values(due))


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
    # Taps wait for a batch, not for all of them.
    batches = [await staffed.run(lateness.take_back, SCHOOL, night) for _ in range(3)]
    assert batches == [delivering.AT_ONCE, STAFF - delivering.AT_ONCE, 0]
    assert (await staffed.read(sent))[0] == 0
    tomorrow = TEN + timedelta(days=1)
    await deliver_all(staffed, tomorrow)
    assert (await staffed.read(sent))[2] == {"clients_shoes"}
    assert await staffed.run(lateness.take_back, SCHOOL, tomorrow + timedelta(minutes=5)) == 0


async def test_a_pause_that_was_asked_for_meanwhile_stays(staffed: Database) -> None:
    await deliver_all(staffed, TEN)
    await staffed.run(pause_everybody)
    while await staffed.run(lateness.take_back, SCHOOL, TEN + timedelta(hours=10)):
        pass
    await deliver_all(staffed, TEN + timedelta(days=1))
    assert (await staffed.read(sent))[0] == 0


async def test_who_reacts_to_an_older_card_during_an_outage_has_not_ignored_it(database: Database) -> None:
    await database.run(enroll, 1)
    enrollment_id = await database.read(only_id)
    await deliver_all(database, TEN)
    spread = TEN + timedelta(seconds=delivering.JITTER_SECONDS)
    for due in await database.run(outbox.claim, spread, 1, LEASE, []):
        await database.run(outbox.mark_sent, due.id)
    tomorrow = TEN + timedelta(days=1)
    await deliver_all(database, tomorrow)
    # The second does not come; the person taps on the first.
    await database.run(deliveries.react, enrollment_id, tomorrow.date())
    assert await database.run(lateness.take_back, SCHOOL, tomorrow + timedelta(hours=10)) == 1
    last = await database.read(deliveries.last, enrollment_id)
    assert last is not None
    assert (last.local_date, last.reacted_on) == (TEN.date(), tomorrow.date())


def only_id(connection: Connection) -> int:
    found: int = connection.execute(select(enrollments_table.c.id)).scalar_one()
    return found


def pause_everybody(connection: Connection) -> None:
    connection.execute(update(enrollments_table).values(state="paused", next_due_at=None))


async def test_moments_of_a_wrong_clock_are_set_right_in_batches(staffed: Database) -> None:
    wrong = TEN + timedelta(days=1000)
    await staffed.run(set_due, wrong)
    half = await staffed.run(pacing.set_right, SCHOOL, TEN)
    assert half is not None
    assert set(await staffed.read(due_moments)) == {TEN, wrong}
    last = await staffed.run(pacing.set_right, SCHOOL, TEN, half)
    assert last is not None
    assert await staffed.run(pacing.set_right, SCHOOL, TEN, last) is None
    assert set(await staffed.read(due_moments)) == {TEN}


def set_due(connection: Connection, moment: datetime) -> None:
    connection.execute(update(enrollments_table).values(next_due_at=moment))


def due_moments(connection: Connection) -> list[datetime]:
    return list(connection.execute(select(enrollments_table.c.next_due_at)).scalars())


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
