"""Whether an invitation goes out, and when: cooldowns, quotas, the night, and what people forbade."""

from bot.composition import Program
from bot.sandbox.client import Someone, Telegram
from bot.sandbox.faults import Fault
from storage import contacts, organisation, survey_versions
from surveys.contact_rules import ContactRules
from surveys.invitation_checks import ASKED_WITHIN
from tests.conversations.clock import MovableClock
from tests.conversations.invited import HOUR, asked, invite, line, lines, reactions
from tests.conversations.sources import POINT, SERVED, Source


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
