"""A day with a lesson: the question, practice, plans, bookmarks, the glossary; and days without an answer."""

import pytest

from bot.composition import Program
from bot.sandbox.client import Someone, Telegram
from bot.sandbox.faults import Fault
from storage import checks, deliveries, enrollments, people
from storage.enrollments import Enrollment
from tests.conversations.clock import MovableClock
from tests.conversations.lessons.course import beat, go_to, join, link_for, next_day

DRAWING_SECONDS = 60


async def enrollment_of(bot: Program, someone: Someone) -> Enrollment:
    person = await bot.ground.database.read(people.find, someone.id)
    assert person is not None
    found = await bot.ground.database.read(enrollments.of, person.id)
    assert found is not None
    return found


async def test_not_sure_is_an_answer_and_the_first_answer_counts(bot: Program, anna: Someone) -> None:
    await anna.tap("Check yourself")
    question = await anna.sees("A question on “Client”")
    first, second = anna.data_of("Not sure"), anna.data_of("1")
    await anna.tap_data(first, question)
    await anna.sees("An honest answer. The right answer is")
    await anna.tap_data(second, question)
    await anna.tap("Read the card again")
    await anna.sees("Source:")
    enrollment = await enrollment_of(bot, anna)
    check = await bot.ground.database.read(checks.first, enrollment.id, "client")
    assert check is not None
    assert (check.option, check.is_right) == (None, False)


async def test_somebody_elses_question_can_not_be_answered(
    telegram: Telegram, bot: Program, olga: Someone, anna: Someone
) -> None:
    await anna.tap("Check yourself")
    await anna.sees("A question on")
    boris = telegram.person("Boris", "en")
    await join(boris, await link_for(telegram, olga))
    await boris.tap_data(anna.data_of("1"))
    await boris.sees_toast("out of date")


async def test_what_was_forgotten_is_asked_again_the_next_day_once(
    bot: Program, clock: MovableClock, anna: Someone
) -> None:
    await anna.tap("Check yourself")
    await anna.tap("Not sure")
    await anna.sees("An honest answer")
    await next_day(bot, clock)
    await anna.sees("Walk in the client's shoes")
    await anna.tap("Check yourself")
    await anna.tap("3")
    await anna.sees("✅ Right")
    await anna.tap("One more, from memory")
    await anna.sees("From memory: “Client”")
    await anna.tap("Not sure")
    message = await anna.sees("An honest answer")
    assert message.labels == ["Read the card again"]


async def test_a_question_of_a_lesson_to_come_is_not_asked(bot: Program, anna: Someone) -> None:
    await anna.tap_data("nc:gemba")
    await anna.sees_toast("You have not had this lesson yet")


async def test_did_it_with_a_line_that_practice_shows(bot: Program, anna: Someone) -> None:
    await anna.tap("I did it")
    await anna.sees("Noted: “Client”")
    await anna.tap("Add a line")
    await anna.sees("Write one line")
    await anna.send("x" * 301)
    await anna.sees("Too long: up to 300")
    await anna.send("asked <three> colleagues")
    await anna.sees("Written down")
    await anna.send("/practice")
    await anna.sees("Client: asked <three> colleagues")


async def test_a_plan_comes_back_at_its_time(bot: Program, clock: MovableClock, anna: Someone) -> None:
    await anna.tap("When will I do it?")
    await anna.sees("When will you do it?")
    await anna.tap("today at 13:00")
    await anna.sees("The plan: if it is today at 13:00, then I do this.")
    go_to(clock, 12.9)
    await bot.heartbeat.beat()
    await anna.sees("The plan")
    go_to(clock, 13)
    await bot.heartbeat.beat()
    await anna.sees("You decided: if it is this time, then “Client”")
    await anna.tap("I did it")
    await anna.sees("Noted")


async def test_a_plan_for_an_hour_that_is_over_is_refused(bot: Program, anna: Someone) -> None:
    for data in ("np:client:1:9", "np:client:0:8", "np:client:0:22"):
        notes = len(anna.person.toasts)
        await anna.tap_data(data)
        await anna.sees_change((len(anna.messages), anna.last.text))
        assert "is over already" in anna.person.toasts[notes].text


async def test_bookmarks_and_the_word_useful(bot: Program, anna: Someone) -> None:
    await anna.tap("👍")
    await anna.sees_toast("noted")
    await anna.tap("☆ Bookmark")
    await anna.tap("★ Remove")
    await anna.tap("☆ Bookmark")
    await anna.sees("Client")
    await anna.send("/tools")
    message = await anna.sees("All tools and rules")
    assert "✓ Client ★" in message.labels or await pages_have(anna, "✓ Client ★")
    await anna.tap("★ Bookmarks")
    message = await anna.sees("Your bookmarks")
    assert message.labels[0] == "✓ Client ★"


async def pages_have(anna: Someone, label: str) -> bool:
    while "→" in anna.last.labels:
        shown = anna.last.labels
        await anna.tap("→")
        while anna.last.labels == shown:
            await anna._world.change()
        if label in anna.last.labels:
            return True
    return False


@pytest.mark.parametrize(
    ("word", "title"), [("гемба", "Gemba walk"), ("gmeba", "Gemba walk"), ("мокасины", "client's shoes")]
)
async def test_the_glossary_forgives(bot: Program, anna: Someone, word: str, title: str) -> None:
    await anna.send(f"/glossary {word}")
    message = await anna.sees(title)
    # It has not had its day: there is nothing to check or to report yet.
    assert "Check yourself" not in message.labels


async def test_the_glossary_asks_for_a_word_and_says_when_there_is_none(bot: Program, anna: Someone) -> None:
    await anna.send("/glossary")
    await anna.sees("Write a term")
    await anna.send("zzzzqqqq")
    await anna.sees("Nothing like that")


