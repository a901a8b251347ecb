"""A coordinator tells what changed; citizens read it, with the score before and after where it may be shown."""

from datetime import UTC, datetime

import pytest

from bot.composition import Program
from bot.sandbox.client import Someone, Telegram
from surveys.changes import EDIT_LASTS, LONGEST_CHANGE
from tests.conversations.answered import Given, answer, coordinator
from tests.conversations.clock import MovableClock

POINT = "north-certificates"


@pytest.fixture
async def olga(telegram: Telegram, bot: Program) -> Someone:
    """An administrator, who may tell of everything."""
    olga = telegram.person("Ольга", language="en")
    await olga.send("/changes")
    await olga.sees("There is nothing to tell yet")
    return olga


async def managing(someone: Someone) -> None:
    """The list of a coordinator's changes, in a new message."""
    before = len(someone.messages)
    await someone.send("/changes")
    await someone.sees_messages(before + 1)
    await someone.tap("Tell of a change")
    await someone.sees("Here you tell citizens")


async def drafted(olga: Someone, text: str) -> None:
    """A draft about the certificates of the North branch, with an English text."""
    await managing(olga)
    await olga.tap("A new change")
    await olga.tap("North branch")
    await olga.tap("Certificates and extracts · window")
    await olga.tap("Text in English")
    await olga.sees("Write in English")
    await olga.send(text)
    await olga.sees(text)


async def test_a_change_is_written_previewed_published_and_withdrawn(
    olga: Someone, telegram: Telegram, bot: Program
) -> None:
    await drafted(olga, "A second window <opens> at 8.")
    await olga.sees("This is what citizens will see")
    assert "There is no text in Russian" in olga.last.text
    tom = telegram.person("Tom", language="en")
    await tom.send("/changes")
    await tom.sees("There is nothing to tell yet")
    await olga.tap("Publish")
    await olga.sees("Published")
    await tom.send("/changes")
    await tom.sees("A second window <opens> at 8.")
    assert "Certificates and extracts · North branch" in tom.last.text
    assert "24 November 2026" in tom.last.text
    await olga.tap("Withdraw")
    await olga.sees("Withdrawn")
    await tom.send("/changes")
    await tom.sees_messages(3)
    assert "There is nothing to tell yet" in tom.last.text


async def test_a_reader_of_the_other_language_is_told_that_the_text_is_not_in_it(
    olga: Someone, telegram: Telegram, bot: Program
) -> None:
    await drafted(olga, "Two windows now.")
    await olga.tap("Publish")
    await olga.sees("Published")
    anna = telegram.person("Анна")
    await anna.send("/changes")
    await anna.sees("только на английском языке")
    assert "Two windows now." in anna.last.text
    await olga.tap("Withdraw")
    await olga.tap("Text in Russian")
    await olga.sees("Write in Russian")
    await olga.send("Теперь два окна.")
    await olga.sees("Two windows now.")
    await olga.tap("Publish")
    await olga.sees("Published")
    await anna.send("/changes")
    await anna.sees("Теперь два окна.")
    assert "только на" not in anna.last.text


async def test_citizens_leaf_through_the_changes_newest_first(olga: Someone, telegram: Telegram, bot: Program) -> None:
    for text in ("The first.", "The second."):
        await drafted(olga, text)
        await olga.tap("Publish")
        await olga.sees("Published")
    tom = telegram.person("Tom", language="en")
    await tom.send("/changes")
    await tom.sees("The second.")
    await tom.tap("→")
    await tom.sees("2 of 2")
    assert "The first." in tom.last.text
    await tom.tap("←")
    await tom.sees("1 of 2")
    await tom.tap_data("gl:999", tom.last)
    await tom.sees("2 of 2")


async def test_the_score_before_and_after_is_told_once_enough_answered_on_both_sides(
    olga: Someone, telegram: Telegram, bot: Program, clock: MovableClock
) -> None:
    before, after = datetime(2026, 9, 10, 9, tzinfo=UTC), datetime(2026, 12, 10, 9, tzinfo=UTC)
    hard, easy = [Given(effort=2, satisfaction=2)] * 40, [Given(effort=7)] * 40
    await bot.ground.database.run(answer, POINT, hard, before)
    await drafted(olga, "A second window.")
    await olga.tap("Score")
    await olga.tap("After the service · Easy to get it handled (CES, ratings 5–7)")
    await olga.sees("The score before and after will appear")
    await olga.tap("Publish")
    await olga.sees("Published")
    tom = telegram.person("Tom", language="en")
    clock.now = datetime(2027, 1, 5, 9, tzinfo=UTC)
    await bot.ground.database.run(answer, POINT, easy[:9], after)
    await tom.send("/changes")
    await tom.sees("A second window.")
    assert "before (" not in tom.last.text
    await bot.ground.database.run(answer, POINT, easy[9:], after)
    await tom.send("/changes")
    await tom.sees("0.0 % before (August 2026 – October 2026, answers: 40), 100.0 % after (December 2026, answers: 40)")
    assert "The difference is proven" in tom.last.text


