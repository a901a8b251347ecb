"""The same summary as a message, a rich message, a report on paper and a file of tables."""

import csv
import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from random import Random

import pytest

from bot import reporting
from bot.composition import Program
from bot.jobs.summaries import Summaries
from bot.jobs.worker import Request
from bot.sandbox.client import Someone, Telegram
from handlers.rendering.reports import report_of
from handlers.rendering.rich_summaries import rich_summary
from handlers.rendering.summaries import summary_text
from handlers.texts import Html
from surveys import periods
from surveys.exports.report import Paragraph, Table
from surveys.intervals import Interval
from surveys.rates import ResponseRate
from surveys.scores import Score
from surveys.slices import Slice
from surveys.summary import Note, summarise
from surveys.versions import Versions
from tests.conversations.asked import administrator, answer, leave_out
from tests.conversations.clock import MovableClock

PICTURE = "what the picture shows"
# A process is started for a file, and the machine may be busy.
PATIENCE = 60.0


@pytest.fixture
async def olga(telegram: Telegram, bot: Program, clock: MovableClock) -> Someone:
    return await administrator(telegram, bot, clock)


async def test_a_rich_summary_has_tables(bot: Program, olga: Someone, clock: MovableClock) -> None:
    await olga.send("/help")
    await olga.sees("/summary")
    await ask_richly(bot, olga, clock, "sa:o:0:0:0:m:20261101:20261201")
    content = olga.messages[-2].content.rich or ()
    # The scores, and the answers to each of three questions.
    assert [block["type"] for block in content].count("table") == 1 + 3
    assert "By point" in olga.messages[-2].labels


async def ask_richly(bot: Program, olga: Someone, clock: MovableClock, button: str) -> None:
    """What the button brings where the organisation has turned rich messages on."""
    ground = bot.ground
    rich = Summaries(ground.database, Versions(), ground.drawing, clock, frozenset({olga.id}), rich_messages=True)
    before = len(olga.messages)
    bot.replies.send(await rich.work(Request({"slice": button}, olga.id, bot.catalogs("en"))))
    await olga.sees_messages(before + 2)


async def test_a_report_warns_of_few_answers_and_tells_percent_from_points(
    bot: Program, olga: Someone, clock: MovableClock
) -> None:
    await bot.ground.database.run(answer, clock().date(), "hotline", 12, Random(3))
    asked = Slice(periods.month_of(clock().date()), "post_service", touchpoint="hotline")
    summary = await bot.ground.database.read(summarise, Versions(), asked)
    report = report_of([summary], [None], bot.catalogs("en"))
    told = [block.text for block in report.blocks if isinstance(block, Paragraph)]
    assert sum("Few answers" in text for text in told) == len(summary.sections[0].questions) == 3
    (table,) = [block for block in report.blocks if isinstance(block, Table)]
    assert {row[1][-2:] for row in table.rows} == {"\N{NO-BREAK SPACE}%"}


async def test_a_report_of_nothing_says_so(bot: Program, olga: Someone) -> None:
    asked = Slice(periods.month_of(date(2025, 3, 1)), "post_service", "north")
    summary = await bot.ground.database.read(summarise, Versions(), asked)
    report = report_of([summary], [None], bot.catalogs("en"))
    assert any("No data" in block.text for block in report.blocks if isinstance(block, Paragraph))


async def test_every_form_says_how_many_responses_are_left_out(
    bot: Program, olga: Someone, clock: MovableClock
) -> None:
    await bot.ground.database.run(answer, clock().date(), "north-queue", 14, Random(5))
    assert await bot.ground.database.run(leave_out, "north-queue") == 14
    note = "Left out as unusual: at least 10 responses."
    await olga.send("/summary north month")
    await olga.sees(PICTURE)
    assert note in olga.messages[-2].text
    await ask_richly(bot, olga, clock, "sa:o:1:0:0:m:20261101:20261201")
    assert {"type": "paragraph", "text": note} in list(olga.messages[-2].content.rich or ())
    asked = Slice(periods.month_of(clock().date()), unit="north")
    material = await bot.ground.database.read(reporting.read, Versions(), asked, clock())
    summaries = [each.summary for each in material]
    report = report_of(summaries, [None for _ in summaries], bot.catalogs("en"))
    assert Paragraph(note) in report.blocks
    await olga.send("/export north month")
    await olga.tap("CSV")
    stored = await olga.sees_file("document", PATIENCE)
    with zipfile.ZipFile(io.BytesIO(stored.content)) as archive:
        about = dict(csv.reader(io.StringIO(archive.read("about.csv").decode("utf-8-sig"))))
    assert about["left_out_at_least"] == "10"


async def test_a_rich_summary_tells_what_a_plain_one_tells(bot: Program, olga: Someone, clock: MovableClock) -> None:
    await bot.ground.database.run(answer, clock().date(), "hotline", 12, Random(3))
    for asked in (
        Slice(periods.month_of(clock().date()), "post_service", "north"),
        Slice(periods.month_of(clock().date()), "post_service", touchpoint="hotline"),
    ):
        summary = await bot.ground.database.read(summarise, Versions(), asked)
        (newest,) = summary.sections
        rate = Score(70, 71.25, Interval(60.5, 81.5))
        summary = replace(
            summary,
            sections=[replace(newest, partial=17, completion=rate, number=2), replace(newest, number=1, complete=41)],
            response=ResponseRate(replace(rate, value=33.75), [asked.period, asked.period.next()], is_whole=False),
            notes=[Note("integrity.left_out", 20), Note("integrity.marked", 30)],
        )
        for language in ("en", "ru"):
            t = bot.catalogs(language)
            plain, rich = summary_text(summary, t), rich_summary(summary, [], olga.id, t).rich_message.html or ""
            assert words(plain) - words(rich) <= words(t("summary.distribution", shares=Html()))


def words(text: str) -> set[str]:
    without_tags = re.sub(r"<[^>]+>", " ", text)
    return set(re.sub(r"[\];:,%.·)]+(?=\s|$)|[\[(]", " ", without_tags).split())