async def test_inline_the_card_goes_into_any_chat_and_nothing_is_stored(telegram: Telegram, bot: Program) -> None:
    tom = telegram.person("Tom", "en")
    results = await tom.ask_inline("гемба")
    assert results[0]["title"] == "Gemba walk"
    assert len(await tom.ask_inline("")) == 10
    assert await tom.ask_inline("zzzzqqqq") == []
    assert await bot.ground.database.read(people.find, tom.id) is None


async def test_a_card_that_is_sent_to_the_bot_itself_is_no_answer_to_it(telegram: Telegram, bot: Program) -> None:
    tom = telegram.person("Tom", "en")
    await tom.send("/rate")
    await tom.sees("What would you like to rate?")
    result, *_ = await tom.ask_inline("гемба")
    await tom.choose_inline("гемба", result)
    await telegram.settled()
    await bot.replies.idle()
    assert len(tom.messages) == 1


async def test_progress_is_a_picture(bot: Program, anna: Someone) -> None:
    await anna.send("/progress")
    async with bot.jobs.working():
        photo = await anna.sees_file("photo", patience=DRAWING_SECONDS)
    assert photo.content.startswith(b"\x89PNG")
    assert "1 of 33 lessons" in anna.last.text


async def test_no_certificate_before_the_end(bot: Program, anna: Someone) -> None:
    await anna.tap_data("nv")
    await anna.sees_toast("when the course is finished")


async def test_a_reminder_comes_once_and_only_to_who_did_not_react(
    telegram: Telegram, bot: Program, clock: MovableClock, olga: Someone, anna: Someone
) -> None:
    await anna.tap("👍")
    await next_day(bot, clock)
    await anna.sees("Walk in the client's shoes")
    go_to(clock, 14)
    for _ in range(3):
        await beat(bot, clock)
    await anna.sees("is still waiting")
    assert sum("is still waiting" in message.text for message in anna.messages) == 1
    await anna.tap("Open")
    await anna.sees("Source:")
    await next_day(bot, clock)
    await anna.tap("👍")
    await anna.sees_toast("noted")
    await telegram.settled()
    go_to(clock, 15)
    await beat(bot, clock)
    await anna.sees("Rule 2")


async def test_silence_is_asked_about_after_three_messages_and_ends_in_a_pause_after_five(
    bot: Program, clock: MovableClock, anna: Someone
) -> None:
    asked = []
    for day in (1, 1, 1, 1, 3):
        await next_day(bot, clock, days=day)
        asked.append("Shall I go on" in anna.last.text)
    assert asked == [False, False, True, False, False]
    await anna.sees("Five messages in a row went unanswered")
    seen = len(anna.messages)
    await next_day(bot, clock)
    assert len(anna.messages) == seen
    await anna.tap("Go on")
    await anna.sees("The next message comes in a minute")
    await next_day(bot, clock)
    assert len(anna.messages) == seen + 1
    assert (await enrollment_of(bot, anna)).state == "active"


async def test_after_an_ambiguous_failure_a_lesson_is_not_sent_again_but_reported(
    telegram: Telegram, bot: Program, clock: MovableClock, olga: Someone, anna: Someone
) -> None:
    seen = len(anna.messages)
    telegram.faults.add(Fault("reset_after", method="sendMessage", chat_id=anna.id))
    await next_day(bot, clock)
    await beat(bot, clock)
    assert len(anna.messages) == seen + 1
    await olga.sees("1 message of a course may not have arrived")
    await next_day(bot, clock)
    assert len(anna.messages) == seen + 2


async def test_what_an_outage_kept_all_day_comes_on_the_next_working_day_and_in_order(
    telegram: Telegram, bot: Program, clock: MovableClock, anna: Someone
) -> None:
    telegram.faults.add(Fault("500", method="sendMessage", chat_id=anna.id, count=2))
    seen = len(anna.messages)
    await next_day(bot, clock)
    go_to(clock, 19.1)
    telegram.faults.clear()
    await beat(bot, clock)
    assert len(anna.messages) == seen
    await next_day(bot, clock)
    await anna.sees("Walk in the client's shoes")
    history = await bot.ground.database.read(deliveries.history, (await enrollment_of(bot, anna)).id)
    assert [each.content for each in history] == ["client", "clients_shoes"]


async def test_a_clock_that_jumped_ahead_and_came_back_gives_neither_two_lessons_nor_none(
    bot: Program, clock: MovableClock, anna: Someone
) -> None:
    right = clock.now
    clock.move(days=365)
    await beat(bot, clock)
    clock.now = right
    seen = len(anna.messages)
    for _ in range(3):
        await next_day(bot, clock)
    assert len(anna.messages) == seen + 3


async def test_who_stopped_the_bot_loses_nothing(bot: Program, clock: MovableClock, anna: Someone) -> None:
    await anna.send("/stop")
    await anna.sees("won't write to you first")
    seen = len(anna.messages)
    await next_day(bot, clock)
    assert len(anna.messages) == seen
    await anna.send("/start")
    await anna.sees("Hello!")
    await next_day(bot, clock)
    await anna.sees("Walk in the client's shoes")


async def test_my_data_tells_of_the_course_and_forget_erases_it(bot: Program, anna: Someone) -> None:
    await anna.send("/mydata")
    message = await anna.sees("Role: staff on a course")
    assert "name “Anna”, unit North branch" in message.text
    await anna.send("/forget")
    await anna.tap("Erase")
    await anna.sees("is erased")
    assert await bot.ground.database.read(people.find, anna.id) is None
