"""Who answers a survey has turned away from what they were asked to write; finishing it does not bring that back."""

import pytest
from sqlalchemy import Connection, func, select

from bot.composition import Program
from bot.sandbox.client import Someone, Telegram
from storage.tables import case_messages, changes, responses, touchpoints
from tests.conversations.clock import MovableClock
from tests.conversations.complaining import complain

WORDS = "passport\nпаспорт"


@pytest.fixture
async def opened(olga: Someone) -> Someone:
    """An administrator with a survey that is just begun."""
    await begin(olga)
    return olga


async def test_a_text_after_a_survey_is_no_text_of_a_change(opened: Someone, bot: Program, clock: MovableClock) -> None:
    await ask_for_a_change(opened)
    clock.move(seconds=3)
    await finish(opened)
    await write(opened)
    assert await bot.ground.database.read(open_) == 0
    assert await bot.ground.database.read(texts) == [{}]


@pytest.mark.parametrize("tap", ["← Back", "A new change"])
async def test_a_text_after_turning_to_other_changes_is_no_text_of_the_first(
    olga: Someone, bot: Program, tap: str
) -> None:
    await ask_for_a_change(olga)
    before = olga.last
    await olga.tap_data("gm:0" if tap == "← Back" else "gb:0:", before)
    await olga.sees_change((len(olga.messages), before.text))
    await write(olga)
    assert all(each == {} for each in await bot.ground.database.read(texts))


async def test_a_text_after_a_survey_is_no_name_of_a_point(opened: Someone, bot: Program, clock: MovableClock) -> None:
    await opened.send("/points")
    await opened.tap("North branch")
    await opened.tap("Electronic queue · visit")
    await opened.tap("Rename")
    await opened.sees("two lines")
    clock.move(seconds=3)
    await finish(opened)
    await write(opened)
    assert await bot.ground.database.read(open_) == 0
    assert "passport" not in str(await bot.ground.database.read(names))


async def test_a_text_after_a_survey_joins_no_case(
    telegram: Telegram, olga: Someone, bot: Program, clock: MovableClock
) -> None:
    tom = telegram.person("Tom", language="en")
    await begin(tom)
    await complain(tom, comment=None)
    await tom.tap("I would like an answer")
    await tom.sees("Write in one message what happened")
    clock.move(seconds=3)
    await finish(tom)
    await write(tom)
    assert await bot.ground.database.read(open_) == 0
    assert await bot.ground.database.read(written) == 0


async def test_a_text_after_a_survey_is_begun_joins_no_case(telegram: Telegram, olga: Someone, bot: Program) -> None:
    tom = telegram.person("Tom", language="en")
    await complain(tom, comment=None)
    await tom.tap("I would like an answer")
    await tom.sees("Write in one message what happened")
    await begin(tom)
    await write(tom)
    assert await bot.ground.database.read(written) == 0


async def begin(person: Someone) -> None:
    await person.send("/start p_north-queue")
    await person.sees("1 of 2")


async def finish(person: Someone) -> None:
    """By the buttons of the survey that stands further above."""
    await person.tap("6")
    await person.tap("Skip")


async def ask_for_a_change(olga: Someone) -> None:
    await olga.send("/changes")
    await olga.tap("Tell of a change")
    await olga.tap("A new change")
    await olga.tap("North branch")
    await olga.tap("Certificates and extracts · window")
    await olga.tap("Text in English")
    await olga.sees("Write in English")


async def write(person: Someone) -> None:
    before = len(person.messages)
    await person.send(WORDS)
    await person.sees_messages(before + 1)


def texts(connection: Connection) -> list[dict[str, str]]:
    return list(connection.execute(select(changes.c.texts)).scalars())


def names(connection: Connection) -> list[dict[str, str]]:
    return list(connection.execute(select(touchpoints.c.service)).scalars())


def written(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(case_messages)).scalar_one()


def open_(connection: Connection) -> int:
    query = select(func.count()).select_from(responses).where(responses.c.state == "open")
    return connection.execute(query).scalar_one()
