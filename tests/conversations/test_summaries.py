"""A coordinator asks what citizens say."""

from datetime import timedelta

import pytest

from bot.composition import Program
from bot.sandbox.client import Someone, Telegram
from tests.conversations.asked import administrator, fill, invite, rate_effort
from tests.conversations.clock import MovableClock

PICTURE = "what the picture shows"


@pytest.fixture
async def olga(telegram: Telegram, bot: Program, clock: MovableClock) -> Someone:
    return await administrator(telegram, bot, clock)


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
    # The distribution stands in both, and adds up.
    assert "Answers, %: 1: " in text
    assert "Answers, %: 1 — " in picture.text
    assert sum(shares(text.partition("Satisfied (CSAT")[2])) == pytest.approx(100)
    assert (picture.attachment is not None, picture.attachment and picture.attachment.kind) == (True, "photo")


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
    november = clock().date()
    for code, day, states in (
        ("north-certificates", november, {"complete": 12, "silent": 18, "undelivered": 5}),
        ("north-certificates", november - timedelta(days=60), {"complete": 20, "declined": 40}),
        ("south-documents", november, {"complete": 9, "silent": 90}),
    ):
        await bot.ground.database.run(invite, code, day, states)
    await olga.send("/summary certificates month")
    await olga.sees_messages(2)
    # Something may still come of the invitations of a month that runs.
    assert "invitations" not in olga.messages[-2].text
    clock.move(days=90)
    await bot.heartbeat.beat()
    await olga.send("/summary certificates 2026-11-01 2026-11-30")
    await olga.sees_messages(4)
    assert "Completed of the invitations delivered: 40.0 % [" in olga.messages[-2].text
    await olga.send("/summary certificates 2026-11-01 2026-12-31")
    await olga.sees_messages(6)
    assert "Completed of the invitations delivered (November 2026): 40.0 % [" in olga.messages[-2].text
    await olga.send("/summary south 2026-11-01 2026-11-30")
    await olga.sees("South branch. Satisfied")
    # Nine have answered: too few to tell how many they are.
    assert "South branch" in olga.messages[-2].text
    assert "invitations" not in olga.messages[-2].text


async def test_another_survey_of_the_same_place_is_a_tap_away(olga: Someone, bot: Program, clock: MovableClock) -> None:
    await bot.ground.database.run(rate_effort, clock().date(), "north-queue", [7] * 9 + [1] * 3)
    await olga.send("/summary north month")
    await olga.sees(PICTURE)
    assert "After the service" in olga.messages[-2].text
    await olga.tap("Ease (10)")
    await olga.sees_messages(4)
    text = olga.messages[-2].text
    assert "10 complete responses" in text
    assert "Satisfied" not in text


async def test_everything_together_is_ranked_by_unit(olga: Someone) -> None:
    await olga.send("/summary month")
    await olga.sees(PICTURE)
    assert "The whole organisation" in olga.messages[-2].text
    await olga.tap("By unit")
    ranked = await olga.sees("1. ")
    assert ranked.text.index("1. South branch: ") < ranked.text.index("2. North branch: ")


def shares(text: str) -> list[float]:
    """The distribution that a message tells first."""
    listed = text.partition("Answers, %: ")[2].partition("\n")[0].split(" · ")
    return [float(each.rpartition(": ")[2]) for each in listed]
