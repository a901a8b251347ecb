"""Lessons that citizens' answers suggest to a unit: whom they reach, when, and what they leave as it was."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Connection, select, update

from lessons import preferences, suggesting
from lessons.course_days import PAUSE_AFTER, RECALL
from lessons.schedule import DAY
from lessons.school import enrolled
from storage import checks, deliveries, enrollments, organisation, people
from storage.database import Database
from storage.people import Person
from storage.tables import deliveries as deliveries_table
from storage.tables import enrollments as enrollments_table
from tests.storage.courses import SCHOOL, STAFF, TEN, deliver_all, enroll, sent

WHY = {"driver": "humanity", "share": 0.4, "others": 0.1, "n": 50, "first": "2026-08-10", "last": "2026-09-08"}
FRIDAY = TEN + 3 * DAY
MONTH = suggesting.SUGGESTION_LASTS


async def test_a_suggestion_reaches_the_unit_once_and_the_course_goes_on_after_it(staffed: Database) -> None:
    for _ in range(2):
        # The second replica looks on the same day.
        await staffed.run(suggest, ["journey_map"], TEN)
    contents = []
    for day in range(3):
        await deliver_all(staffed, TEN + timedelta(days=day))
        rows, _, _ = await staffed.read(sent)
        assert rows == STAFF * (day + 1)
        contents.append(await staffed.read(newest_content))
    assert contents == ["journey_map", "clients_shoes", "rule_clients_place"]
    assert not await staffed.read(may_suggest, TEN + MONTH - DAY)
    assert await staffed.read(may_suggest, TEN + MONTH)


@pytest.fixture
async def reader(database: Database) -> Person:
    """The only one of a unit, about to have the second lesson of the course."""
    await database.run(enroll, 1)
    return await database.run(people.meet, 1000, "en")


async def test_a_driver_that_stays_the_worst_brings_its_next_lesson_and_then_none(
    database: Database, reader: Person
) -> None:
    contents = []
    for month in range(3):
        await database.run(suggest, ["journey_map", "gemba"], TEN + month * MONTH)
        await deliver_all(database, TEN + month * MONTH)
        contents.append(await database.read(newest_content))
    assert contents == ["journey_map", "gemba", "clients_shoes"]


async def test_nobody_is_given_what_the_course_gave_them_lately(database: Database, reader: Person) -> None:
    await deliver_all(database, TEN)
    await database.run(suggest, ["clients_shoes", "empathy_map"], TEN + DAY)
    await deliver_all(database, TEN + DAY)
    assert await database.read(contents_of, reader) == ["clients_shoes", "empathy_map"]


async def test_a_lesson_of_long_ago_may_come_again(database: Database, reader: Person) -> None:
    await deliver_all(database, TEN)
    # Ninety days after a Tuesday is a Monday.
    later = TEN + suggesting.SAME_AGAIN_AFTER
    for moment in (later, later + DAY):
        await database.run(finish, moment)
        await database.run(suggest, ["clients_shoes"], later)
        await deliver_all(database, moment)
        expected = [] if moment == later else ["clients_shoes"]
        assert await database.read(contents_of, reader) == ["clients_shoes", *expected]


async def test_reminders_that_stopped_stay_stopped(database: Database, reader: Person) -> None:
    await deliver_all(database, TEN)
    await database.run(finish, TEN + DAY, ignored=PAUSE_AFTER - 2)
    await database.run(suggest, ["journey_map"], TEN + DAY)
    await deliver_all(database, TEN + DAY)
    assert (await database.read(enrolled, reader)).ignored == PAUSE_AFTER - 1
    # Of the lesson of the day before, when nothing had been ignored yet.
    assert [each.content for each in await database.run(deliveries.to_remind, FRIDAY, 10)] == ["clients_shoes"]
    await database.run(suggest, ["gemba"], TEN + DAY + MONTH)
    await deliver_all(database, TEN + DAY + MONTH)
    assert await database.read(contents_of, reader) == ["clients_shoes", "journey_map"]
    # Whoever looks at a lesson has what is waiting the next working day.
    await database.run(react, reader)
    await database.run(preferences.set_hour, SCHOOL, reader, 11, TEN + DAY + MONTH)
    await deliver_all(database, TEN + DAY + MONTH + timedelta(hours=1))
    assert await database.read(newest_content) == "gemba"


async def test_who_has_finished_and_changes_the_hour_still_gets_what_is_suggested(
    database: Database, reader: Person
) -> None:
    await database.run(finish, FRIDAY)
    await database.run(suggest, ["journey_map"], TEN - timedelta(hours=2))
    moved = await database.run(preferences.set_hour, SCHOOL, reader, 12, TEN - timedelta(hours=2))
    assert moved.next_due_at == TEN + timedelta(hours=2)
    await deliver_all(database, TEN + timedelta(hours=2))
    assert await database.read(contents_of, reader) == ["journey_map"]
    # And then the day of questions from memory, as before.
    assert (await database.read(enrolled, reader)).next_due_at == FRIDAY + timedelta(hours=2)


async def test_questions_from_memory_keep_their_day_and_what_is_suggested_comes_on_the_next(
    database: Database, reader: Person
) -> None:
    await database.run(finish, FRIDAY)
    await database.run(remember, reader, FRIDAY)
    await database.run(suggest, ["journey_map"], FRIDAY)
    for number in range(8):
        await deliver_all(database, FRIDAY + number * DAY)
    assert await database.read(contents_of, reader) == [RECALL, "journey_map", RECALL]
    monday = (FRIDAY + 3 * DAY).date()
    assert [each.local_date for each in await database.read(history, reader)][1] == monday


async def test_who_waits_for_questions_from_memory_still_gets_a_suggestion(staffed: Database) -> None:
    await staffed.run(finish, FRIDAY)
    await staffed.run(suggest, ["journey_map"], TEN)
    await deliver_all(staffed, TEN)
    assert await staffed.read(sent) == (STAFF, STAFF, {"journey_map"})
    # Nothing is due from memory: Friday passes, and the next one is looked at.
    await deliver_all(staffed, FRIDAY)
    assert (await staffed.read(sent))[0] == STAFF
    members = await staffed.read(enrollments.of_unit, await staffed.read(unit_id))
    assert {each.next_due_at for each in members} == {FRIDAY + timedelta(days=7)}


def suggest(connection: Connection, lessons: list[str], now: datetime) -> None:
    suggesting.suggest(connection, unit_id(connection), lessons, WHY, now, now.date())


def may_suggest(connection: Connection, now: datetime) -> bool:
    return suggesting.may_suggest(connection, unit_id(connection), now.date())


def unit_id(connection: Connection) -> int:
    return organisation.staffed_units(connection)[0].id


def finish(connection: Connection, next_due_at: datetime, ignored: int = 0) -> None:
    values = {"state": "finished", "next_due_at": next_due_at, "ignored": ignored}
    connection.execute(update(enrollments_table).values(values))


def react(connection: Connection, person: Person) -> None:
    deliveries.react(connection, enrolled(connection, person).id, date(2026, 9, 9))


def remember(connection: Connection, person: Person, due_at: datetime) -> None:
    """Something that is asked about again at a moment, and is not answered then."""
    checks.keep_card(connection, enrolled(connection, person).id, "client", {}, due_at)


def history(connection: Connection, person: Person) -> list[deliveries.Delivery]:
    return deliveries.history(connection, enrolled(connection, person).id)


def contents_of(connection: Connection, person: Person) -> list[str]:
    return [each.content for each in history(connection, person)]


def newest_content(connection: Connection) -> str:
    query = select(deliveries_table.c.content).order_by(deliveries_table.c.local_date.desc(), deliveries_table.c.id)
    content: str = connection.execute(query.limit(1)).scalar_one()
    return content
