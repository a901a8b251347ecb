"""A whole course, from the link to the certificate, with a clock that is moved."""

from collections.abc import Mapping

from bot.composition import Program
from bot.sandbox.client import Someone
from lessons.definition import Lesson
from lessons.plan import FINAL, PRACTICE
from tests.conversations.clock import MovableClock
from tests.conversations.lessons.course import beat, go_to, next_day

# To draw three pictures in a process that starts first.
DRAWING_SECONDS = 60


async def test_the_standard_course_has_42_days_and_ends_with_a_certificate(
    bot: Program, clock: MovableClock, anna: Someone
) -> None:
    course, lessons = bot.ground.school.course("standard"), bot.ground.school.catalog.lessons
    await react(anna, course.days[0])
    for content in course.days[1:]:
        before = len(anna.messages)
        await next_day(bot, clock, days=3 if clock.now.isoweekday() == 5 else 1)
        assert len(anna.messages) == before + 1
        assert heading(content, lessons) in anna.last.text
        await react(anna, content)
    await anna.tap("Certificate")
    document = await anna.sees_file("document", patience=DRAWING_SECONDS)
    assert document.content.startswith(b"%PDF")
    assert "picture" in next(each for each in anna.messages if each.attachment and each.attachment.kind == "photo").text
    await next_day(bot, clock)
    assert anna.last.attachment


async def test_a_weekend_and_a_holiday_bring_nothing_and_lose_nothing(
    bot: Program, clock: MovableClock, anna: Someone
) -> None:
    go_to(clock, 10, days=57)
    # 3 November 2026 is a Tuesday; the 4th is a holiday, and the course has waited for the bot.
    await beat(bot, clock)
    await anna.sees("Walk in the client's shoes")
    seen = len(anna.messages)
    await next_day(bot, clock)
    assert len(anna.messages) == seen
    await next_day(bot, clock)
    await anna.sees("Rule 2")


def heading(content: str, lessons: Mapping[str, Lesson]) -> str:
    """What a day's message says."""
    special = {PRACTICE: "Practice day", FINAL: "You have finished the course"}
    return special.get(content) or lessons[content].in_("en").title


async def react(anna: Someone, content: str) -> None:
    """One tap a day: the question of a lesson, a report on Fridays."""
    if content == PRACTICE:
        await anna.tap("Nothing yet")
        await anna.sees("That happens")
    elif content != FINAL:
        await anna.tap("Check yourself")
        await anna.sees("A question on")
        await anna.tap("2")
        await anna.sees("The right answer is")
