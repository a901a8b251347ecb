"""A whole course, from the link to the certificate, with a clock that is moved."""

import pytest

from bot.composition import Program
from bot.sandbox.client import Someone, Telegram
from lessons.plan import FINAL, PRACTICE
from tests.conversations.clock import MovableClock
from tests.conversations.course import MONDAY, beat, go_to, join, link_for, next_day


@pytest.fixture
def clock() -> MovableClock:
    clock = MovableClock()
    clock.now = MONDAY
    return clock


@pytest.fixture
async def anna(telegram: Telegram, bot: Program) -> Someone:
    """Somebody who has just joined the standard course; Olga is the administrator."""
    olga, anna = telegram.person("Ольга", "en"), telegram.person("Anna", "en")
    await join(anna, await link_for(telegram, olga))
    return anna


async def test_the_standard_course_has_42_days_and_ends_with_a_certificate(
    telegram: Telegram, bot: Program, clock: MovableClock, anna: Someone
) -> None:
    course, lessons = bot.ground.school.course("standard"), bot.ground.school.catalog.lessons
    days = 1
    for content in course.days[1:]:
        while True:
            before = len(anna.messages)
            await next_day(bot, clock)
            if len(anna.messages) > before:
                break
        days += 1
        assert len(anna.messages) == before + 1
        if content == PRACTICE:
            assert "Practice day" in anna.last.text
            assert clock.now.isoweekday() == 5
        elif content == FINAL:
            assert "You have finished the course" in anna.last.text
        else:
            assert anna.last.text.startswith(lessons[content].in_("en").title)
        await react(anna, content)
    assert days == 42
    await anna.tap("Certificate")
    document = await anna.sees_file("document", patience=30)
    assert document.content.startswith(b"%PDF")


async def react(anna: Someone, content: str) -> None:
    """One tap a day: the question of a lesson, a report on Fridays."""
    if content == FINAL:
        return
    if content == PRACTICE:
        await anna.tap("Nothing yet")
        await anna.sees("That happens")
        return
    await anna.tap("Check yourself")
    await anna.sees("A question on")
    await anna.tap("2")
    await anna.sees("The right answer is")
