"""A service event, a message a little later, and what a person may do about it."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import Connection, select

from bot.composition import Program
from bot.sandbox.client import Someone, Telegram
from bot.sandbox.faults import Fault
from storage import contacts, organisation, roles, survey_versions
from storage.tables import contacts as contacts_table
from storage.tables import invitations, people
from surveys.contact_rules import ContactRules
from surveys.invitation_checks import ASKED_WITHIN
from tests.conversations.clock import MovableClock
from tests.conversations.sources import POINT, SERVED, Source, source_at

# The clock of the tests shows noon in Moscow, a Tuesday.
HOUR = {"hours": 1}
INTERNAL = {"touchpoint": "personnel", "outcome": "served"}


@pytest.fixture
async def queue(bot: Program, clock: MovableClock, unused_tcp_port: int) -> AsyncIterator[Source]:
    async with source_at(bot, clock, unused_tcp_port) as source:
        yield source


@pytest.fixture
async def anna(telegram: Telegram, bot: Program) -> Someone:
    anna = telegram.person("Анна", language="en")
    await anna.send("/help")
    await anna.sees("/rate")
    return anna


async def test_an_hour_after_the_visit_anna_is_asked_and_answers(
    queue: Source, anna: Someone, bot: Program, clock: MovableClock
) -> None:
    await invite(queue, anna)
    clock.move(minutes=59)
    await bot.heartbeat.beat()
    assert len(anna.messages) == 1
    clock.move(minutes=1)
    await bot.heartbeat.beat()
    await anna.sees("2 taps, 15 seconds; staff can't see who you are")
    await anna.tap("Rate")
    await anna.sees("1 of 2")
    await anna.tap("6")
    await anna.sees("2 of 2")
    await anna.tap("Skip")
    await anna.sees("already erased")
    row = await line(bot)
    assert (row.state, row.person_id, row.response_id, row.expires_at, row.reason) == ("complete",) + (None,) * 4
    assert await reactions(bot) == [("ces", "completed", "2026-11-30")]


async def test_who_declines_is_not_reminded(queue: Source, anna: Someone, bot: Program, clock: MovableClock) -> None:
    await asked(queue, anna, bot, clock)
    await anna.tap("Not now")
    await anna.sees("All right, not now")
    clock.move(days=7)
    await bot.heartbeat.beat()
    assert (await line(bot)).state == "declined"
    assert await reactions(bot) == [("ces", "refused", "2026-11-30")]
    assert "reminder" not in anna.last.text


async def test_who_stays_silent_is_reminded_once_and_then_left_alone(
    queue: Source, anna: Someone, bot: Program, clock: MovableClock
) -> None:
    await asked(queue, anna, bot, clock)
    clock.move(hours=48)
    await bot.heartbeat.beat()
    await anna.sees("A reminder, just this once")
    messages = len(anna.messages)
    for _ in range(15):
        clock.move(days=1)
        await bot.heartbeat.beat()
    assert len(anna.messages) == messages
    row = await line(bot)
    assert (row.state, row.person_id) == ("silent", None)
    await anna.tap("Rate")
    await anna.sees_toast("has been used or has expired")


async def test_never_again_means_never_until_it_is_taken_back(
    queue: Source, anna: Someone, bot: Program, clock: MovableClock
) -> None:
    await asked(queue, anna, bot, clock)
    await anna.tap("Do not ask again")
    await anna.sees("I won't ask again")
    clock.move(days=300)
    await asked(queue, anna, bot, clock, "visit-2")
    assert [(row.state, row.reason) for row in await lines(bot)] == [("declined", "opt_out"), ("not_asked", "opt_out")]
    await anna.tap("Ask me after all")
    await anna.sees("now and then")
    await asked(queue, anna, bot, clock, "visit-3")
    await anna.sees("You were with us recently")


async def test_the_second_visit_of_the_month_is_not_asked_about(
    queue: Source, anna: Someone, bot: Program, clock: MovableClock
) -> None:
    await asked(queue, anna, bot, clock)
    await asked(queue, anna, bot, clock, "visit-2")
    assert len(anna.messages) == 2
    assert [(row.state, row.reason) for row in await lines(bot)] == [("invited", None), ("not_asked", "cooldown")]


async def test_who_answered_at_the_window_is_not_asked_about_it(
    queue: Source, anna: Someone, bot: Program, clock: MovableClock
) -> None:
    await anna.send("/start p_north-queue")
    await anna.tap("6")
    await anna.sees("2 of 2")
    await anna.tap("Skip")
    await anna.sees("already erased")
    await asked(queue, anna, bot, clock)
    assert (await line(bot)).reason == "cooldown"


async def test_at_night_nobody_is_woken(queue: Source, anna: Someone, bot: Program, clock: MovableClock) -> None:
    clock.move(hours=8, minutes=30)
    await asked(queue, anna, bot, clock)
    row = await line(bot)
    assert (row.state, row.reason, len(anna.messages)) == ("waiting", "quiet", 1)
    clock.move(hours=11)
    await bot.heartbeat.beat()
    assert len(anna.messages) == 1
    clock.move(minutes=30)
    await bot.heartbeat.beat()
    await anna.sees("You were with us recently")
    assert (await line(bot)).reason is None


async def test_the_night_is_that_of_the_person(queue: Source, anna: Someone, bot: Program, clock: MovableClock) -> None:
    # An hour after noon in Moscow it is ten in the evening in Kamchatka.
    await queue.report("visit-1", {**SERVED, "telegram_id": anna.id, "timezone": "Asia/Kamchatka"})
    clock.move(**HOUR)
    await bot.heartbeat.beat()
    assert (await line(bot)).reason == "quiet"


async def test_a_message_that_waited_out_an_outage_does_not_go_out_at_night(
    queue: Source, anna: Someone, bot: Program, clock: MovableClock, telegram: Telegram
) -> None:
    await invite(queue, anna)
    clock.move(hours=7, minutes=55)
    telegram.faults.add(Fault("502", method="sendMessage"))
    await bot.heartbeat.beat()
    clock.move(hours=2)
    await bot.heartbeat.beat()
    assert len(anna.messages) == 1
    clock.move(hours=12)
    await bot.heartbeat.beat()
    await anna.sees("You were with us recently")


async def test_who_said_stop_is_not_asked(queue: Source, anna: Someone, bot: Program, clock: MovableClock) -> None:
    await invite(queue, anna)
    await anna.send("/stop")
    await anna.sees("press /start")
    clock.move(**HOUR)
    await bot.heartbeat.beat()
    clock.now += ASKED_WITHIN
    await bot.heartbeat.beat()
    row = await line(bot)
    assert (row.state, row.reason, row.person_id) == ("not_asked", "opt_out", None)


async def test_who_blocked_the_bot_is_counted_as_undelivered(
    queue: Source, anna: Someone, bot: Program, clock: MovableClock, telegram: Telegram
) -> None:
    await invite(queue, anna)
    telegram.faults.add(Fault("403", method="sendMessage"))
    clock.move(**HOUR)
    await bot.heartbeat.beat()
    assert (await line(bot)).state == "undelivered"


async def test_forget_erases_contacts_and_leaves_a_line_that_leads_nowhere(
    queue: Source, anna: Someone, bot: Program, clock: MovableClock
) -> None:
    await asked(queue, anna, bot, clock)
    await anna.send("/forget")
    await anna.tap("Erase")
    await anna.sees("erased")
    assert await reactions(bot) == []
    assert (await line(bot)).person_id is None
    clock.move(days=15)
    await bot.heartbeat.beat()
    assert (await line(bot)).state == "silent"


async def test_one_begun_and_left_is_partial(queue: Source, anna: Someone, bot: Program, clock: MovableClock) -> None:
    await queue.report("visit-1", {**SERVED, "touchpoint": "north-certificates", "telegram_id": anna.id})
    clock.move(**HOUR)
    await bot.heartbeat.beat()
    await anna.tap("Rate")
    await anna.tap("Yes")
    await anna.sees("2 of 5")
    clock.move(days=8)
    await bot.heartbeat.beat()
    assert (await line(bot)).state == "partial"
    assert await reactions(bot) == [("post_service", "abandoned", "2026-12-07")]


async def test_a_foreign_invitation_is_useless(
    queue: Source, anna: Someone, bot: Program, clock: MovableClock, telegram: Telegram
) -> None:
    await asked(queue, anna, bot, clock)
    eve = telegram.person("Eve", language="en")
    for act in "rl":
        await eve.tap_data(f"in:1:{act}")
        await eve.sees_toast("has been used or has expired")
    assert (await line(bot)).state == "invited"


async def test_a_link_works_once(queue: Source, bot: Program, telegram: Telegram) -> None:
    tom, eve = telegram.person("Tom", language="en"), telegram.person("Eve", language="en")
    payload = await link(queue)
    await tom.send(f"/start {payload}")
    await tom.sees("1 of 2")
    await eve.send(f"/start {payload}")
    await eve.sees("has been used or has expired")
    await tom.tap("5")
    await tom.sees("2 of 2")
    await tom.tap("Skip")
    await tom.sees("already erased")
    row = await line(bot)
    assert (row.state, row.person_id, row.token_hash) == ("complete", None, None)


async def test_a_link_expires(queue: Source, bot: Program, telegram: Telegram, clock: MovableClock) -> None:
    tom = telegram.person("Tom", language="en")
    payload = await link(queue)
    clock.move(days=31)
    await tom.send(f"/start {payload}")
    await tom.sees("has been used or has expired")
    await bot.heartbeat.beat()
    assert (await line(bot)).state == "silent"


async def test_a_link_to_a_closed_point_is_not_used_up(queue: Source, bot: Program, telegram: Telegram) -> None:
    olga, tom = telegram.person("Ольга", "en"), telegram.person("Tom", language="en")
    payload = await link(queue)
    await olga.send("/points")
    await olga.tap("North branch")
    await olga.tap("Electronic queue · visit")
    await olga.tap("Close the point")
    await olga.sees("Closed, takes no answers")
    await tom.send(f"/start {payload}")
    await tom.sees("takes no answers any more")
    await olga.tap("Open the point")
    await olga.sees("Takes answers")
    await tom.send(f"/start {payload}")
    await tom.sees("1 of 2")


async def test_who_has_answered_at_the_window_meanwhile_is_not_reminded(
    queue: Source, anna: Someone, bot: Program, clock: MovableClock
) -> None:
    await asked(queue, anna, bot, clock)
    await anna.send("/start p_north-queue")
    await anna.sees("1 of 2")
    await anna.tap("6")
    await anna.sees("2 of 2")
    await anna.tap("Skip")
    await anna.sees("already erased")
    row = await line(bot)
    assert (row.state, row.person_id) == ("complete", None)
    messages = len(anna.messages)
    clock.move(hours=48)
    await bot.heartbeat.beat()
    assert len(anna.messages) == messages
    assert await reactions(bot) == [("ces", "completed", "2026-11-30")]


async def test_who_has_answered_the_survey_at_another_place_is_not_reminded(
    queue: Source, anna: Someone, bot: Program, clock: MovableClock
) -> None:
    await asked(queue, anna, bot, clock)
    await bot.ground.database.run(organisation.assign, "north-certificates", "ces")
    await anna.send("/start p_north-certificates")
    await anna.sees("1 of 2")
    await anna.tap("6")
    await anna.sees("2 of 2")
    await anna.tap("Skip")
    await anna.sees("already erased")
    messages = len(anna.messages)
    clock.move(hours=48)
    await bot.heartbeat.beat()
    assert len(anna.messages) == messages
    assert (await line(bot)).state == "invited"


async def test_never_said_with_an_old_button_ends_the_new_invitations_too(
    queue: Source, anna: Someone, bot: Program, clock: MovableClock, telegram: Telegram
) -> None:
    await asked(queue, anna, bot, clock)
    old = anna.last
    clock.move(days=60)
    await asked(queue, anna, bot, clock, "visit-2")
    await queue.report("visit-3", {**SERVED, "touchpoint": "north-certificates", "telegram_id": anna.id})
    await anna.tap_data("in:1:n", old)
    await telegram.settled()
    assert "I won't ask again" in old.text
    messages = len(anna.messages)
    clock.move(hours=48)
    await bot.heartbeat.beat()
    assert len(anna.messages) == messages
    assert [(row.state, row.reason) for row in await lines(bot)] == [
        ("silent", None),
        ("declined", "opt_out"),
        ("not_asked", "opt_out"),
    ]


async def test_an_internal_service_is_open_to_colleagues_only(
    queue: Source, bot: Program, clock: MovableClock, telegram: Telegram
) -> None:
    # The first person of this world is its administrator.
    telegram.person("Ольга")
    tom = telegram.person("Tom", language="en")
    _, answer = await queue.report("visit-1", INTERNAL)
    await tom.send("/start " + str(answer["link"]).rpartition("?start=")[2])
    await tom.sees("no such service point")
    assert (await line(bot)).token_hash is not None
    await queue.report("visit-2", {**INTERNAL, "telegram_id": tom.id})
    messages = len(tom.messages)
    clock.move(**HOUR)
    await bot.heartbeat.beat()
    assert len(tom.messages) == messages
    assert ((await line(bot)).state, (await line(bot)).reason) == ("not_asked", "closed")
    token = await bot.ground.database.run(roles.invite, "coordinator", clock())
    await tom.send(f"/start r_{token}")
    await tom.sees("You are a coordinator now")
    await queue.report("visit-3", {**INTERNAL, "telegram_id": tom.id})
    clock.move(**HOUR)
    await bot.heartbeat.beat()
    await tom.sees("You were with us recently")


async def test_an_invitation_asks_what_the_point_asks_when_it_is_sent(
    queue: Source, anna: Someone, bot: Program, clock: MovableClock
) -> None:
    await invite(queue, anna)
    await bot.ground.database.run(organisation.assign, POINT, "csat")
    await bot.ground.database.run(survey_versions.set_closed, "ces", True)
    clock.move(**HOUR)
    await bot.heartbeat.beat()
    await anna.sees("You were with us recently")
    assert ((await line(bot)).survey, await reactions(bot)) == ("csat", [("csat", "closed", "2026-11-30")])
    await bot.ground.database.run(organisation.assign, POINT, "post_service")
    await anna.tap("Rate")
    await anna.sees("1 of 5")
    assert ((await line(bot)).survey, (await line(bot)).state) == ("post_service", "started")


async def test_another_surveys_answers_fill_no_quota(
    queue: Source, anna: Someone, bot: Program, clock: MovableClock
) -> None:
    rules = ContactRules.model_validate({"surveys": {"csat": {"quota": 1}}})
    await bot.ground.database.run(contacts.keep_rules, rules.model_dump(mode="json"))
    tom = await met(anna, bot)
    await tom.tap("5")
    await tom.tap("Skip")
    await tom.sees("already erased")
    await bot.ground.database.run(organisation.assign, POINT, "csat")
    await asked(queue, anna, bot, clock)
    await anna.sees("You were with us recently")


async def test_enough_answers_are_enough(queue: Source, anna: Someone, bot: Program, clock: MovableClock) -> None:
    rules = ContactRules.model_validate({"surveys": {"ces": {"quota": 1}}})
    await bot.ground.database.run(contacts.keep_rules, rules.model_dump(mode="json"))
    tom = await met(anna, bot)
    await tom.tap("5")
    await tom.tap("Skip")
    await tom.sees("already erased")
    await asked(queue, anna, bot, clock)
    assert (await line(bot)).reason == "quota"


async def met(anna: Someone, bot: Program) -> Someone:
    tom = Someone(anna._world, anna._world.add_person("Tom", "en"))
    await tom.send("/start p_north-queue")
    await tom.sees("1 of 2")
    return tom


async def link(queue: Source) -> str:
    _, answer = await queue.report("visit-1", SERVED)
    return str(answer["link"]).rpartition("?start=")[2]


async def invite(queue: Source, person: Someone, key: str = "visit-1") -> None:
    assert await queue.report(key, {**SERVED, "telegram_id": person.id}) == (202, {"status": "scheduled"})


async def asked(queue: Source, person: Someone, bot: Program, clock: MovableClock, key: str = "visit-1") -> None:
    await invite(queue, person, key)
    clock.move(**HOUR)
    await bot.heartbeat.beat()


async def line(bot: Program) -> Any:
    return (await lines(bot))[-1]


async def lines(bot: Program) -> list[Any]:
    def read(connection: Connection) -> list[Any]:
        return list(connection.execute(select(invitations).order_by(invitations.c.id)))

    return await bot.ground.database.read(read)


async def reactions(bot: Program) -> list[tuple[str, str, str]]:
    def read(connection: Connection) -> list[tuple[str, str, str]]:
        query = select(contacts_table).join(people, people.c.id == contacts_table.c.person_id)
        return [(row.survey, row.reaction, str(row.week)) for row in connection.execute(query)]

    return await bot.ground.database.read(read)
