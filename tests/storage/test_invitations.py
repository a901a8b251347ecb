"""Invitations from the event to the ledger, on both databases."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event, func, select

from bot.sandbox.demo import EXAMPLE
from storage import contacts, invitations, organisation, outbox, people, rates
from storage import integrity as stored_integrity
from storage import points as stored_points
from storage.database import Database
from storage.points import Draft
from storage.rates import Amount, Key
from storage.tables import completions
from storage.tables import contacts as contacts_table
from surveys import integrity, inviting, points
from surveys.answering import Answering, Tap
from surveys.catalog_files import load_catalog
from surveys.contact_rules import ContactRules
from surveys.events import Event, Reported, take
from surveys.integrity import IntegrityNote
from surveys.invitation_checks import Asker, Later
from surveys.ledger import DELIVERED, Ledger, ledger_of
from surveys.organisation import read_organisation
from surveys.publishing import load_organisation
from surveys.versions import Versions

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
CHAT = 900
VERSIONS = Versions()
DAYS = (NOW.date() - timedelta(days=30), NOW.date() + timedelta(days=30))
# north-queue is the third of the file, in its first unit.
PLACE = Key(3, 1, "ces")
ANSWERING = Answering(VERSIONS)


@pytest.fixture
async def loaded(database: Database) -> Database:
    catalog = load_catalog()
    await database.run(load_organisation, read_organisation(EXAMPLE, catalog), catalog, NOW)
    for chat in range(CHAT, CHAT + 20):
        await database.run(people.meet, chat, "ru")
    return database


async def test_from_the_event_to_the_ledger(loaded: Database) -> None:
    await loaded.run(report, CHAT)
    assert await loaded.run(decide) == ["send"]
    assert await loaded.run(decide) == []
    await loaded.run(accept_and_answer, CHAT)
    ledger = await loaded.read(ledger_at)
    assert (ledger.states, ledger.delivered) == ({"complete": 1}, 1)
    await loaded.run(report, CHAT, "visit-2")
    assert await loaded.run(decide) == ["drop"]
    assert (await loaded.read(ledger_at)).reasons == {"cooldown": 1}


async def test_two_events_of_one_person_in_one_claim_send_one_message(loaded: Database) -> None:
    await loaded.run(report, CHAT)
    await loaded.run(report, CHAT, "visit-2")
    assert sorted(await loaded.run(decide)) == ["drop", "send"]


async def test_the_same_event_at_two_replicas_at_once_is_taken_once(loaded: Database) -> None:
    event = [Reported("queue", "visit-1", Event(touchpoint="north-queue", outcome="served"))]
    answers = await asyncio.gather(*(loaded.run(take, event, NOW) for _ in range(8)))
    assert len({str(answer) for answer in answers}) == 1
    assert (await loaded.read(ledger_at)).total == 1


async def test_a_link_is_used_up_once_by_whoever_is_first(loaded: Database) -> None:
    [answer] = await loaded.run(take, [Reported("queue", "v", Event(touchpoint="north-queue", outcome="served"))], NOW)

    def redeem(connection: Connection, chat: int) -> bool:
        person = people.meet(connection, chat, "ru")
        return invitations.use_token(connection, answer.token, person.id, NOW) is not None  # type: ignore[union-attr,arg-type]

    used = await asyncio.gather(*(loaded.run(redeem, CHAT + number) for number in range(6)))
    assert sum(used) == 1


@pytest.mark.parametrize(
    ("rule", "reason"),
    [({"quota": 12}, "quota"), ({"narrower_than": 30}, "precise"), ({"quota": 13, "narrower_than": 20}, None)],
)
async def test_enough_is_enough(loaded: Database, rule: Mapping[str, float], reason: str | None) -> None:
    rules = ContactRules.model_validate({"surveys": {"ces": rule}})
    await loaded.run(contacts.keep_rules, rules.model_dump(mode="json"))
    for number in range(12):
        await loaded.run(answer_at_the_window, CHAT + 1 + number)
    await loaded.run(report, CHAT)
    assert await loaded.run(decide) == ["drop" if reason else "send"]
    assert (await loaded.read(ledger_at)).reasons == ({reason: 1} if reason else {})


async def test_what_nobody_reacts_to_ends(loaded: Database) -> None:
    await loaded.run(report, CHAT)
    await loaded.run(report, CHAT + 1, "visit-2")
    await loaded.run(decide)
    await loaded.run(report, CHAT + 2, "visit-3")
    assert await loaded.run(inviting.sweep, NOW + timedelta(days=20)) == 3
    assert (await loaded.read(ledger_at)).states == {"silent": 2, "not_asked": 1}


async def test_contacts_are_forgotten_when_no_cooldown_needs_them(loaded: Database) -> None:
    await loaded.run(answer_at_the_window, CHAT)
    await loaded.run(inviting.forget, NOW + timedelta(weeks=26))
    assert await loaded.read(count_contacts) == 1
    await loaded.run(inviting.forget, NOW + timedelta(weeks=27))
    assert await loaded.read(count_contacts) == 0


async def test_a_burst_is_marked_and_left_out(loaded: Database) -> None:
    for number in range(integrity.BURST):
        await loaded.run(answer_at_the_window, CHAT + number)
    while await loaded.run(integrity.check, VERSIONS):
        pass
    point = await loaded.read(point_id)
    assert dict(await loaded.read(stored_integrity.count, point)) == {"burst": 15, "hasty": 15}
    await loaded.run(integrity.exclude, VERSIONS, point, NOW.date())
    assert (await loaded.run(integrity.integrity_note, point, NOW.date())).excluded == 10
    await loaded.run(integrity.include, VERSIONS, point)
    assert (await loaded.run(integrity.integrity_note, point, NOW.date())).excluded == 0


async def test_a_large_burst_is_marked_and_left_out_in_as_many_statements_as_a_small_one(loaded: Database) -> None:
    point = await loaded.read(point_id)
    for chat in range(CHAT + 20, CHAT + 80):
        await loaded.run(people.meet, chat, "ru")

    async def made_by(first: int, end: int) -> list[int]:
        for number in range(first, end):
            await loaded.run(answer_at_the_window, CHAT + number)
        return [
            await statements(loaded, integrity.check, VERSIONS),
            await statements(loaded, integrity.exclude, VERSIONS, point, NOW.date()),
            await statements(loaded, integrity.include, VERSIONS, point),
        ]

    small = await made_by(0, 20)
    large = await made_by(20, 80)
    assert dict(await loaded.read(stored_integrity.count, point)) == {"burst": 80, "hasty": 80}
    # Each in its turn may meet a group more.
    assert all(after - before < 12 for before, after in zip(small, large, strict=True))
    assert await loaded.run(integrity.check, VERSIONS) == 0


async def test_a_burst_is_marked_once(loaded: Database) -> None:
    point = await loaded.read(point_id)
    for number in range(20):
        await loaded.run(answer_at_the_window, CHAT + number)
        await loaded.run(integrity.check, VERSIONS)
        left = await loaded.read(unmarked, point)
        assert left == (number + 1 if number + 1 < integrity.BURST else 0)


async def test_no_tap_on_a_card_tells_whether_one_visitor_was_marked(loaded: Database) -> None:
    point = await loaded.read(point_id)

    async def looks() -> list[IntegrityNote]:
        """The card, and after each of its buttons, whether they are there or not."""
        found = [await loaded.run(integrity.integrity_note, point, NOW.date())]
        for tap in (integrity.exclude, integrity.include, integrity.exclude):
            today = (NOW.date(),) if tap is integrity.exclude else ()
            await loaded.run(tap, VERSIONS, point, *today)
            found.append(await loaded.run(integrity.integrity_note, point, NOW.date()))
        return found

    async def visitors(first: int, end: int) -> None:
        for number in range(first, end):
            await loaded.run(answer_at_the_window, CHAT + number)
        await loaded.run(integrity.check, VERSIONS)

    await visitors(0, 10)
    assert [(each.excluded, each.may_exclude) for each in await looks()] == [
        (0, True),
        (10, False),
        (0, True),
        (10, False),
    ]
    await loaded.run(integrity.include, VERSIONS, point)
    before = await looks()
    for number in range(10, 19):
        await loaded.run(integrity.include, VERSIONS, point)
        await visitors(number, number + 1)
        assert await looks() == before
    await visitors(19, 20)
    assert [each.excluded for each in await looks()] == [10, 20, 0, 20]


async def test_invitations_are_counted_by_what_they_are_now(loaded: Database) -> None:
    for number in range(3):
        await loaded.run(report, CHAT + number, f"visit-{number}")
    assert await loaded.read(of_lines) == {PLACE: Amount(0, 0)}
    await loaded.run(decide)
    assert await loaded.read(of_lines) == {PLACE: Amount(3, 0)}
    await loaded.run(accept_and_answer, CHAT)
    await loaded.run(inviting.sweep, NOW + timedelta(days=20))
    assert await loaded.read(of_lines) == {PLACE: Amount(3, 1)}


async def test_points_get_codes_of_their_own(loaded: Database) -> None:
    units = await loaded.read(points.units, everywhere)
    draft = Draft(units[0].id, "phone", "ces")

    def add(connection: Connection) -> str:
        person = people.meet(connection, CHAT, "ru")
        points.ask_name(connection, VERSIONS, everywhere, person, draft, NOW)
        added = points.take_name(connection, everywhere, person, draft, "Имя\n" + "A very long name of a service, " * 2)
        point = stored_points.find(connection, added)
        return point.code if point else ""

    codes = [await loaded.run(add) for _ in range(3)]
    assert codes == [
        "north-a-very-long-name-of-a-serv",
        "north-a-very-long-name-of-a-se-2",
        "north-a-very-long-name-of-a-se-3",
    ]


def of_lines(connection: Connection) -> Mapping[Key, Amount]:
    return rates.of_lines(connection, *DAYS, DELIVERED)


def everywhere(_unit: int) -> bool:
    return True


def report(connection: Connection, chat: int, key: str = "visit-1") -> None:
    event = Event(touchpoint="north-queue", outcome="served", telegram_id=chat)
    take(connection, [Reported("queue", key, event)], NOW)


def decide(connection: Connection) -> list[str]:
    """What becomes of everything that is due, as the sender's claim does it."""
    asker = Asker(VERSIONS)
    decisions: list[str] = []
    for due in outbox.claim(connection, LATER, 100, timedelta(minutes=2), ()):
        decision = asker.may_invite(connection, due.payload, LATER)
        outbox.mark_sent(connection, due.id)
        decisions.append("later" if isinstance(decision, Later) else decision)
    return decisions


