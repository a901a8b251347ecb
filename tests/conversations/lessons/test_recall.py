"""After the course: questions from memory come by themselves, rarely, and stop at a word or when nobody answers."""

import pytest

from bot.composition import Program
from bot.sandbox.client import Someone, Telegram
from bot.sending.pace import Pace, Rates
from lessons.course_days import PAUSE_AFTER
from tests.conversations.clock import MovableClock
from tests.conversations.lessons.course import join, link_for, next_day

REMEMBER = "It is time to remember"
LESSONS = 10


@pytest.fixture
async def boris(telegram: Telegram, bot: Program, clock: MovableClock, olga: Someone) -> Someone:
    """Somebody who has finished the shortest course on a Friday and was sure of nothing."""
    bot.rounds._pace = Pace(Rates(between_to_chat=0))
    boris = telegram.person("Boris", "en")
    await join(boris, await link_for(telegram, olga), course="First step")
    for number in range(LESSONS):
        if number:
            await next_day(bot, clock, days=3 if clock.now.isoweekday() == 5 else 1)
        await boris.sees("Source:")
        await boris.tap("Check yourself")
        await boris.sees("A question on")
        await boris.tap("Not sure")
        await boris.sees("An honest answer")
    assert clock.now.isoweekday() == 5
    return boris


async def week_brings(bot: Program, clock: MovableClock, someone: Someone) -> list[tuple[int, str]]:
    """The ISO weekdays and first lines of what comes in the seven days after a Friday."""
    came = []
    for _ in range(7):
        before = len(someone.messages)
        await next_day(bot, clock)
        came += [(clock.now.isoweekday(), each.text.split(":")[0]) for each in someone.messages[before:]]
    return came


async def test_once_a_week_at_most_and_no_more_than_the_day_has_room_for(
    bot: Program, clock: MovableClock, boris: Someone
) -> None:
    for _ in range(2):
        assert await week_brings(bot, clock, boris) == [(5, f"🧠 {REMEMBER}")]
    await boris.sees("5 short questions")
    await boris.tap("Recall what I learned")
    for left in range(5, 0, -1):
        question = await boris.sees("From memory")
        await boris.tap("Not sure")
        answered = await boris.sees("An honest answer")
        assert answered.id == question.id
        assert ("One more, from memory" in answered.labels) == (left > 1)
        if left > 1:
            await boris.tap("One more, from memory")
    await boris.send("/lesson")
    await boris.sees("You have finished the course")
    await boris.tap("Recall what I learned")
    await boris.sees_toast("No questions for today")


async def test_they_stop_at_a_word_and_come_again_at_another(bot: Program, clock: MovableClock, boris: Someone) -> None:
    assert await week_brings(bot, clock, boris)
    await boris.tap("Send no more questions")
    await boris.sees("Questions from memory don't come by themselves")
    assert await week_brings(bot, clock, boris) == []
    shown = len(boris.messages)
    await boris.send("/settings")
    await boris.sees_messages(shown + 1)
    await boris.tap("Send me questions from memory")
    await boris.sees("once a week at most")
    assert await week_brings(bot, clock, boris) == [(5, f"🧠 {REMEMBER}")]


async def test_nobody_is_asked_for_ever_who_does_not_answer(bot: Program, clock: MovableClock, boris: Someone) -> None:
    for _ in range(PAUSE_AFTER):
        assert await week_brings(bot, clock, boris) == [(5, f"🧠 {REMEMBER}")]
    assert await week_brings(bot, clock, boris) == []
    await boris.send("/lesson")
    await boris.sees("You have finished the course")
    assert await week_brings(bot, clock, boris) == [(5, f"🧠 {REMEMBER}")]


async def test_nothing_comes_while_nothing_is_to_be_remembered(
    telegram: Telegram, bot: Program, clock: MovableClock, olga: Someone
) -> None:
    bot.rounds._pace = Pace(Rates(between_to_chat=0))
    anna = telegram.person("Anna", "en")
    await join(anna, await link_for(telegram, olga), course="First step")
    for number in range(LESSONS):
        if number:
            await next_day(bot, clock, days=3 if clock.now.isoweekday() == 5 else 1)
        await anna.sees("Source:")
        await anna.tap("👍")
        await telegram.settled()
    right = str(bot.ground.school.lesson("ces").in_("en").right)
    await anna.tap("Check yourself")
    await anna.tap(right)
    await anna.sees("✅ Right")
    assert await week_brings(bot, clock, anna) == [(5, f"🧠 {REMEMBER}")]
    await anna.sees("1 short question from")
    await anna.tap("Recall what I learned")
    await anna.sees("From memory")
    await anna.tap(right)
    await anna.sees("✅ Right")
    assert await week_brings(bot, clock, anna) == []
