"""Files of answers: the same numbers as on the screen, and nothing that tells who or when."""

import csv
import io
import zipfile
from collections import Counter
from datetime import UTC, datetime

import pytest

from bot.composition import Program
from bot.sandbox.client import Someone, Telegram
from tests.conversations.answered import Given, answer, coordinator
from tests.conversations.clock import MovableClock

POINT, OTHER, FOREIGN = "north-certificates", "north-benefits", "south-documents"
# A process is started for each file, and the machine may be busy.
PATIENCE = 60.0


@pytest.fixture
async def olga(telegram: Telegram, bot: Program) -> Someone:
    olga = telegram.person("Ольга", language="en")
    await olga.send("/help")
    await olga.sees("/export")
    return olga


async def given(bot: Program, clock: MovableClock, code: str, answers: list[Given]) -> None:
    await bot.ground.database.run(answer, code, answers, clock())


async def tables(someone: Someone, label: str) -> dict[str, list[dict[str, str]]]:
    """The sheets of the archive that a tap brings."""
    await someone.tap(label)
    stored = await someone.sees_file("document", PATIENCE)
    with zipfile.ZipFile(io.BytesIO(stored.content)) as archive:
        return {
            name.removesuffix(".csv"): list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"))))
            for name in archive.namelist()
        }


@pytest.mark.parametrize("words", ["2000-01", "01.01.2000", "2005-01-01 2015-11-24"])
async def test_periods_at_the_edge_of_the_calendar_are_answered(olga: Someone, words: str) -> None:
    await olga.send(f"/export north {words}")
    await olga.sees("nobody answered in this time")


async def test_the_file_holds_what_the_screen_counts(olga: Someone, bot: Program, clock: MovableClock) -> None:
    await given(bot, clock, POINT, [Given(7, 5, ["ease", "place"], "=1+1")] * 5 + [Given(2, 1)] * 5)
    await olga.send("/export certificates north")
    await olga.sees("After the service: 10 complete responses")
    found = await tables(olga, "CSV")
    responses = found["responses"]
    assert [row["response"] for row in responses] == [str(number) for number in range(1, 11)]
    assert Counter(row["effort"] for row in responses) == {"7": 5, "2": 5}
    assert Counter(row["drivers.ease"] for row in responses) == {"1": 5, "": 5}
    assert Counter(row["drivers.humanity"] for row in responses) == {"0": 5, "": 5}
    assert {(row["unit"], row["point"]) for row in responses} == {("north", POINT)}
    chosen = Counter((row["question"], row["option"]) for row in found["answers"] if not row["state"])
    assert chosen["drivers", "ease"] == chosen["drivers", "place"] == 5
    (effort,) = [row for row in found["scores"] if row["question"] == "effort"]
    assert (effort["n"], effort["score"]) == ("10", "50.0")
    assert {row["what"]: row["value"] for row in found["about"]}["responses"] == "10"
    assert any(row["value"] == "ease" and row["label_en"] == "How simple the steps were" for row in found["codebook"])


async def test_a_comment_is_told_without_the_score_and_the_reasons_of_its_writer(
    olga: Someone, bot: Program, clock: MovableClock
) -> None:
    await given(bot, clock, POINT, [Given(2, 1, ["place"], "=1+1")] + [Given()] * 9)
    await olga.send("/export certificates north")
    await olga.sees("10 complete responses")
    found = await tables(olga, "CSV")
    place = {"unit": "north", "point": POINT, "first_day": "2026-11-23", "last_day": "2026-11-29"}
    survey = {"survey": "post_service", "version": "1"}
    assert found["comments"] == [{**survey, **place, "question": "comment", "comment": "'=1+1"}]
    assert "1+1" not in str(found["responses"]) + str(found["answers"])
    assert not any("comment" in column for row in found["responses"] for column in row)
    assert "comment" not in {row["question"] for row in found["answers"]}


