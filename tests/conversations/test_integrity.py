"""Responses that look unlike a person's own answer: marked, shown, left out in sight of all, never deleted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, func, select

from bot.composition import Program
from bot.sandbox.client import Someone, Telegram
from storage import integrity, organisation
from storage.tables import completions, integrity_marks, responses
from surveys.integrity import BURST, End, is_uniform
from tests.conversations.clock import MovableClock


async def test_a_slow_answer_is_not_marked_a_hasty_and_a_repeated_one_are(
    telegram: Telegram, olga: Someone, bot: Program, clock: MovableClock
) -> None:
    tom, eve = telegram.person("Tom", "en"), telegram.person("Eve", "en")
    await rate(tom, clock, seconds=3)
    await bot.heartbeat.beat()
    assert await marks(bot) == {}
    await rate(eve, clock, seconds=0.4)
    await bot.heartbeat.beat()
    assert await marks(bot) == {"hasty": 1}
    await rate(tom, clock, seconds=3)
    await bot.heartbeat.beat()
    assert await marks(bot) == {"hasty": 1, "repeated": 1}


async def test_a_burst_is_marked_shown_left_out_and_taken_back(
    telegram: Telegram, olga: Someone, bot: Program, clock: MovableClock
) -> None:
    for number in range(BURST):
        await rate(telegram.person(f"Citizen {number}", "en"), clock, seconds=3)
    await bot.heartbeat.beat()
    assert await marks(bot) == {"burst": BURST}
    await olga.send("/points")
    await olga.tap("North branch")
    await olga.tap("Electronic queue · visit")
    await olga.sees(f"in a burst of ten minutes: {BURST}")
    await olga.tap("Leave suspicious ones out")
    # In whole groups of ten: the other five stay.
    await olga.sees("left out of scores: 10")
    await olga.send("/summary queue")
    await olga.sees("no score, so that nobody can be recognised")
    assert "Left out as unusual: at least 10 responses." in olga.last.text
    await olga.send("/points")
    await olga.tap("North branch")
    await olga.tap("Electronic queue · visit")
    await olga.sees("left out of scores")
    shown = (len(olga.messages), olga.last.text)
    await olga.tap("Count all")
    await olga.sees_change(shown)
    assert "left out" not in olga.last.text
    await olga.send("/summary queue")
    # Shown in groups of ten: the other five wait for more.
    await olga.sees("10 complete responses")
    assert any("Unusual, yet counted: at least 10 responses" in message.text for message in olga.messages)
    assert "Left out" not in olga.last.text
    await olga.send("/audit")
    audited = await olga.sees("let unusual responses count again at a point north-queue")
    assert "left unusual responses out of the scores of a point north-queue" in audited.text
    assert await count(bot) == BURST


async def test_fewer_than_ten_marked_are_neither_counted_nor_left_out(
    telegram: Telegram, olga: Someone, bot: Program, clock: MovableClock
) -> None:
    await rate(telegram.person("Eve", "en"), clock, seconds=0.1)
    await bot.heartbeat.beat()
    await olga.send("/points")
    await olga.tap("North branch")
    await olga.tap("Electronic queue · visit")
    await olga.sees("faster than a second a question: <10")
    assert "Leave suspicious ones out" not in olga.last.labels
    await olga.tap_data("ip:3:x", olga.last)
    await olga.sees("<10")
    assert "left out" not in olga.last.text


async def test_when_the_day_ends_the_ten_minutes_are_destroyed_and_the_marks_stay(
    telegram: Telegram, olga: Someone, bot: Program, clock: MovableClock
) -> None:
    await rate(telegram.person("Eve", "en"), clock, seconds=0.1)
    await bot.heartbeat.beat()
    clock.move(days=1)
    await bot.heartbeat.beat()

    def left(connection: Connection) -> int:
        return connection.execute(select(func.count()).select_from(completions)).scalar_one()

    assert await bot.ground.database.read(left) == 0
    assert await marks(bot) == {"hasty": 1}


@pytest.mark.parametrize(
    ("taps", "is_marked"),
    [
        (("Yes", "7", "5"), True),
        (("No", "1", "1"), True),
        (("No", "7", "5"), False),
        (("Yes", "7", "4"), False),
        (("Partly", "7", "5"), False),
        (("Yes", "7", "Not applicable"), False),
        (("Yes", "4", "3"), False),
    ],
)
async def test_the_same_end_of_every_scale_is_marked(
    telegram: Telegram, olga: Someone, bot: Program, clock: MovableClock, taps: tuple[str, ...], is_marked: bool
) -> None:
    tom = telegram.person("Tom", "en")
    await tom.send("/start p_north-certificates")
    for number, tap in enumerate((*taps, "Skip", "Skip"), start=1):
        await tom.sees(f"{number} of 5")
        clock.move(seconds=3)
        await tom.tap(tap)
    await tom.sees("already erased")
    await bot.heartbeat.beat()
    assert await marks(bot) == ({"uniform": 1} if is_marked else {})


async def test_delight_is_told_and_stays_in_the_scores_unless_it_came_too_fast(
    telegram: Telegram, olga: Someone, bot: Program, clock: MovableClock
) -> None:
    for seconds in (3, 0.4):
        for number in range(10):
            await delight(telegram.person(f"Citizen {number}", "en"), clock, seconds)
        clock.move(minutes=11)
        await bot.heartbeat.beat()
        await olga.send("/points")
        await olga.tap("North branch")
        await olga.tap("Certificates and extracts · window")
        card = await olga.sees("by itself it stays in scores")
        assert ("Leave suspicious ones out" in card.labels) is (seconds < 1)
        await olga.tap_data(f"ip:{await certificates(bot)}:x", card)
        if seconds < 1:
            await olga.sees("left out of scores: 10")
        assert await count_excluded(bot) == (10 if seconds < 1 else 0)
    assert await marks(bot) == {"hasty": 10, "uniform": 20}
    await olga.send("/summary certificates")
    await olga.sees("10 complete responses")
    assert not any("Unusual, yet counted" in message.text for message in olga.messages)


ENDS = st.lists(st.sampled_from(["best", "worst", None]), max_size=4)


@given(ENDS, ENDS)
def test_uniform_is_one_end_everywhere_on_two_scales_of_numbers(
    numbers: list[End | None], words: list[End | None]
) -> None:
    agree = any(all(each == end for each in numbers + words) for end in ("best", "worst"))
    assert is_uniform(numbers, words) == (len(numbers) >= 2 and agree)


async def rate(person: Someone, clock: MovableClock, seconds: float) -> None:
    await person.send("/start p_north-queue")
    await person.sees("1 of 2")
    clock.move(seconds=seconds)
    await person.tap("6")
    await person.sees("2 of 2")
    clock.move(seconds=seconds)
    await person.tap("Skip")
    await person.sees("already erased")


async def delight(person: Someone, clock: MovableClock, seconds: float) -> None:
    await person.send("/start p_north-certificates")
    for number, tap in enumerate(("Yes", "7", "5", "Skip", "Skip"), start=1):
        await person.sees(f"{number} of 5")
        clock.move(seconds=seconds)
        await person.tap(tap)
    await person.sees("already erased")


async def certificates(bot: Program) -> int:
    found = await bot.ground.database.read(organisation.touchpoint, "north-certificates")
    assert found is not None
    return found.id


async def count_excluded(bot: Program) -> int:
    point = await certificates(bot)
    return len(await bot.ground.database.read(integrity.excluded, point))


async def marks(bot: Program) -> dict[str, int]:
    def read(connection: Connection) -> dict[str, int]:
        query = select(integrity_marks.c.mark, func.count()).group_by(integrity_marks.c.mark)
        return dict(connection.execute(query).all())

    return await bot.ground.database.read(read)


async def count(bot: Program) -> int:
    def read(connection: Connection) -> int:
        return connection.execute(select(func.count()).select_from(responses)).scalar_one()

    return await bot.ground.database.read(read)
