"""Digests and alerts: what /summary says, once an event and recipient, only of the units that a person may see."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, func, select, update

from bot.composition import Program
from bot.sandbox.client import Someone, Telegram
from storage.tables import digests
from tests.conversations.answered import Given, answer, coordinator
from tests.conversations.clock import MovableClock

POINT, FOREIGN = "north-certificates", "south-documents"
# Tuesday, 24 November 2026, is the clock's first day; 9:00 in Moscow is 6:00 UTC.
MONDAY = datetime(2026, 11, 30, 6, tzinfo=UTC)


@pytest.fixture
async def olga(telegram: Telegram, bot: Program) -> Someone:
    olga = telegram.person("Ольга", language="en")
    await olga.send("/digest")
    await olga.sees("No summary comes by itself")
    return olga


async def at(bot: Program, clock: MovableClock, moment: datetime) -> None:
    """A beat of the heart at a moment."""
    clock.now = moment
    await bot.heartbeat.beat()


async def test_a_weekly_digest_says_what_the_summary_says_and_comes_once(
    olga: Someone, bot: Program, clock: MovableClock
) -> None:
    await bot.ground.database.run(answer, POINT, [Given()] * 12, clock())
    await olga.tap("Weekly")
    await olga.sees("Every Monday at 09:00 (Europe/Moscow)")
    await at(bot, clock, MONDAY - timedelta(minutes=1))
    assert len(olga.messages) == 1
    await at(bot, clock, MONDAY)
    digest = await olga.sees("Weekly summary")
    for _ in range(3):
        await bot.heartbeat.beat()
    assert len(olga.messages) == 2
    await olga.send("/summary last week")
    await olga.sees_messages(3)
    assert digest.text == f"Weekly summary\n\n{olga.last.text}"
    await at(bot, clock, MONDAY + timedelta(days=7))
    await olga.sees("Weekly summary")
    assert "No data" in olga.last.text


async def test_a_monthly_digest_comes_at_the_chosen_hour_of_the_first(
    olga: Someone, bot: Program, clock: MovableClock
) -> None:
    await olga.tap("Monthly")
    await olga.sees("On the first of the month at 09:00")
    await olga.tap("Change the hour")
    await olga.tap("18:00")
    await olga.sees("On the first of the month at 18:00")
    await at(bot, clock, datetime(2026, 12, 1, 14, 59, tzinfo=UTC))
    assert len(olga.messages) == 1
    await at(bot, clock, datetime(2026, 12, 1, 15, 0, tzinfo=UTC))
    await olga.sees("Monthly summary")
    assert "November 2026" in olga.last.text


async def test_who_wants_none_or_lost_the_role_gets_none(
    olga: Someone, telegram: Telegram, bot: Program, clock: MovableClock
) -> None:
    ivan = await coordinator(telegram, bot, clock, "north")
    await ivan.send("/digest")
    await ivan.tap("Weekly")
    await ivan.sees("Every Monday")
    await olga.tap("Weekly")
    await olga.sees("Every Monday")
    await olga.tap("Never")
    await olga.sees("No summary comes by itself")
    await olga.send("/coordinators")
    await olga.tap("Withdraw the role from all")
    await olga.sees("0 coordinators")
    before = len(olga.messages), len(ivan.messages)
    await at(bot, clock, MONDAY)
    await bot.heartbeat.beat()
    assert (len(olga.messages), len(ivan.messages)) == before


async def test_a_coordinator_of_one_unit_gets_a_digest_of_that_unit(
    olga: Someone, telegram: Telegram, bot: Program, clock: MovableClock
) -> None:
    ivan = await coordinator(telegram, bot, clock, "north")
    await bot.ground.database.run(answer, POINT, [Given()] * 10, clock())
    await bot.ground.database.run(answer, FOREIGN, [Given()] * 20, clock())
    await ivan.send("/digest")
    await ivan.tap("Weekly")
    await ivan.sees("Every Monday")
    await at(bot, clock, MONDAY)
    await ivan.sees("10 complete responses")
    assert "All your units" in ivan.last.text


async def test_a_digest_that_fails_keeps_none_from_those_after_it(
    olga: Someone, telegram: Telegram, bot: Program, clock: MovableClock
) -> None:
    ivan = await coordinator(telegram, bot, clock, "north")
    await ivan.send("/digest")
    for each in (olga, ivan):
        await each.tap("Weekly")
        await each.sees("Every Monday")
    # The first of the two is due before any week that could be reported.
    await bot.ground.database.run(spoil)
    await at(bot, clock, MONDAY)
    await ivan.sees("Weekly summary")
    assert "Weekly summary" not in olga.last.text


def spoil(connection: Connection) -> None:
    first = select(func.min(digests.c.person_id)).scalar_subquery()
    connection.execute(update(digests).where(digests.c.person_id == first).values(due_at=datetime(1, 1, 1, tzinfo=UTC)))


async def weeks(bot: Program, clock: MovableClock, code: str, usual: int, last: int) -> None:
    """Ten ordinary weeks, then one; so many of 20 answers a week are good."""
    start = datetime(2026, 9, 14, 9, tzinfo=UTC)
    for week in range(11):
        good = usual if week < 10 else last
        given = [Given(6, 5)] * good + [Given(2, 1)] * (20 - good)
        await bot.ground.database.run(answer, code, given, start + timedelta(weeks=week))


async def test_an_unusual_week_is_told_once_to_those_who_may_see_it(
    olga: Someone, telegram: Telegram, bot: Program, clock: MovableClock
) -> None:
    north = await coordinator(telegram, bot, clock, "north")
    south = await coordinator(telegram, bot, clock, "south")
    await bot.heartbeat.beat()
    await weeks(bot, clock, POINT, usual=18, last=8)
    await weeks(bot, clock, FOREIGN, usual=18, last=17)
    before = len(south.messages)
    await at(bot, clock, MONDAY)
    for someone in (olga, north):
        await someone.sees("An unusual week")
        assert "Certificates and extracts · North branch" in someone.last.text
        assert "40.0 %, below the usual 90.0 %" in someone.last.text
        assert "Passports" not in someone.last.text
    counts = len(olga.messages), len(north.messages)
    for _ in range(3):
        await bot.heartbeat.beat()
    assert (len(olga.messages), len(north.messages), len(south.messages)) == (*counts, before)


async def test_alerts_can_be_turned_off(olga: Someone, bot: Program, clock: MovableClock) -> None:
    await olga.tap("Turn alerts off")
    await olga.sees("Alerts about unusual weeks are off")
    await weeks(bot, clock, POINT, usual=18, last=8)
    await at(bot, clock, MONDAY)
    await bot.heartbeat.beat()
    assert len(olga.messages) == 1


async def test_forged_wishes_change_nothing(olga: Someone, telegram: Telegram, bot: Program) -> None:
    for data in ("da:hourly", "db:24", "db:-1", "dc:maybe", "da:"):
        await olga.tap_data(data, olga.last)
        await olga.sees_toast("out of date")
        olga.person.toasts.clear()
    eve = telegram.person("Eve", language="en")
    await eve.send("/digest")
    await eve.sees("no such command")
    await eve.tap_data("da:weekly", eve.last)
    await eve.sees_toast("out of date")