async def test_below_ten_answers_there_is_no_file(olga: Someone, bot: Program, clock: MovableClock) -> None:
    await given(bot, clock, POINT, [Given(comment="тайна")] * 9)
    await olga.send("/export certificates north")
    message = await olga.sees("nothing to export")
    assert not any("CSV" in row for row in message.buttons)
    forged = olga.data_of("← October 2026").replace("ea:s", "ea:c").replace("20261001:20261101", "20261101:20261201")
    await olga.tap_data(forged, message)
    await olga.sees_messages(3)
    assert "nothing to export" in olga.last.text


async def test_places_with_few_answers_are_told_only_together(olga: Someone, bot: Program, clock: MovableClock) -> None:
    clock.now = datetime(2026, 10, 20, 9, tzinfo=UTC)
    await given(bot, clock, POINT, [Given()] * 11)
    await given(bot, clock, OTHER, [Given(comment="РЕДКОЕ")] * 4)
    await given(bot, clock, POINT, [Given()] * 3)
    clock.now = datetime(2027, 1, 2, 9, tzinfo=UTC)
    await bot.heartbeat.beat()
    await olga.send("/export october 2026")
    await olga.sees("complete responses")
    found = await tables(olga, "CSV")
    told = Counter((row["point"], row["first_day"]) for row in found["responses"])
    assert all(count >= 10 for count in told.values())
    assert (OTHER, "2026-10-19") not in told


async def test_a_workbook_and_a_report_come_too(olga: Someone, bot: Program, clock: MovableClock) -> None:
    await given(bot, clock, POINT, [Given()] * 10)
    await olga.send("/export certificates north")
    await olga.sees("10 complete responses")
    await olga.tap("XLSX")
    workbook = await olga.sees_file("document", PATIENCE)
    assert workbook.content.startswith(b"PK")
    assert workbook.name == f"otklik-{POINT}-2026-11-01-2026-11-30.xlsx"
    before = len(olga.messages)
    await olga.tap("PDF report")
    await olga.sees_messages(before + 1, PATIENCE)
    report = await olga.sees_file("document", PATIENCE)
    assert report.content.startswith(b"%PDF-")


async def test_another_place_and_another_period_are_chosen_with_buttons(
    olga: Someone, bot: Program, clock: MovableClock
) -> None:
    await given(bot, clock, POINT, [Given()] * 10)
    await olga.send("/export")
    await olga.sees("The whole organisation")
    await olga.tap("Another place")
    await olga.tap("North branch")
    await olga.tap("Benefits and allowances · North branch · window")
    await olga.sees("nothing to export")
    await olga.tap("Quarter")
    await olga.sees("quarter 4")
    await olga.tap("Another place")
    await olga.tap("North branch")
    await olga.tap("The whole unit")
    await olga.sees("10 complete responses")


async def test_foreign_units_are_unknown_and_rights_are_asked_anew(
    olga: Someone, telegram: Telegram, bot: Program, clock: MovableClock
) -> None:
    await given(bot, clock, FOREIGN, [Given()] * 10)
    ivan = await coordinator(telegram, bot, clock, "north")
    await ivan.send("/export south")
    await ivan.sees("unit")
    assert "South" not in ivan.last.text
    await ivan.send("/export")
    message = await ivan.sees("nothing to export")
    south = ivan.data_of("← October 2026").replace("ea:s:0", "ea:c:2").replace("20261001:20261101", "20261101:20261201")
    for data in (
        south,
        south.replace("ea:c:2", "ea:s:2"),
        "eb:2:0",
        "ea:c:0:4:0:m:20261101:20261201",
        "ea:c:0:0:0:m:1:2",
    ):
        await ivan.tap_data(data, message)
        await telegram.settled()
    assert not [call for call in telegram.calls if call.method == "sendDocument"]
    eve = telegram.person("Eve", language="en")
    await eve.send("/export")
    await eve.sees("no such command")
