"""A coordinator asks what citizens say."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import count
from random import Random

import pytest
from sqlalchemy import Connection, insert, select

from bot.composition import Program
from bot.jobs.summaries import Summaries
from bot.jobs.worker import Request
from bot.sandbox.client import Someone, Telegram
from handlers.rendering.rich_summaries import rich_summary
from handlers.rendering.summaries import summary_text
from handlers.texts import Html
from storage import organisation
from storage.tables import answers, invitations, people, responses
from storage.tables import roles as roles_table
from surveys import periods, releasing
from surveys.intervals import Interval
from surveys.scores import Score
from surveys.slices import Slice
from surveys.summary import Note, summarise
from surveys.versions import Versions
from tests.conversations.clock import MovableClock

POINTS = ("north-certificates", "north-benefits", "south-documents")
PICTURE = "what the picture shows"


@pytest.fixture
async def olga(telegram: Telegram, bot: Program, clock: MovableClock) -> Someone:
    """An administrator of an organisation in which people have answered for two months."""
    await bot.ground.database.run(fill, clock())
    return telegram.person("Ольга", language="en")


async def test_one_line_brings_the_numbers_and_a_picture(olga: Someone) -> None:
    await olga.send("/summary north month post")
    picture = await olga.sees(PICTURE)
    text = olga.messages[-2].text
    assert "North branch" in text
    assert "November 2026, Europe/Moscow" in text
    assert "complete responses" in text
    assert "Satisfied (CSAT, ratings 4–5)" in text
    assert "Change from the period before" in text
    assert "The time it took: those who name it are dissatisfied" in text
    assert "Answers, %: 1" in text or "1 — " in picture.text


async def test_the_same_line_in_russian(telegram: Telegram, bot: Program, clock: MovableClock) -> None:
    await bot.ground.database.run(fill, clock())
    olga = telegram.person("Ольга")
    await olga.send("/summary север месяц")
    await olga.sees("что на картинке")
    text = olga.messages[-2].text
    assert "Северный филиал" in text
    assert "ноябрь 2026, Europe/Moscow" in text
    assert "Довольны (CSAT, оценки 4–5)" in text
    # Russian writes a comma inside a number.
    assert "," in text.partition("Довольны")[2].partition("%")[0]


async def test_buttons_lead_from_everything_to_a_point_and_deeper(olga: Someone) -> None:
    await olga.send("/summary")
    await olga.tap("North branch")
    await olga.tap("The whole unit")
    await olga.sees(PICTURE)
    await olga.tap("By point")
    ranked = await olga.sees("lower end of the interval")
    assert ranked.text.index("Certificates and extracts") < ranked.text.index("Benefits and allowances")
    assert "Benefits and allowances: " in ranked.text
    assert "differs from the others, proven" in ranked.text
    await olga.tap("By reason")
    await olga.sees("got in the way: named after")
    await olga.tap("By week")
    await olga.sees("week 47, 16–22 Nov 2026: 61.7 % [")
    await olga.tap("Quarter")
    await olga.sees("week 41, 5–11 Oct 2026: ")
    await olga.tap("Overview")
    await olga.sees("quarter 4 of 2026")


@pytest.mark.parametrize(
    ("first", "says"),
    [
        ("2026-01-01", "November 2026: "),
        ("2020-01-01", "quarter 4 of 2026: "),
        ("2000-01-01", "31 Dec 2026: "),
    ],
)
async def test_a_long_period_is_told_in_longer_steps(olga: Someone, first: str, says: str) -> None:
    await olga.send(f"/summary north {first} 2026-11-24")
    await olga.sees(PICTURE)
    await olga.tap("By week")
    await olga.sees(says)


async def test_the_response_rate_is_that_of_the_invitations_of_the_place_and_the_period(
    olga: Someone, bot: Program, clock: MovableClock
) -> None:
    today = clock().date()
    for code, day, states in (
        ("north-certificates", today, {"complete": 12, "silent": 8, "undelivered": 5}),
        ("north-certificates", today - timedelta(days=60), {"declined": 40}),
        ("south-documents", today, {"silent": 9}),
    ):
        await bot.ground.database.run(invite, code, day, states)
    await olga.send("/summary certificates month")
    await olga.sees(PICTURE)
    assert "Completed of the invitations delivered: 60.0 % [" in olga.messages[-2].text
    await olga.send("/summary south month")
    await olga.sees("South branch. Satisfied")
    # Nine were asked: too few to tell how many of them answered.
    assert "South branch" in olga.messages[-2].text
    assert "invitations" not in olga.messages[-2].text


async def test_another_survey_of_the_same_place_is_a_tap_away(olga: Someone) -> None:
    await olga.send("/summary everything")
    await olga.sees("I know no such unit")
    await olga.send("/summary month")
    await olga.sees(PICTURE)
    assert "The whole organisation" in olga.messages[-2].text
    await olga.tap("By unit")
    ranked = await olga.sees("1. ")
    assert "North branch" in ranked.text
    assert "South branch" in ranked.text


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
    assert {message.text for message in ivan.messages[-3:]} == {
        "I know no such unit or service point. Choose from the list: /summary"
    }
    await ivan.tap("Everything together")
    await ivan.sees(PICTURE)
    assert "All your units" in ivan.messages[-2].text
    foreign = ivan.data_of("Quarter").split(":")
    foreign[2] = str(await bot.ground.database.read(unit_id, "south"))
    await ivan.tap_data(":".join(foreign), ivan.messages[-2])
    await ivan.sees("no such unit or service point")


async def test_rights_that_have_gone_show_nothing(telegram: Telegram, bot: Program, clock: MovableClock) -> None:
    telegram.person("Ольга", language="en")
    tom = telegram.person("Tom", language="en")
    await tom.send("/help")
    await tom.sees("/rate")
    await tom.tap_data("sa:o:0:0:0:m:20261101:20261201", tom.last)
    await tom.sees_toast("out of date")


@pytest.mark.parametrize(
    "data",
    [
        "sa",
        "sa:o:0:0:0:m:20261131:20261201",
        "sa:o:0:0:0:m:20261102:20261201",
        "sa:o:0:0:0:o:20261201:20261101",
        "sa:z:0:0:0:m:20261101:20261201",
        "sa:o:99999999999:0:0:m:20261101:20261201",
        "sb:-1",
        "sc:99",
    ],
)
async def test_a_forged_button_gets_a_calm_answer(olga: Someone, data: str) -> None:
    await olga.send("/help")
    await olga.sees("/summary")
    await olga.tap_data(data, olga.last)
    await olga.sees_toast("")


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
    assert len(olga.messages) <= 2 * 4


async def test_many_different_ones_at_once_are_put_off_with_a_calm_word(telegram: Telegram, olga: Someone) -> None:
    for month in range(1, 10):
        await olga.send(f"/summary north 2025-0{month}")
    await telegram.settled(patience=30)
    await olga.sees_messages(9, patience=30)
    assert any("I am already working on your summaries" in message.text for message in olga.messages)


async def test_a_rich_summary_has_tables(bot: Program, olga: Someone, clock: MovableClock) -> None:
    await olga.send("/help")
    await olga.sees("/summary")
    ground = bot.ground
    rich = Summaries(ground.database, Versions(), ground.drawing, clock, frozenset({olga.id}), rich_messages=True)
    request = Request({"slice": "sa:o:0:0:0:m:20261101:20261201"}, olga.id, bot.catalogs("en"))
    bot.replies.send(await rich.work(request))
    await olga.sees(PICTURE)
    content = olga.messages[-2].content.rich or ()
    # The scores, and the answers to each of three questions.
    assert [block["type"] for block in content].count("table") == 1 + 3
    assert "By point" in olga.messages[-2].labels


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
            response=replace(rate, value=33.75),
            notes=[Note("integrity.left_out", 20), Note("integrity.marked", 30)],
        )
        for language in ("en", "ru"):
            t = bot.catalogs(language)
            plain, rich = summary_text(summary, t), rich_summary(summary, [], olga.id, t).rich_message.html or ""
            assert words(plain) - words(rich) <= words(t("summary.distribution", shares=Html()))


def words(text: str) -> set[str]:
    without_tags = re.sub(r"<[^>]+>", " ", text)
    return set(re.sub(r"[\];:,%.·)]+(?=\s|$)|[\[(]", " ", without_tags).split())


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


def fill(connection: Connection, now: datetime) -> None:
    """Two months; in the last one the time it takes at one point makes many dissatisfied."""
    random = Random(7)
    for week in range(8):
        day = now.date() - timedelta(weeks=week)
        for code in POINTS:
            answer(connection, day, code, 30, random, is_slow=code == "north-benefits" and week < 4)


numbers = count(1)


def answer(connection: Connection, day: date, code: str, n: int, random: Random, *, is_slow: bool = False) -> None:
    versions = Versions()
    version_id, _ = versions.newest(connection, "post_service")
    found = organisation.touchpoint(connection, code)
    assert found is not None
    for _ in range(n):
        response_id, is_waiting = next(numbers), is_slow and random.random() < 0.6
        row = {"survey_version_id": version_id, "touchpoint_id": found.id, "state": "complete", "local_date": day}
        connection.execute(insert(responses), {"id": response_id, **row})
        good = random.random() < (0.15 if is_waiting else 0.85)
        given = [
            ("resolved", None, ["yes"] if good else ["no"]),
            ("effort", random.choice((5, 6, 7)) if good else random.choice((1, 2, 3, 4)), None),
            ("satisfaction", random.choice((4, 5)) if good else random.choice((1, 2, 3)), None),
            ("drivers", None, ["efficiency"] if is_waiting else [random.choice(("ease", "humanity", "employee"))]),
        ]
        connection.execute(
            insert(answers),
            [
                {
                    "response_id": response_id,
                    "question": question,
                    "state": "answered",
                    "number": number,
                    "options": options,
                }
                for question, number, options in given
            ],
        )
        releasing.count_in(connection, versions, response_id)


def invite(connection: Connection, code: str, day: date, states: Mapping[str, int]) -> None:
    found = organisation.touchpoint(connection, code)
    assert found is not None
    row = {"touchpoint_id": found.id, "survey": "post_service", "outcome": "served", "local_date": day}
    rows = [{**row, "state": state} for state, n in states.items() for _ in range(n)]
    connection.execute(insert(invitations), rows)


def limit_to_north(connection: Connection, chat_id: int) -> None:
    person_id = connection.execute(select(people.c.id).where(people.c.chat_id == chat_id)).scalar_one()
    values = {"person_id": person_id, "role": "coordinator", "unit_id": unit_id(connection, "north")}
    connection.execute(insert(roles_table), values)


def unit_id(connection: Connection, code: str) -> int:
    found = organisation.find_unit(connection, code)
    assert found is not None
    return found.id
