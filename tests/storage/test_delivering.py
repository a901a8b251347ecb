"""The daily message on both databases: claimed once, in order, whatever dies and however many replicas beat."""

import asyncio
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, func, insert, select, update

from lessons import delivering, enrolling, lateness, preferences, suggesting
from lessons.live_catalog import LiveCatalog
from lessons.messages import DAY
from lessons.school import School, enrolled
from lessons.working_days import WorkingDays
from storage import deliveries, enrollments, organisation, outbox, people, practice, staff_invitations
from storage.database import Database
from storage.people import Person
from storage.tables import deliveries as deliveries_table
from storage.tables import enrollments as enrollments_table
from storage.tables import outbox as outbox_table
from storage.tables import units as units_table

SCHOOL = School(LiveCatalog(), WorkingDays().calendar())
MOSCOW = ZoneInfo("Europe/Moscow")
# A Tuesday.
TEN = datetime(2026, 9, 8, 10, tzinfo=MOSCOW).astimezone(UTC)
STAFF = 70
LEASE = timedelta(minutes=2)
FOUR_HOURS_LATER = TEN + delivering.REMINDER_AFTER


@pytest.fixture
async def staffed(database: Database) -> Database:
    """A unit with so many people on course, who all want their lesson at ten."""
    await database.run(enroll, STAFF)
    return database


def enroll(connection: Connection, count: int) -> None:
    organisation.keep(connection, {"ru": "Центр", "en": "Centre"}, "Europe/Moscow")
    unit_id = organisation.keep_unit(connection, "north", {"ru": "Север", "en": "North"})
    for number in range(count):
        person = people.meet(connection, 1000 + number, "en")
        values = {
            "shown_name": f"Person {number}",
            "state": "active",
            "course": "standard",
            "position": 1,
            "hour": 10,
            "days_off": "",
            "ignored": 0,
            "joined_on": date(2026, 9, 7),
            "next_due_at": TEN,
        }
        enrollments.begin(connection, person.id, unit_id, values)


async def deliver_all(database: Database, now: datetime) -> None:
    while await database.run(delivering.deliver, SCHOOL, now):
        pass


def sent(connection: Connection) -> tuple[int, int, set[str]]:
    """Daily messages, outbox rows, and the lessons among them."""
    contents = set(connection.execute(select(deliveries_table.c.content)).scalars())
    rows = connection.execute(select(func.count()).select_from(deliveries_table)).scalar_one()
    waiting = connection.execute(select(func.count()).select_from(outbox_table)).scalar_one()
    return rows, waiting, contents


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


async def test_a_suggestion_reaches_the_unit_once_and_the_course_goes_on_after_it(staffed: Database) -> None:
    unit_id = (await staffed.read(organisation.staffed_units))[0].id
    why = {"driver": "humanity", "share": 0.4, "others": 0.1, "n": 50, "weeks": 4}
    for _ in range(2):
        # The second replica looks on the same day.
        await staffed.run(suggesting.suggest, unit_id, "humanity", "journey_map", why, TEN, TEN.date())
    contents = []
    for day in range(3):
        await deliver_all(staffed, TEN + timedelta(days=day))
        rows, _, _ = await staffed.read(sent)
        assert rows == STAFF * (day + 1)
        contents.append(await staffed.read(newest_content))
    assert contents == ["journey_map", "clients_shoes", "rule_clients_place"]
    assert not await staffed.read(suggesting.may_suggest, unit_id, TEN.date() + timedelta(days=27))
    assert await staffed.read(suggesting.may_suggest, unit_id, TEN.date() + timedelta(days=28))


def newest_content(connection: Connection) -> str:
    query = select(deliveries_table.c.content).order_by(deliveries_table.c.local_date.desc(), deliveries_table.c.id)
    content: str = connection.execute(query.limit(1)).scalar_one()
    return content


async def test_a_link_is_used_as_often_as_it_says_even_at_once(staffed: Database) -> None:
    unit_id = (await staffed.read(organisation.staffed_units))[0].id
    token = await staffed.run(staff_invitations.invite, unit_id, 3, TEN + timedelta(days=7))
    used = await asyncio.gather(*(staffed.run(staff_invitations.use, token, TEN) for _ in range(8)))
    assert used.count(unit_id) == 3
    assert await staffed.run(staff_invitations.purge, TEN) == 1


async def test_links_of_a_closed_unit_are_of_no_use(staffed: Database) -> None:
    unit_id = (await staffed.read(organisation.staffed_units))[0].id
    token = await staffed.run(staff_invitations.invite, unit_id, 3, TEN + timedelta(days=7))
    assert await staffed.read(staff_invitations.unit_of, token, TEN) == unit_id
    await staffed.run(close_units)
    assert await staffed.read(staff_invitations.unit_of, token, TEN) is None
    assert await staffed.run(staff_invitations.use, token, TEN) is None
    assert await staffed.run(staff_invitations.purge, TEN) == 1


def close_units(connection: Connection) -> None:
    connection.execute(update(units_table).values(closed=True))


async def test_reports_without_a_lesson_are_kept_once_a_day(staffed: Database) -> None:
    def report(connection: Connection) -> int:
        for lesson, line in ((None, None), (None, None), ("gemba", None), ("gemba", "went there"), ("gemba", None)):
            practice.report(connection, 1, lesson, TEN.date(), line)
        return practice.count(connection, 1)

    assert await staffed.run(report) == 2
    assert [each.line for each in await staffed.read(practice.reports, 1, 10)] == ["went there", None]


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


async def test_who_waits_for_questions_from_memory_still_gets_a_suggestion(staffed: Database) -> None:
    def finish(connection: Connection) -> None:
        friday = TEN + timedelta(days=3)
        connection.execute(update(enrollments_table).values(state="finished", next_due_at=friday))

    await staffed.run(finish)
    unit_id = (await staffed.read(organisation.staffed_units))[0].id
    why = {"driver": "humanity", "share": 0.4, "others": 0.1, "n": 50, "weeks": 4}
    await staffed.run(suggesting.suggest, unit_id, "humanity", "journey_map", why, TEN, TEN.date())
    await deliver_all(staffed, TEN)
    assert await staffed.read(sent) == (STAFF, STAFF, {"journey_map"})
    # Nothing is due from memory: Friday passes, and the next one is looked at.
    await deliver_all(staffed, TEN + timedelta(days=3))
    assert (await staffed.read(sent))[0] == STAFF
    moments = {each.next_due_at for each in await staffed.read(enrollments.of_unit, unit_id)}
    assert moments == {TEN + timedelta(days=10)}


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


async def test_a_vacation_takes_the_place_of_a_pause_without_an_end(database: Database, reader: Person) -> None:
    await database.run(change, reader, state="paused", ignored=5)
    await database.run(asked_for_a_vacation, reader)
    enrollment = await database.read(enrolled, reader)
    assert (enrollment.state, enrollment.ignored) == ("active", 0)
    assert enrollment.next_due_at == TEN + timedelta(days=1)
