"""Coordinators look at surveys, try them, assign them, change them and publish the next version."""

import pytest
from sqlalchemy import Connection, select

from bot.composition import Program
from bot.sandbox.client import Someone, Telegram
from storage import organisation, roles, survey_versions
from storage.tables import answers, responses, survey_drafts
from surveys.catalog_files import load_catalog
from surveys.versions import Versions
from tests.conversations.clock import MovableClock

CES = load_catalog()["ces"]


@pytest.fixture
def olga(telegram: Telegram) -> Someone:
    """The administrator: the first person of the local Telegram."""
    return telegram.person("Ольга", language="en")


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


async def test_a_text_is_changed_into_a_new_version(telegram: Telegram, bot: Program, olga: Someone) -> None:
    await open_survey(olga, "Ease")
    await olga.tap("Change")
    await olga.tap("Thanks")
    await olga.tap("Change the English text")
    await olga.sees("up to 1000 characters")
    await olga.send("Thanks a lot & <b>goodbye</b>!")
    await olga.sees("Thanks a lot & <b>goodbye</b>!")
    await olga.tap("← Back")
    await olga.sees("Choose what to change")
    await olga.tap("What changes")
    await olga.sees("Thanks (English): Thank you! Answers like yours show us where people struggle. → Thanks a lot &")
    await olga.tap("Publish")
    await olga.sees("Published: version 2")
    await olga.tap("Versions")
    await olga.tap("Version 2 · 24 November 2026")
    await olga.sees("Thanks a lot & <b>goodbye</b>!")
    await olga.tap("← Back")
    await olga.tap("Version 1 · 24 November 2026")
    await olga.sees("The first version.")
    # What was published before is as it was.
    rows = await bot.ground.database.read(survey_versions.all_of, "ces")
    assert [row.definition["thanks"]["en"] for row in rows] == ["Thanks a lot & <b>goodbye</b>!", CES.thanks.en]  # type: ignore[union-attr]


async def test_a_response_that_was_begun_ends_with_its_own_version(
    telegram: Telegram, bot: Program, olga: Someone
) -> None:
    tom = telegram.person("Tom", language="en")
    await tom.send("/start p_north-queue")
    await tom.sees("1 of 2")
    await open_survey(olga, "Ease")
    await olga.tap("Change")
    await write_thanks(olga, "Another word")
    await olga.tap("← Back")
    await olga.sees("Choose what to change")
    await olga.tap("What changes")
    await olga.sees("Another word")
    await olga.tap("Publish")
    await olga.sees("version 2")
    await tom.tap("7")
    await tom.sees("2 of 2")
    await tom.tap("Skip")
    await tom.sees("Answers like yours show us")
    await tom.send("/start p_north-queue")
    await tom.sees("1 of 2")
    await tom.tap("7")
    await tom.sees("2 of 2")
    await tom.tap("Skip")
    await tom.sees("Another word")


async def test_options_are_added_renamed_and_removed_and_codes_are_never_used_again(
    telegram: Telegram, bot: Program, olga: Someone
) -> None:
    await open_survey(olga, "After the service")
    await olga.tap("Change")
    await olga.tap("4. What influenced your rating most? Ch…")
    await olga.tap("+ Add an option")
    await olga.sees("two lines: the first in Russian")
    await olga.send("only one line")
    await olga.sees("Exactly two lines")
    await olga.send("Очередь\nThe queue")
    await olga.sees("The text and the options")
    await olga.tap("▫ The queue")
    await olga.sees("Очередь")
    await olga.tap("Remove this option")
    await olga.sees("The text and the options")
    assert "▫ The queue" not in olga.last.labels
    await olga.tap("+ Add an option")
    await olga.sees("two lines: the first in Russian")
    await olga.send("Парковка\nParking")
    await olga.sees("The text and the options")
    await olga.tap("▫ Something else")
    await olga.sees("Другое")
    await olga.tap("Change the Russian text")
    await olga.sees("up to 40 characters")
    await olga.send("Иное")
    await olga.sees("Иное")
    await olga.tap("← Back")
    await olga.sees("The text and the options")
    await olga.tap("← Back")
    await olga.sees("Choose what to change")
    await olga.tap("What changes")
    shown = await olga.sees("option option_1 added — Парковка")
    assert "Question drivers, option other (Russian): Другое → Иное" in shown.text
    await olga.tap("Publish")
    await olga.sees("version 2")
    newest = await bot.ground.database.read(survey_versions.newest, "post_service")
    assert newest is not None
    drivers = (await bot.ground.database.read(Versions().get, newest.id)).question("drivers")
    assert drivers.codes[-1] == "option_1"
    assert "place" in drivers.codes


async def test_the_options_of_a_scale_can_not_be_changed(telegram: Telegram, bot: Program, olga: Someone) -> None:
    await open_survey(olga, "Ease")
    await olga.tap("Change")
    await olga.tap("1. How far do you agree: “It was easy t…")
    await olga.sees("The scale of this question is shared by all surveys")
    assert olga.last.labels == ["Text: How far do you agree: “It was eas…", "← Back"]
    for forged in ("wt:ces:q0o1:en", "wn:ces:0", "wo:ces:0:7", "wt:ces:q99:en", "wq:ces:99"):
        await olga.tap_data(forged, olga.last)
    await olga.sees_toast("The draft has changed")
    await olga.send("/help")
    assert await drafted(bot, "ces") == CES.model_dump(mode="json")


