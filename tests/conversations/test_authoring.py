"""Coordinators change surveys in the chat and publish the next version."""

import pytest

from bot.composition import Program
from bot.sandbox.client import Someone, Telegram
from storage import organisation, survey_versions
from surveys.catalog_files import load_catalog
from surveys.versions import Versions
from tests.conversations.authored import coordinator, drafted, open_survey
from tests.conversations.clock import MovableClock

CES = load_catalog()["ces"]


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


async def test_a_draft_that_was_changed_since_is_not_thrown_away(
    telegram: Telegram, bot: Program, olga: Someone
) -> None:
    await change_thanks(olga, "A word")
    await olga.tap("← Back")
    seen = await olga.sees("There is a draft")
    carried = [str(each.get("callback_data", "")) for row in seen.keyboard for each in row]
    discard = next(each for each in carried if each.startswith("wd:"))
    number, revision = map(int, discard.split(":")[2:])
    for other in (f"wd:ces:{number}:{revision - 1}", f"wd:ces:{number + 1}:{revision}"):
        await olga.tap_data(other, seen)
        await olga.sees_toast("The draft has changed")
        olga.person.toasts.clear()
    assert await drafted(bot, "ces") is not None
    await olga.tap_data(discard, seen)
    await telegram.settled()
    await olga.tap_data(discard, seen)
    await olga.sees_toast("The draft has changed")
    await olga.send("/audit")
    audited = await olga.sees("discarded a draft")
    assert audited.text.count("discarded a draft") == 1


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
