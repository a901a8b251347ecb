"""A coordinator reads what people wrote; fewer than enough answers show nothing."""

import pytest

from bot.composition import Program
from bot.sandbox.client import Someone, Telegram
from storage import people
from tests.conversations.answered import Given, answer, coordinator
from tests.conversations.clock import MovableClock

POINT, OTHER, FOREIGN = "north-certificates", "north-benefits", "south-documents"
QUEUE = ["Огромная очередь", "Опять огромные очереди", "В огромной очереди два часа", "Очередь и духота"]


@pytest.fixture
async def olga(telegram: Telegram, bot: Program) -> Someone:
    """An administrator: she may see every unit."""
    olga = telegram.person("Ольга", language="en")
    await olga.send("/help")
    await olga.sees("/comments")
    return olga


async def given(bot: Program, clock: MovableClock, code: str, answers: list[Given]) -> None:
    await bot.ground.database.run(answer, code, answers, clock())


def good_and_bad() -> list[Given]:
    good = [Given(comment=f"Хорошо {number}", drivers=["humanity"]) for number in range(10)]
    bad = [Given(2, 1, ["efficiency"], text) for text in QUEUE] + [Given(2, 1, ["efficiency"]) for _ in range(6)]
    return [*good, *bad]


async def test_below_ten_answers_no_comment_is_shown(olga: Someone, bot: Program, clock: MovableClock) -> None:
    await given(bot, clock, POINT, [Given(comment="СЕКРЕТ")] * 9)
    await olga.send("/comments certificates north")
    await olga.sees("Fewer than 10 answers")
    assert "СЕКРЕТ" not in olga.last.text
    await given(bot, clock, POINT, [Given(comment="последний")])
    await olga.send("/comments certificates north")
    await olga.sees("10 comments, answers behind them: 10")


async def test_a_page_a_comment_and_back(olga: Someone, bot: Program, clock: MovableClock) -> None:
    long = "Ж" * 2900 + "конец <b>"
    await given(bot, clock, POINT, [Given(comment=long)] * 10)
    await olga.send("/comments certificates north")
    await olga.sees("1. ЖЖЖ")
    assert "конец" not in olga.last.text
    await olga.tap("3")
    await olga.sees("конец <b>")
    await olga.tap("← Back")
    await olga.sees("1. ЖЖЖ")
    await olga.tap("→")
    await olga.sees("10. ЖЖЖ")


async def test_comments_are_narrowed_by_score_reason_and_words(
    olga: Someone, bot: Program, clock: MovableClock
) -> None:
    await given(bot, clock, POINT, good_and_bad())
    await olga.send("/comments certificates north")
    await olga.sees("14 comments, answers behind them: 20")
    await olga.tap("By score")
    await olga.tap("After bad scores · 10 answers")
    await olga.sees("4 comments, answers behind them: 10")
    assert "Хорошо" not in olga.last.text
    await olga.tap("By reason")
    await olga.tap("The time it took · 10")
    await olga.sees("Reason: The time it took")
    await olga.tap("What people write about")
    await olga.sees("огромная очередь: in 3 comments", patience=20)
    await olga.tap("огромная очередь")
    await olga.sees("With the words: огромная очередь")
    assert "духота" not in olga.last.text


async def test_words_that_name_nothing_are_looked_for_in_the_comments(
    olga: Someone, bot: Program, clock: MovableClock
) -> None:
    await given(bot, clock, POINT, good_and_bad())
    await olga.send("/comments очередями")
    await olga.sees("4 comments", patience=20)
    await olga.send("/comments north month: духота")
    await olga.sees("1 comment, answers behind it: 20", patience=20)


async def test_a_summary_leads_to_its_comments(olga: Someone, bot: Program, clock: MovableClock) -> None:
    await given(bot, clock, POINT, good_and_bad())
    await given(bot, clock, OTHER, [Given(comment="другое")] * 10)
    await olga.send("/summary certificates north")
    # The picture of the summary is drawn first, by a process that has to start.
    await olga.tap("Comments", patience=30)
    await olga.sees("14 comments, answers behind them: 20", patience=30)
    assert "другое" not in olga.last.text


