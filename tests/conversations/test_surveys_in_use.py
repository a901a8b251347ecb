"""Coordinators try surveys, close and open them, and assign them to service points."""

import pytest
from sqlalchemy import Connection, select

from bot.composition import Program
from bot.sandbox.client import Someone, Telegram
from storage import organisation
from storage.tables import answers, responses
from tests.conversations.authored import coordinator, drafted, open_survey
from tests.conversations.clock import MovableClock


async def test_a_preview_walks_the_whole_survey_and_stores_nothing(
    telegram: Telegram, bot: Program, olga: Someone
) -> None:
    await open_survey(olga, "After the service")
    await olga.tap("See it as a citizen does")
    await olga.sees("nothing is stored")
    await olga.sees("1 of 5")
    await olga.tap("Yes")
    await olga.sees("2 of 5")
    await olga.tap("2")
    await olga.sees("3 of 5")
    await olga.tap("← Back")
    assert "✓ 2" in (await olga.sees("2 of 5")).labels
    await olga.tap("6")
    await olga.sees("3 of 5")
    await olga.tap("1")
    await olga.sees("What got in the way?")
    await olga.tap("Something else")
    await olga.tap("The time it took")
    await olga.sees("4 of 5")
    await olga.tap("Done")
    await olga.sees("What should we fix first?")
    await olga.tap("Go on →")
    await olga.sees("Thank you!")
    await olga.tap("End the preview")
    await olga.sees("Version 1")
    assert await count(bot) == (0, 0)


async def test_a_survey_is_closed_and_opened_again(telegram: Telegram, bot: Program, olga: Someone) -> None:
    tom = telegram.person("Tom", language="en")
    await tom.send("/start p_north-queue")
    await tom.sees("1 of 2")
    await open_survey(olga, "Ease")
    await olga.tap("Close the survey")
    await olga.sees("no answers are taken")
    await tom.tap("7")
    await tom.sees_toast("takes no answers any more")
    await olga.tap("Open the survey again")
    await olga.sees("Asked at")
    await tom.tap("7")
    await tom.sees("2 of 2")


async def test_a_survey_is_assigned_to_a_point(telegram: Telegram, bot: Program, olga: Someone) -> None:
    await open_survey(olga, "Ease")
    await olga.tap("Assign to points")
    assert "✓ Electronic queue · North branch" in (await olga.sees("Where is this survey")).labels
    await olga.tap("Hotline · Head office")
    await olga.sees("Where is this survey")
    tom = telegram.person("Tom", language="en")
    await tom.send("/start p_hotline")
    await tom.sees("1 of 2")
    # Scores of citizens and of colleagues never mix.
    assert not any("Personnel" in label for label in olga.last.labels)
    personnel = await bot.ground.database.read(organisation.touchpoint, "personnel")
    assert personnel is not None
    await olga.tap_data(f"wi:ces:{personnel.id}:0", olga.last)
    await olga.sees_toast("no such service point")


async def test_a_coordinator_of_some_units_assigns_there_and_changes_nothing_for_all(
    telegram: Telegram, bot: Program, clock: MovableClock
) -> None:
    telegram.person("Ольга")
    south = await coordinator(telegram, bot, clock, "Юг", unit_id=2)
    await open_survey(south, "Ease")
    assert set(south.last.labels).isdisjoint({"Change", "Close the survey"})
    await south.tap("Assign to points")
    await south.sees("Where is this survey")
    assert not any("North branch" in label for label in south.last.labels)
    message = south.last
    # Point 1 is in the north; the rest is an author's.
    for forged in ("wi:ces:1:0", "ws:ces:x", "ws:ces:e", "wu:ces:0:0", "wt:ces:t:en", "ws:nothing:s"):
        await south.tap_data(forged, message)
        await telegram.settled()
    points = await bot.ground.database.read(organisation.open_touchpoints)
    assert next(point for point in points if point.id == 1).survey == "post_service"
    assert await drafted(bot, "ces") is None
    await south.tap("Home visits · South branch")
    await telegram.settled()
    points = await bot.ground.database.read(organisation.open_touchpoints)
    assert next(point for point in points if point.code == "south-visit-home").survey == "ces"


@pytest.mark.parametrize(
    "data", ["wp:v:1:0:", "wl:0", "ws:ces:s", "wa:ces", "wv:ces:", "wg:ces:0", "wi:ces:1:0", "wp:d:1::", "xa:0", "xl:0"]
)
async def test_to_a_citizen_authoring_does_not_exist(telegram: Telegram, bot: Program, data: str) -> None:
    telegram.person("Ольга")
    tom = telegram.person("Tom", language="en")
    await tom.tap_data(data)
    await tom.sees_toast("This button is out of date")


@pytest.mark.parametrize("data", ["wp:v:9999:0:", "wp:v:1:99:", "wp:v:1:0:zz", "wp:d:7:0:", "wp:v:1:0:000000000000000"])
async def test_a_forged_preview_gets_a_calm_answer(telegram: Telegram, bot: Program, olga: Someone, data: str) -> None:
    await olga.tap_data(data)
    await telegram.settled()
    await olga.sees_toast("")
    assert not any("our fault" in toast.text for toast in olga.person.toasts)


async def count(bot: Program) -> tuple[int, ...]:
    """Responses and answers."""

    def counted(connection: Connection) -> tuple[int, ...]:
        return tuple(len(connection.execute(select(table)).all()) for table in (responses, answers))

    return await bot.ground.database.read(counted)
