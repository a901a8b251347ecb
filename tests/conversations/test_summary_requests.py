"""What a coordinator can't have from /summary: nonsense, other units, everything at once, few answers."""

from random import Random

import pytest

from bot.composition import Program
from bot.sandbox.client import Someone, Telegram
from storage.jobs import MOST_WAITING
from tests.conversations.asked import administrator, answer, fill, limit_to_north, unit_id
from tests.conversations.clock import MovableClock

PICTURE = "what the picture shows"
UNKNOWN = "I know no such unit or service point. Choose from the list: /summary"


@pytest.fixture
async def olga(telegram: Telegram, bot: Program, clock: MovableClock) -> Someone:
    return await administrator(telegram, bot, clock)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("01.12.2026-05.12.2026", "has not begun yet"),
        ("north 20.11.2026-01.11.2026", "ends before it begins"),
        ("north 31.02.2026", "don't know this period"),
        ("nowhere month", "no such unit"),
        ("<b>&", "no such unit"),
        ("certificates 2025-03", "No data"),
        ("hotline month", "No data"),
        # What is before them no button can name.
        ("north 2000-01", "No data"),
        ("north 01.01.2000", "No data"),
        ("north 2005-01-01 2015-11-24", "No data"),
    ],
)
async def test_what_can_not_be_answered_gets_a_clear_word(olga: Someone, words: str, says: str) -> None:
    await olga.send(f"/summary {words}")
    await olga.sees(says)


async def test_a_coordinator_of_one_unit_sees_only_that_one(
    telegram: Telegram, bot: Program, clock: MovableClock
) -> None:
    await bot.ground.database.run(fill, clock())
    telegram.person("Ольга", language="en")
    ivan = telegram.person("Иван", language="en")
    await ivan.send("/help")
    await ivan.sees("/rate")
    await bot.ground.database.run(limit_to_north, ivan.id)
    await ivan.send("/summary")
    message = await ivan.sees("What do you want a summary of")
    assert message.labels == ["Everything together", "North branch"]
    for words in ("south month", "no such place", "south-documents"):
        await ivan.send(f"/summary {words}")
    await ivan.sees_messages(5)
    assert {message.text for message in ivan.messages[-3:]} == {UNKNOWN}
    await ivan.tap("Everything together")
    await ivan.sees(PICTURE)
    assert "All your units" in ivan.messages[-2].text
    foreign = ivan.data_of("Quarter").split(":")
    foreign[2] = str(await bot.ground.database.read(unit_id, "south"))
    await ivan.tap_data(":".join(foreign), ivan.messages[-2])
    await ivan.sees(UNKNOWN)
    for unit in (foreign[2], "99"):
        await ivan.tap_data(f"sc:{unit}:0", ivan.last)
    await telegram.settled()
    assert [toast.text for toast in ivan.person.toasts[-2:]] == [UNKNOWN, UNKNOWN]


async def test_rights_that_have_gone_show_nothing(telegram: Telegram, bot: Program, clock: MovableClock) -> None:
    telegram.person("Ольга", language="en")
    tom = telegram.person("Tom", language="en")
    await tom.send("/help")
    await tom.sees("/rate")
    await tom.tap_data("sa:o:0:0:0:m:20261101:20261201", tom.last)
    await tom.sees_toast("out of date")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("sa", "out of date"),
        ("sa:o:0:0:0:m:20261131:20261201", "don't know this period"),
        ("sa:o:0:0:0:m:20261102:20261201", "don't know this period"),
        ("sa:o:0:0:0:o:20261201:20261101", "don't know this period"),
        ("sa:z:0:0:0:m:20261101:20261201", "out of date"),
        ("sa:o:99999999999:0:0:m:20261101:20261201", "out of date"),
        ("sb:-1", "out of date"),
    ],
)
async def test_a_forged_button_gets_a_calm_answer(olga: Someone, data: str, says: str) -> None:
    await olga.send("/help")
    await olga.sees("/summary")
    await olga.tap_data(data, olga.last)
    await olga.sees_toast(says)
    assert len(olga.messages) == 1


async def test_a_forged_page_of_an_unknown_unit_is_empty(olga: Someone) -> None:
    await olga.send("/summary")
    await olga.tap("North branch")
    await olga.sees("The whole unit, or a service point?")
    await olga.tap_data("sc:99:0", olga.last)
    await olga.sees("No service point takes answers")


@pytest.mark.parametrize("data", ["sa:o:99:0:0:m:20261101:20261201", "sa:o:0:99:0:m:20261101:20261201"])
async def test_a_button_of_nothing_gets_a_calm_answer(olga: Someone, data: str) -> None:
    await olga.send("/help")
    await olga.sees("/summary")
    await olga.tap_data(data, olga.last)
    await olga.sees("no such")


async def test_a_hundred_summaries_at_once_are_one_or_two(telegram: Telegram, olga: Someone) -> None:
    for _ in range(100):
        await olga.send("/summary north month post")
    await telegram.settled(patience=30)
    await olga.sees(PICTURE, patience=30)
    # Each is a text and its picture; the others were the same request, which waited or was in hand.
    assert len(olga.messages) <= 2 * 4
    told = [message.text for message in olga.messages if message.attachment is None]
    assert len(set(told)) == 1
    assert "North branch" in told[0]
    assert len(told) * 2 == len(olga.messages)


async def test_many_different_ones_at_once_are_put_off_with_a_calm_word(telegram: Telegram, olga: Someone) -> None:
    for month in range(1, 10):
        await olga.send(f"/summary north 2025-0{month}")
    await telegram.settled(patience=30)
    await olga.sees_messages(9, patience=30)
    put_off = sum("I am already working on your summaries" in message.text for message in olga.messages)
    told = sum("No data: nobody has answered" in message.text for message in olga.messages)
    assert put_off >= 1
    # At least those that may wait at once.
    assert told >= MOST_WAITING
    assert put_off + told == 9


async def test_below_ten_answers_there_is_no_score_and_no_way_to_one(
    telegram: Telegram, bot: Program, clock: MovableClock
) -> None:
    await bot.ground.database.run(answer, clock().date(), "north-certificates", 9, Random(1))
    olga = telegram.person("Ольга", language="en")
    for words in ("certificates month", "north month", "month", "certificates week", "certificates quarter"):
        await olga.send(f"/summary {words}")
        await olga.sees("Fewer than 10 answers can be shown")
        assert "%" not in olga.last.text
        assert "By week" not in olga.last.labels
