"""What people do on their course is a reaction to its newest message; who is paused or away is left alone."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Connection

from lessons import delivering, preferences
from lessons.messages import DAY, REMINDER
from lessons.school import enrolled
from storage import deliveries, enrollments, outbox, people, practice
from storage.database import Database
from storage.people import Person
from tests.storage.courses import LEASE, SCHOOL, TEN, deliver_all, enroll

FOUR_HOURS_LATER = TEN + delivering.REMINDER_AFTER


@pytest.fixture
async def reader(database: Database) -> Person:
    """Somebody who has today's lesson."""
    await database.run(enroll, 1)
    person = await database.run(people.meet, 1000, "en")
    await deliver_all(database, TEN)
    return person


def change(connection: Connection, person: Person, /, **values: object) -> None:
    enrollments.change(connection, enrolled(connection, person).id, **values)


def asked_to_pause(connection: Connection, person: Person) -> None:
    preferences.pause(connection, person, TEN)


def asked_for_a_vacation(connection: Connection, person: Person) -> None:
    preferences.be_absent(connection, SCHOOL, person, date(2026, 9, 14), date(2026, 9, 20), TEN)


def asked_to_go_on(connection: Connection, person: Person) -> None:
    preferences.resume(connection, SCHOOL, person, TEN)


@pytest.mark.parametrize("word", [asked_to_pause, asked_for_a_vacation, asked_to_go_on])
async def test_a_word_about_the_course_is_a_reaction_to_its_message(
    database: Database, reader: Person, word: Callable[[Connection, Person], None]
) -> None:
    await database.run(word, reader)
    enrollment = await database.read(enrolled, reader)
    newest = await database.read(deliveries.last, enrollment.id)
    assert newest is not None
    assert newest.reacted_on == date(2026, 9, 8)
    assert await database.run(delivering.remind, FOUR_HOURS_LATER) == 0


async def test_nobody_who_is_paused_or_away_is_reminded(database: Database, reader: Person) -> None:
    today = date(2026, 9, 8)
    enrollment = await database.read(enrolled, reader)
    await database.run(change, reader, state="paused")
    assert await database.run(deliveries.to_remind, FOUR_HOURS_LATER, 1) == []
    await database.run(change, reader, state="active")
    await database.run(enrollments.add_absence, enrollment.id, today, today)
    assert await database.run(deliveries.to_remind, FOUR_HOURS_LATER, 1) == []
    await database.run(enrollments.end_absences, enrollment.id, today, today - timedelta(days=1))
    assert await database.run(delivering.remind, FOUR_HOURS_LATER) == 1


async def test_a_lesson_that_comes_late_is_not_followed_by_its_reminder_at_once(database: Database) -> None:
    await database.run(enroll, 1)
    late = TEN + timedelta(hours=4, minutes=30)
    await deliver_all(database, late)
    await database.run(send_all, late)
    assert await database.run(delivering.remind, late) == 0
    assert await database.run(delivering.remind, late + delivering.REMINDER_AFTER) == 1
    assert await database.run(send_all, late + delivering.REMINDER_AFTER) == [REMINDER]


async def test_what_could_not_be_sent_is_not_reminded_of(database: Database, reader: Person) -> None:
    await database.run(delivering.remind, FOUR_HOURS_LATER)
    # Telegram is back: the lesson comes by itself.
    assert await database.run(send_all, FOUR_HOURS_LATER) == [DAY]
    await database.run(delivering.remind, FOUR_HOURS_LATER + delivering.REMINDER_AFTER)
    assert await database.run(send_all, FOUR_HOURS_LATER + delivering.REMINDER_AFTER) == [REMINDER]


def send_all(connection: Connection, now: datetime) -> list[str]:
    """The kinds of messages that are sent now."""
    found = outbox.claim(connection, now + timedelta(minutes=1), 10, LEASE, [])
    for each in found:
        outbox.mark_sent(connection, each.id)
    return [each.kind for each in found]


async def test_a_vacation_takes_the_place_of_a_pause_without_an_end(database: Database, reader: Person) -> None:
    await database.run(change, reader, state="paused", ignored=5)
    await database.run(asked_for_a_vacation, reader)
    enrollment = await database.read(enrolled, reader)
    assert (enrollment.state, enrollment.ignored) == ("active", 0)
    assert enrollment.next_due_at == TEN + timedelta(days=1)


async def test_reports_without_a_lesson_are_kept_once_a_day(database: Database, reader: Person) -> None:
    def report(connection: Connection) -> int:
        for lesson, line in ((None, None), (None, None), ("gemba", None), ("gemba", "went there"), ("gemba", None)):
            practice.report(connection, 1, lesson, TEN.date(), line)
        return practice.count(connection, 1)

    assert await database.run(report) == 2
    assert [each.line for each in await database.read(practice.reports, 1, 10)] == ["went there", None]
