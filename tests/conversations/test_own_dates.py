"""A coordinator chooses days of their own, in a calendar of buttons or in writing. It is 24 November 2026."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.composition import Program
from bot.sandbox.client import Someone, Telegram
from storage.prompts import PROMPT_LASTS
from tests.conversations.answered import Given, answer, coordinator
from tests.conversations.clock import MovableClock

POINT = "north-certificates"
WEEKDAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
# A picture is drawn by a process that has to start.
PATIENCE = 30.0
# A calendar with the days 4 November to 24 November before it is tapped; %s: act and day.
DATA = "sd:s:o:0:0:0:0:20261104:%s"


@pytest.fixture
async def olga(telegram: Telegram, bot: Program, clock: MovableClock) -> Someone:
    """An administrator of an organisation in which ten people answered today."""
    await bot.ground.database.run(answer, POINT, [Given(comment=f"Слово {n}") for n in range(10)], clock())
    olga = telegram.person("Ольга", language="en")
    await olga.send("/help")
    await olga.sees("/summary")
    return olga


@pytest.fixture
async def calendar(olga: Someone) -> Someone:
    """Olga with the calendar of a summary before her: of a month without answers, for it comes without a picture."""
    await olga.send("/summary certificates october")
    await olga.sees("No data")
    await olga.tap("Own dates")
    await olga.sees("Which day is the first?")
    return olga


def days(someone: Someone) -> Sequence[int]:
    """The days that may be chosen."""
    labels = [label.removeprefix("✓ ") for label in someone.last.labels]
    return [int(label) for label in labels if label.isdecimal() and len(label) < len("2026")]


async def test_two_taps_choose_the_days_of_a_summary(calendar: Someone) -> None:
    assert calendar.last.buttons[:2] == [["←", "Oct 2026", "→"], WEEKDAYS]
    await calendar.tap("→")
    await calendar.sees_button("Nov 2026")
    await calendar.tap("4")
    await calendar.sees("From 4 November 2026. Which day is the last?")
    await calendar.tap("24")
    await calendar.sees_messages(5, PATIENCE)
    word, summary = (message.text for message in calendar.messages[2:4])
    # Whole weeks within the month, from a Monday to a Sunday.
    assert word == "2–29 Nov 2026. I am putting it together."
    assert "2–29 Nov 2026, Europe/Moscow" in summary
    assert "10 complete responses" in summary


async def test_days_to_come_and_days_before_the_first_are_not_offered(calendar: Someone) -> None:
    assert days(calendar) == list(range(1, 32))
    await calendar.tap("→")
    await calendar.sees_button("Nov 2026")
    assert days(calendar) == list(range(1, 25))
    assert "→" not in calendar.last.labels
    await calendar.tap("·")
    await calendar.sees_toast("from the first one to today")
    await calendar.tap("20")
    await calendar.sees("Which day is the last?")
    assert days(calendar) == list(range(20, 25))
    assert "←" not in calendar.last.labels
    await calendar.tap("Another first day")
    await calendar.sees("Which day is the first?")
    assert days(calendar) == list(range(1, 25))


async def test_a_year_is_looked_through_by_months(calendar: Someone) -> None:
    await calendar.tap("Oct 2026")
    await calendar.sees_button("2025")
    assert calendar.last.buttons[0] == ["2025", "2026"]
    assert calendar.last.buttons[4] == ["Oct 2026", "Nov 2026", "·"]
    await calendar.tap("2025")
    await calendar.tap("Feb 2025")
    await calendar.sees_button("28")
    assert days(calendar) == list(range(1, 29))
    await calendar.tap("28")
    await calendar.sees("From 28 February 2025")
    await calendar.tap("Feb 2025")
    await calendar.sees_button("Mar 2025")
    assert calendar.last.buttons[:2] == [["2025", "2026"], ["·", "Feb 2025", "Mar 2025"]]


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (["2026-10-01..2026-11-15"], "1 Oct – 15 Nov 2026"),
        (["1.10-31.10"], "1–31 Oct 2026"),
        (["october 2025"], "October 2025"),
        (["5.10", "6.11.2026"], "5 Oct – 8 Nov 2026"),
        (["5.10", "1.9-30.9"], "1–30 Sept 2026"),
    ],
)
async def test_dates_may_be_written_instead(calendar: Someone, texts: Sequence[str], told: str) -> None:
    for text in texts:
        await calendar.send(text)
    await calendar.sees_messages(len(texts) + 4)
    # Babel puts thin spaces around a dash.
    word, summary = (message.text.replace("\u2009", " ") for message in calendar.messages[-2:])
    assert word == f"{told}. I am putting it together."
    assert f"{told}, Europe/Moscow\n\nNo data" in summary


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("31.10-1.10", "ends before it begins"),
        ("1.12.2026", "has not begun yet"),
        ("1.12.2026-5.12.2026", "has not begun yet"),
        ("31.02.2026", "don't know this period"),
        ("01.01.1999", "don't know this period"),
        ("good morning", "don't know this period"),
        ("october certificates", "don't know this period"),
    ],
)
async def test_what_is_no_period_is_said_and_asked_for_again(calendar: Someone, text: str, says: str) -> None:
    await calendar.send(text)
    await calendar.sees(says)
    await calendar.send("1.10-31.10")
    await calendar.sees_messages(6)
    assert "1–31 Oct 2026. I am putting it together." in calendar.messages[4].text


async def test_a_last_day_before_the_first_is_refused(calendar: Someone) -> None:
    await calendar.send("5.11.2026")
    await calendar.sees("From 5 November 2026")
    await calendar.send("4.11.2026")
    await calendar.sees("ends before it begins")


async def test_whoever_turns_away_is_asked_no_more(calendar: Someone) -> None:
    await calendar.tap("Cancel")
    message = await calendar.sees("The period stays as it was")
    assert not message.buttons
    await calendar.send("1.10-31.10")
    await calendar.sees_messages(4)
    assert "October" not in calendar.last.text


@pytest.mark.parametrize("turn", ["/help", None])
async def test_a_text_after_a_command_or_much_later_is_no_date(
    calendar: Someone, clock: MovableClock, turn: str | None
) -> None:
    if turn:
        await calendar.send(turn)
        await calendar.sees("/summary")
    else:
        clock.now += PROMPT_LASTS + timedelta(seconds=1)
    before = len(calendar.messages)
    await calendar.send("1.10-31.10")
    await calendar.sees_messages(before + 1)
    assert "October" not in calendar.last.text


async def test_the_same_in_russian(telegram: Telegram, bot: Program) -> None:
    olga = telegram.person("Ольга")
    await olga.send("/summary север октябрь")
    await olga.sees("Данных нет")
    await olga.tap("Свои даты")
    await olga.sees("С какого дня?")
    assert olga.last.buttons[:2] == [["←", "окт 2026", "→"], ["пн", "вт", "ср", "чт", "пт", "сб", "вс"]]
    await olga.tap("5")
    await olga.sees("Первый день: 5 октября 2026")
    await olga.send("18.10")
    await olga.sees_messages(4)
    assert "5–18 окт. 2026" in olga.messages[2].text


async def test_an_export_of_own_dates(olga: Someone) -> None:
    await olga.send("/export certificates october")
    await olga.sees("nothing to export")
    await olga.tap("Own dates")
    await olga.sees("Which day is the first?")
    await olga.tap("→")
    await olga.sees_button("Nov 2026")
    await olga.tap("24")
    await olga.sees("From 24 November 2026")
    await olga.tap("24")
    shown = await olga.sees("23–29 Nov 2026")
    assert "10 complete responses" in shown.text
    assert "CSV" in shown.labels


async def test_comments_of_own_dates(olga: Someone) -> None:
    await olga.send("/comments certificates october")
    await olga.sees("No data")
    await olga.tap("Another time")
    await olga.tap("Own dates")
    await olga.sees("Which day is the first?")
    await olga.tap("→")
    await olga.sees_button("Nov 2026")
    await olga.tap("24")
    await olga.sees("From 24 November 2026")
    await olga.tap("24")
    shown = await olga.sees("10 comments")
    assert "23–29 Nov 2026" in shown.text


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (DATA % "d:20261101", "ends before it begins"),
        (DATA % "d:20261125", "has not begun yet"),
        (DATA % "m:20261201", "has not begun yet"),
        ("sd:s:o:0:0:0:0:20261125:d:20261125", "has not begun yet"),
        ("sd:s:o:0:0:0:0:20261131:d:20261124", "don't know this period"),
        ("sd:s:o:0:0:0:0::d:20261131", "don't know this period"),
        ("sd:s:o:0:0:0:0::d:19991231", "out of date"),
        ("sd:z:o:0:0:0:0::d:20261101", "out of date"),
        ("sd:s:o:99999999999:0:0:0::d:20261101", "out of date"),
        ("sd", "out of date"),
        ("sd:s:o:99:0:0:0:20261104:d:20261124", "no such unit"),
        ("sd:e:o:0:99:0:0:20261104:d:20261124", "no such service point"),
        ("sd:s:o:0:0:99:0:20261104:d:20261124", "no such survey"),
        ("sd:c:o:0:0:0:99:20261104:d:20261124", "no longer shown"),
        # Days that are no whole weeks of a month, smaller than the calendar gives.
        ("sa:o:0:0:0:o:20261103:20261105", "don't know this period"),
    ],
)
async def test_a_forged_button_gets_a_calm_answer(olga: Someone, data: str, says: str) -> None:
    await olga.tap_data(data, olga.last)
    await olga.sees_toast(says)
    assert len(olga.messages) == 1


async def test_foreign_units_and_views_are_unknown_and_others_have_no_calendar(
    olga: Someone, telegram: Telegram, bot: Program, clock: MovableClock
) -> None:
    await olga.send("/comments")
    await olga.sees("10 comments")
    ivan = await coordinator(telegram, bot, clock, "south")
    await ivan.send("/export")
    await ivan.sees("nothing to export")
    own, before = ivan.data_of("Own dates"), len(ivan.messages)
    chosen = own.replace(":o:20261124", ":d:20261124").replace("0::", "0:20261104:")
    for data, says in (
        (chosen.replace("e:o:0", "e:o:1"), "no such unit"),
        (chosen.replace("e:o:0", "s:o:1"), "no such unit"),
        (chosen.replace("e:o:0:0:0:0", "c:o:0:0:0:1"), "no longer shown"),
    ):
        await ivan.tap_data(data, ivan.last)
        await ivan.sees_toast(says)
    assert len(ivan.messages) == before
    eve = telegram.person("Eve", language="en")
    await eve.send("/help")
    await eve.sees("/rate")
    await eve.tap_data(own, eve.last)
    await eve.sees_toast("out of date")