def accept_and_answer(connection: Connection, chat: int) -> None:
    person = people.meet(connection, chat, "ru")
    step = inviting.accept(connection, ANSWERING, person, 1, False, LATER)
    finish(connection, chat, step.response_id)


def answer_at_the_window(connection: Connection, chat: int) -> None:
    person = people.meet(connection, chat, "ru")
    finish(connection, chat, ANSWERING.begin(connection, person, "north-queue", NOW).response_id)


def finish(connection: Connection, chat: int, response_id: int) -> None:
    person = people.meet(connection, chat, "ru")
    ANSWERING.answer(connection, person, Tap(response_id, 0, None), "6", NOW)
    ANSWERING.skip(connection, person, Tap(response_id, 1, None), NOW)


def point_id(connection: Connection) -> int:
    found = organisation.touchpoint(connection, "north-queue")
    return found.id if found else 0


def ledger_at(connection: Connection) -> Ledger:
    return ledger_of(invitations.ledger(connection, point_id(connection), NOW.date()))


def count_contacts(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(contacts_table)).scalar_one()


def unmarked(connection: Connection, point: int) -> int:
    """How many completions of today are in no burst as yet."""
    made = connection.execute(select(func.count()).select_from(completions)).scalar_one()
    return made - dict(stored_integrity.count(connection, point)).get("burst", 0)


async def statements(database: Database, function: Callable[..., object], *given: Any) -> int:
    """How many statements a function makes."""
    made: list[str] = []

    def note(_connection: Connection, _cursor: object, statement: str, *_rest: object) -> None:
        made.append(statement)

    engine = database._writer.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    await database.run(function, *given)
    event.remove(engine, "before_cursor_execute", note)
    return len(made)