@pytest.mark.parametrize("text", ["x" * 1001, "   \n "])
async def test_a_text_that_does_not_fit_is_asked_for_again(
    telegram: Telegram, bot: Program, olga: Someone, text: str
) -> None:
    await open_survey(olga, "Ease")
    await olga.tap("Change")
    await olga.tap("Introduction")
    await olga.tap("Change the Russian text")
    await olga.send(text)
    await olga.sees("1 to 1000 characters")
    await olga.send("Коротко")
    await olga.sees("Коротко")


async def test_with_approval_a_second_person_publishes(
    telegram: Telegram, bot: Program, clock: MovableClock, olga: Someone
) -> None:
    await bot.ground.database.run(organisation.keep_rules, approval=True, retention={})
    ivan = await coordinator(telegram, bot, clock, "Иван")
    await change_thanks(ivan, "Ivan's word")
    await ivan.tap("Send for approval")
    await ivan.sees("once a second person approves it")
    await ivan.tap("What changes")
    await ivan.sees("Ivan's word")
    assert "Approve and publish" not in ivan.last.labels
    # A forged approval of one's own proposal is refused.
    await ivan.tap_data("wu:ces:1:1", ivan.last)
    await ivan.sees_toast("Another person has to approve")
    await open_survey(olga, "✎ Ease")
    await olga.sees("waits for a second person's approval")
    await olga.tap("What changes")
    await olga.sees("Ivan's word")
    approve, message = olga.data_of("Approve and publish"), olga.last
    # Ivan changes it once more: what Olga read is no longer what would be published.
    await ivan.tap("← Back")
    await ivan.sees("waits for a second")
    await ivan.tap("Go on with the draft")
    await ivan.sees("Choose what to change")
    await write_thanks(ivan, "Another word")
    await olga.tap_data(approve, message)
    await olga.sees_toast("The draft has changed")
    await ivan.tap("← Back")
    await ivan.sees("Choose what to change")
    await ivan.tap("What changes")
    await ivan.sees("Another word")
    await ivan.tap("Send for approval")
    await ivan.sees("once a second person")
    await open_survey(olga, "✎ Ease")
    await olga.tap("What changes")
    await olga.sees("Another word")
    await olga.tap("Approve and publish")
    await olga.sees("Published: version 2")
    await olga.send("/audit")
    shown = (await olga.sees("Acts of office")).text
    assert "administrator no. " in shown
    assert "published a survey, version ces, 2" in shown
    assert shown.count("sent a survey for approval ces") == 2


async def test_a_version_is_sent_as_the_file_it_could_be(telegram: Telegram, bot: Program, olga: Someone) -> None:
    await open_survey(olga, "Ease")
    await olga.tap("As a file")
    file = await olga.sees_file("document")
    assert file.name == "ces.yaml"
    assert b"kind: effort" in file.content


async def test_a_draft_is_thrown_away(telegram: Telegram, bot: Program, olga: Someone) -> None:
    await change_thanks(olga, "A word")
    await olga.tap("← Back")
    await olga.sees("There is a draft")
    await olga.tap("Discard the draft")
    await telegram.settled()
    assert await drafted(bot, "ces") is None
    await olga.tap_data("ws:ces:c", olga.last)
    await olga.sees_toast("The draft has changed")


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


async def open_survey(person: Someone, name: str) -> None:
    await person.send("/surveys")
    await person.sees("Surveys.")
    await person.tap(name)
    await person.sees("Version")


async def change_thanks(person: Someone, text: str) -> None:
    await open_survey(person, "Ease")
    await person.tap("Change")
    await write_thanks(person, text)
    await person.tap("← Back")
    await person.sees("Choose what to change")
    await person.tap("What changes")
    await person.sees(text)


async def write_thanks(person: Someone, text: str) -> None:
    await person.tap("Thanks")
    await person.tap("Change the English text")
    await person.sees("up to 1000 characters")
    await person.send(text)
    await person.sees(text)


async def coordinator(
    telegram: Telegram, bot: Program, clock: MovableClock, name: str, unit_id: int | None = None
) -> Someone:
    someone = telegram.person(name, language="en")
    token = await bot.ground.database.run(roles.invite, "coordinator", clock(), unit_id)
    await someone.send(f"/start r_{token}")
    await someone.sees("coordinator")
    return someone


async def drafted(bot: Program, survey: str) -> object:
    def read(connection: Connection) -> object:
        query = select(survey_drafts.c.definition).where(survey_drafts.c.survey == survey)
        return connection.execute(query).scalar()

    return await bot.ground.database.read(read)


async def count(bot: Program) -> tuple[int, ...]:
    """Responses and answers."""

    def counted(connection: Connection) -> tuple[int, ...]:
        return tuple(len(connection.execute(select(table)).all()) for table in (responses, answers))

    return await bot.ground.database.read(counted)