async def test_a_coordinator_of_one_unit_works_on_its_changes_only(
    olga: Someone, telegram: Telegram, bot: Program, clock: MovableClock
) -> None:
    await drafted(olga, "About the north.")
    ivan = await coordinator(telegram, bot, clock, "south")
    await managing(ivan)
    assert "About the north." not in str(ivan.last.buttons)
    for data in ("gc:1:o", "gc:1:p", "gt:1:ru", "gd:1:2026:11", "gs:1:0:"):
        await ivan.tap_data(data, ivan.last)
        await ivan.sees_toast("There is no such change")
        ivan.person.toasts.clear()
    for data in ("gp:1:0", "gb:0:", "gb:1:", "gb:2:north-certificates", "gb:2:nowhere"):
        await ivan.tap_data(data, ivan.last)
        await ivan.sees_toast("no such")
        ivan.person.toasts.clear()


async def test_what_citizens_read_is_not_edited_under_their_eyes(olga: Someone, bot: Program) -> None:
    await drafted(olga, "As it is.")
    await olga.tap("Publish")
    await olga.sees("Published")
    for data in ("gt:1:en", "gc:1:r", "gd:1:2026:8", "gs:1:0:"):
        await olga.tap_data(data, olga.last)
        await olga.sees_toast("Citizens are reading this")
        olga.person.toasts.clear()
    await olga.send("Something else")
    await olga.sees("Nothing found")


async def test_a_month_stays_itself_when_the_month_turns(olga: Someone, bot: Program, clock: MovableClock) -> None:
    await drafted(olga, "A second window.")
    await olga.tap("Month")
    await olga.sees("November 2026")
    clock.move(days=10)
    await olga.tap("November 2026")
    await olga.sees("This is what citizens will see")
    assert "November 2026" in olga.last.text
    await olga.tap("Score")
    offered = await olga.sees("Which score should")
    assert any(str(each["callback_data"]).endswith(":effort") for row in offered.keyboard for each in row)
    for data in ("gs:1:999:effort", "gs:1:0:effort"):
        await olga.tap_data(data, offered)
        await olga.sees_toast("There is no such change")
        olga.person.toasts.clear()
    await olga.tap_data("gd:1:2027:1", olga.last)
    await olga.sees_toast("There is no such change")


async def test_mistakes_get_calm_answers(olga: Someone, bot: Program, clock: MovableClock) -> None:
    await drafted(olga, "Short.")
    await olga.tap("Text in English")
    await olga.sees("Write in English")
    await olga.send("x" * (LONGEST_CHANGE + 1))
    await olga.sees("longer than 2000 characters")
    await olga.send("Shorter.")
    await olga.sees("Shorter.")
    await olga.tap("Text in English")
    await olga.sees("Write in English")
    await olga.tap("Not now")
    await olga.sees("Shorter.")
    await olga.send("a word for the search")
    await olga.sees("Nothing found")
    await managing(olga)
    await olga.tap("✎ Certificates and extracts · North branch: Shorter.")
    await olga.sees("Month of the change")
    await olga.tap("Text in English")
    await olga.sees("Write in English")
    clock.move(seconds=EDIT_LASTS.total_seconds() + 1)
    await olga.send("too late")
    await olga.sees("Nothing found")
    await managing(olga)
    await olga.tap("✎ Certificates and extracts · North branch: Shorter.")
    await olga.sees("Month of the change")
    await olga.tap("Delete")
    await olga.sees("Here you tell citizens")
    await olga.tap_data("gc:1:p", olga.last)
    await olga.sees_toast("There is no such change")


async def test_a_text_for_a_change_is_waited_for_like_any_other(olga: Someone, bot: Program) -> None:
    await drafted(olga, "Short.")
    await olga.tap("Text in English")
    await olga.sees("Write in English")
    await olga.send("/help")
    await olga.sees("/rate")
    await olga.send("no text any more")
    await olga.sees("Nothing found")
    await managing(olga)
    await olga.tap("✎ Certificates and extracts · North branch: Short.")
    card = await olga.sees("Month of the change")
    await olga.tap("Text in English")
    await olga.sees("Write in English")
    await olga.tap_data("gc:1:r", card)
    await olga.sees("Here you tell citizens")
    shown = (len(olga.messages), olga.last.text)
    await olga.send("of a change that is deleted")
    await olga.sees_change(shown)
    assert "Nothing found" in olga.last.text


async def test_to_a_citizen_there_is_nothing_to_manage(telegram: Telegram, olga: Someone, bot: Program) -> None:
    tom = telegram.person("Tom", language="en")
    await tom.send("/changes")
    message = await tom.sees("nothing to tell yet")
    assert not message.buttons
    for data in ("gm:0", "gb:0:", "gc:1:p"):
        await tom.tap_data(data, message)
        await tom.sees_toast("out of date")
        tom.person.toasts.clear()
