"""Whoever leaves a course takes along what was noted in it, and nothing that is not of it."""

from datetime import date, timedelta

from sqlalchemy import Connection

from lessons import enrolling
from storage import deliveries, enrollments, outbox, people, practice
from storage.database import Database
from tests.storage.courses import LEASE, STAFF, TEN, deliver_all, enroll


async def test_who_leaves_the_course_still_hears_what_is_not_of_it(staffed: Database) -> None:
    await deliver_all(staffed, TEN)
    await staffed.run(leave_with_an_alert)
    due = await staffed.run(outbox.claim, TEN + timedelta(hours=1), STAFF * 2, LEASE, ())
    assert [each.kind for each in due if each.chat_id == 1000] == ["alert"]


def leave_with_an_alert(connection: Connection) -> None:
    person = people.meet(connection, 1000, "en")
    outbox.put(connection, person.id, "alert", {}, "alert", TEN)
    enrolling.leave(connection, person)


async def test_the_messages_of_who_left_never_take_the_keys_of_others(database: Database) -> None:
    before = await database.run(begin_and_leave)
    after = await database.run(begin_and_leave)
    assert not before & after


def begin_and_leave(connection: Connection) -> set[tuple[str, int | None]]:
    """The ids from which keys of the outbox are made, of somebody who joins and leaves."""
    enroll(connection, 1)
    person = people.meet(connection, 1000, "en")
    mine = enrollments.of(connection, person.id)
    assert mine is not None
    plan = practice.plan(connection, mine.id, "clients_shoes", TEN)
    delivery = deliveries.put(connection, mine.id, date(2026, 9, 8), "slot", "clients_shoes", TEN)
    enrolling.leave(connection, person)
    return {("enrollment", mine.id), ("plan", plan), ("delivery", delivery)}
