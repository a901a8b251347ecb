"""A service event, a message a little later, and what a person may do about it."""

from bot.composition import Program
from bot.sandbox.client import Someone, Telegram
from storage import organisation
from tests.conversations.clock import MovableClock
from tests.conversations.invited import HOUR, asked, invite, line, lines, reactions
from tests.conversations.sources import SERVED, Source


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
