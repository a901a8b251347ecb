"""Somebody on a course: joins by a link, and lets days go by."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.composition import Program
from bot.sandbox.client import Someone, Telegram
from lessons.delivering import JITTER_SECONDS
from tests.conversations.clock import MovableClock

MOSCOW = ZoneInfo("Europe/Moscow")
# A Monday in a row of weeks without holidays.
MONDAY = datetime(2026, 9, 7, 9, 30, tzinfo=MOSCOW).astimezone(UTC)


async def link_for(
    telegram: Telegram, coordinator: Someone, unit: str = "North branch", people: str = "1 person, 7 days"
) -> str:
    """The command by which staff follow a link that the coordinator has made."""
    await coordinator.send("/invite")
    await coordinator.sees("Into which unit")
    await coordinator.tap(unit)
    await coordinator.sees("for how many people")
    await coordinator.tap(people)
    message = await coordinator.sees("?start=r_")
    return "/start " + message.text.rpartition("?start=")[2]


async def join(
    someone: Someone, link: str, course: str = "Standard", hour: str = "10:00", zone: str = "As in my unit: Moscow"
) -> None:
    """The whole way from the link to the first lesson."""
    await someone.send(link)
    await someone.sees("You are joining the course")
    await someone.tap("That is right")
    await someone.sees("Which course")
    await someone.tap(course)
    await someone.sees("At which hour")
    await someone.tap(hour)
    await someone.sees("By which clock")
    await someone.tap(zone)
    await someone.sees("Source:")


async def beat(bot: Program, clock: MovableClock) -> None:
    """The heartbeat, now and after the spread of the messages."""
    await bot.heartbeat.beat()
    clock.move(seconds=JITTER_SECONDS)
    await bot.heartbeat.beat()


def go_to(clock: MovableClock, hour: float, days: int = 0, zone: ZoneInfo = MOSCOW) -> None:
    """Move the clock to an hour of today, or of a later day."""
    local = clock.now.astimezone(zone)
    day = local.date() + timedelta(days=days)
    moment = datetime.combine(day, datetime.min.time(), tzinfo=zone) + timedelta(hours=hour)
    clock.now = moment.astimezone(UTC)


async def next_day(bot: Program, clock: MovableClock, days: int = 1) -> None:
    """Ten o'clock of the next day, or of a later one, with its beats."""
    go_to(clock, 10, days=days)
    await beat(bot, clock)