async def test_a_filter_that_would_leave_too_few_is_not_offered_and_not_obeyed(
    olga: Someone, bot: Program, clock: MovableClock
) -> None:
    await given(bot, clock, POINT, [Given(1, 1, ["place"], "РЕДКОЕ")] * 9 + [Given(comment="много")] * 11)
    await olga.send("/comments certificates north")
    message = await olga.sees("20 comments")
    await olga.tap("By score")
    await olga.sees("Which comments")
    assert not any("After bad" in label for row in olga.last.buttons for label in row)
    assert not any("After good" in label for row in olga.last.buttons for label in row)
    for forged in ("ef:1:v:bad", "ef:1:d:place"):
        await olga.tap_data(forged, message)
    await olga.sees("fewer than 10 answers stand behind")
    assert "РЕДКОЕ" not in olga.last.text


async def test_a_hidden_comment_is_gone_for_others_and_comes_back(
    olga: Someone, telegram: Telegram, bot: Program, clock: MovableClock
) -> None:
    await given(bot, clock, POINT, [Given(comment=f"Слово {number}") for number in range(10)])
    ivan = await coordinator(telegram, bot, clock, "north")
    await ivan.send("/comments certificates north")
    first = (await ivan.sees("10 comments")).text.partition("1. ")[2].split("\n")[0]
    await ivan.tap("1")
    await ivan.tap("Hide: personal data")
    await ivan.sees("9 comments")
    assert first not in ivan.last.text
    await olga.send("/comments certificates north")
    await olga.sees("9 comments")
    await olga.tap("Hidden ones")
    await olga.sees(first)
    await olga.tap("1")
    await olga.sees("Reason: personal data")
    await olga.tap("Show it again")
    await olga.sees("No comments")
    await ivan.send("/comments certificates north")
    await ivan.sees("10 comments")


async def test_an_old_screen_opens_no_comment_that_somebody_else_has_hidden(
    olga: Someone, telegram: Telegram, bot: Program, clock: MovableClock
) -> None:
    await given(bot, clock, POINT, [Given(comment="Иванова, дом 5")] * 10)
    ivan, oleg = [await coordinator(telegram, bot, clock, "north") for _ in range(2)]
    await oleg.send("/comments certificates north")
    await oleg.sees("10 comments")
    opens = oleg.data_of("1")
    await ivan.send("/comments certificates north")
    await ivan.sees("10 comments")
    await ivan.tap("1")
    await ivan.tap("Hide: personal data")
    await ivan.sees("9 comments")
    await oleg.tap_data(opens, oleg.last)
    await oleg.sees("no longer shown")
    assert "Иванова" not in oleg.last.text
    await oleg.tap_data(opens.replace("eo:", "eh:", 1).replace(":0:", ":", 1) + ":s", oleg.last)
    await telegram.settled()
    await olga.send("/comments certificates north")
    await olga.sees("9 comments")


async def test_a_coordinator_of_one_unit_sees_only_its_comments(
    olga: Someone, telegram: Telegram, bot: Program, clock: MovableClock
) -> None:
    await given(bot, clock, POINT, [Given(comment="северный")] * 10)
    await given(bot, clock, FOREIGN, [Given(comment="южный")] * 10)
    ivan = await coordinator(telegram, bot, clock, "north")
    await ivan.send("/comments")
    await ivan.sees("10 comments")
    assert "южный" not in ivan.last.text
    await ivan.send("/comments south")
    await ivan.sees("No comments", patience=20)
    await ivan.tap_data("ef:1:p:south-documents", ivan.last)
    await ivan.sees("no such service point")


async def test_another_persons_view_and_forged_buttons_show_nothing(
    olga: Someone, telegram: Telegram, bot: Program, clock: MovableClock
) -> None:
    await given(bot, clock, POINT, [Given(comment="тайна")] * 10)
    await olga.send("/comments")
    await olga.sees("10 comments")
    ivan = await coordinator(telegram, bot, clock, "north")
    for data in (
        "ep:1:0",
        "em:1:t:0",
        "ef:1:v:bad",
        "eo:1:0:5:comment",
        "eh:1:5:comment:p",
        "ef:1:w:month.1999",
        "ef:1:w:month.0001-01-01",
        "ef:1:w:own.2026-11-01",
        "ep:x:0",
    ):
        await ivan.tap_data(data, ivan.last)
        await telegram.settled()
    assert not any("тайна" in message.text for message in ivan.messages)
    eve = telegram.person("Eve", language="en")
    await eve.send("/comments")
    await eve.sees("no such command")
    await eve.tap_data("ep:1:0")
    await eve.sees_toast("out of date")
    assert await bot.ground.database.read(people.find, eve.id) is not None
