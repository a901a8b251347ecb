"""Cards as plain messages and as rich ones: the same words and buttons, and a card stays as it is in both."""

import pytest

from bot.composition import Program
from bot.sandbox.chats import Message
from bot.sandbox.client import Someone
from tests.conversations.clock import MovableClock
from tests.conversations.lessons.course import beat, go_to, next_day


@pytest.fixture(params=[False, True], ids=["plain", "rich"])
def rich_messages(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


def is_rich(message: Message) -> bool:
    return message.content.rich is not None


async def test_everything_below_a_card_leaves_the_card(bot: Program, anna: Someone, rich_messages: bool) -> None:
    card = anna.last
    text = card.text
    assert is_rich(card) == rich_messages
    await anna.tap("☆ Bookmark")
    await anna.tap("★ Remove")
    await anna.tap("☆ Bookmark")
    await anna.tap("Check yourself")
    await anna.sees("A question on “Client”")
    await anna.tap("Not sure")
    await anna.sees("An honest answer")
    await anna.tap("Read the card again")
    assert is_rich(await anna.sees("Source:")) == rich_messages
    # The new card comes with the bookmark; the first one got it by its keyboard alone.
    assert anna.last.labels == card.labels
    assert "★ Remove" in card.labels
    assert anna.messages.count(card) == 1
    assert (card.text, is_rich(card)) == (text, rich_messages)
    await anna.tap("I did it")
    await anna.sees("Noted")


async def test_the_day_the_command_and_a_word_show_the_card(
    bot: Program, clock: MovableClock, anna: Someone, rich_messages: bool
) -> None:
    await next_day(bot, clock)
    daily = await anna.sees("Walk in the client's shoes")
    await anna.send("/lesson")
    await anna.sees_messages(len(anna.messages) + 1)
    asked = await anna.sees("Walk in the client's shoes")
    await anna.send("/glossary gmeba")
    found = await anna.sees("Gemba walk")
    assert asked.text == daily.text
    assert [is_rich(each) for each in (daily, asked, found)] == [rich_messages] * 3


async def test_a_reminder_opens_the_card(bot: Program, clock: MovableClock, anna: Someone, rich_messages: bool) -> None:
    await next_day(bot, clock)
    await anna.sees("Walk in the client's shoes")
    go_to(clock, 14)
    await beat(bot, clock)
    await anna.sees("is still waiting")
    await anna.tap("Open")
    assert is_rich(await anna.sees("Source:")) == rich_messages


async def test_the_question_whether_to_go_on_is_answered_below_the_card(
    bot: Program, clock: MovableClock, anna: Someone, rich_messages: bool
) -> None:
    for _ in range(3):
        await next_day(bot, clock)
    card = await anna.sees("Shall I go on")
    shown = card.text
    for label, answer in (("Go on", "Next message"), ("Other hour", "At which hour"), ("Not now", "is paused")):
        await anna.tap_data(next(each for each in datas(card) if each.startswith(ACTS[label])), card)
        await anna.sees(answer)
    assert (card.text, is_rich(card)) == (shown, rich_messages)


ACTS = {"Go on": "ns:g", "Other hour": "ns:h", "Not now": "ns:p"}


def datas(message: Message) -> list[str]:
    return [each["callback_data"] for row in message.keyboard for each in row]


async def test_a_preview_in_both_languages(bot: Program, olga: Someone, rich_messages: bool) -> None:
    await olga.send("/preview gemba")
    assert is_rich(await olga.sees("Gemba walk")) == rich_messages
    await olga.tap("Русский")
    assert is_rich(await olga.sees("Источник:")) == rich_messages
    await olga.tap("All tools")
    assert not is_rich(await olga.sees("Which lesson"))
