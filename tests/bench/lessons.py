"""A morning of 20,000 staff: `python -m tests.bench.lessons`.

All want their lesson at ten, in the 11 zones of Russia. The clock is moved, so that the morning takes as long as the
database and the sender need, not as long as Telegram's rate asks; that rate is looked at by the moved clock. First each
zone at its hour, then after an outage all at once whose working day is not over: those of nine zones, for it ends at
ten in Kaliningrad for Magadan and Kamchatka. Printed: the time of claims, the order, the rate. Last an outage until the
evening: all that waits in the outbox is taken back. Printed: the time of its transactions.
"""

import asyncio
import heapq
import tempfile
import time
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

from aiogram.methods import SendMessage, TelegramMethod
from sqlalchemy import Connection, insert

from bot.duties import lessons as duties
from bot.sending.pace import Pace, Rates
from bot.sending.rounds import Rounds
from bot.sending.sender import Sender
from bot.stopping import Alarm
from bot.texts import load_catalogs
from lessons import delivering, lateness
from lessons.live_catalog import LiveCatalog
from lessons.school import School
from lessons.working_days import WorkingDays
from storage import organisation
from storage.database import Database
from storage.schema import prepare
from storage.tables import enrollments, people

STAFF = 20_000
ZONES = (
    "Asia/Kamchatka",
    "Asia/Magadan",
    "Asia/Vladivostok",
    "Asia/Yakutsk",
    "Asia/Irkutsk",
    "Asia/Krasnoyarsk",
    "Asia/Omsk",
    "Asia/Yekaterinburg",
    "Europe/Samara",
    "Europe/Moscow",
    "Europe/Kaliningrad",
)
HOUR = 10
# When working hours are over everywhere.
EVENING = 19
# Three Tuesdays, each with a lesson of the course.
ON_TIME, AFTER_OUTAGE, UNTIL_EVENING = date(2026, 9, 8), date(2026, 9, 15), date(2026, 9, 22)
FIRST_CHAT = 100_000
SECOND = 1.0
CITIZEN = {"language": "ru", "language_chosen": True, "active": True, "stopped": False}


@dataclass
class Time:
    """The moved clock: it goes on when everybody who could work waits for it."""

    now: float
    waiting: list[tuple[float, int, asyncio.Future[None]]] = field(default_factory=list)
    order: Iterator[int] = field(default_factory=count)
    is_waited: asyncio.Event = field(default_factory=asyncio.Event)

    def __call__(self) -> datetime:
        """The moment, as the bot asks for it."""
        return datetime.fromtimestamp(self.now, UTC)

    async def sleep(self, seconds: float) -> None:
        """As asyncio.sleep, by this clock."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self.waiting, (self.now + seconds, next(self.order), done))
        self.is_waited.set()
        await done

    async def run(self) -> None:
        """Wake whoever waits, the soonest first."""
        while True:
            await self.is_waited.wait()
            # Let everybody who can work do so first.
            await asyncio.sleep(0)
            moment, _, done = heapq.heappop(self.waiting)
            self.now = max(self.now, moment)
            done.set_result(None)
            if not self.waiting:
                self.is_waited.clear()


@dataclass
class Morning:
    """The bot's duties and its sender, with a Telegram that takes everything at once."""

    database: Database
    time: Time
    school: School = field(default_factory=lambda: School(LiveCatalog(), WorkingDays().calendar()))
    # Whom something was sent to, and when.
    sent: list[tuple[int, float]] = field(default_factory=list)
    batches: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        kinds = duties.kinds(load_catalogs(), self.school, rich_messages=False)
        pace = Pace(clock=lambda: self.time.now, sleep=self.time.sleep)
        sender = Sender(self.database, self._deliver, pace, kinds, self.time, lambda _: None, Alarm())
        self.rounds = Rounds(self.database, sender, pace)

    async def _deliver(self, method: TelegramMethod[object]) -> None:
        if isinstance(method, SendMessage):
            self.sent.append((int(method.chat_id), self.time.now))

    async def claim(self) -> None:
        """As the duty does, with a watch on each batch."""
        is_left = True
        while is_left:
            began = time.perf_counter()
            is_left = bool(await self.database.run(delivering.deliver, self.school, self.time()))
            self.batches.append(time.perf_counter() - began)

    async def send(self) -> None:
        """Send what is due, after the minute over which messages are spread."""
        self.time.now += delivering.JITTER_SECONDS
        await self.rounds.send_what_is_due()


async def main() -> None:
    """Both mornings, and the evening."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite+aiosqlite:///{Path(folder) / 'bench.db'}")
        await prepare(database)
        await database.run(enroll)
        clock = Time(0)
        driver = asyncio.create_task(clock.run())
        await measured("each zone at its hour", Morning(database, clock), [hour_of(zone, ON_TIME) for zone in ZONES])
        last = hour_of(ZONES[-1], AFTER_OUTAGE)
        await measured("all at once, after an outage", Morning(database, clock), [last])
        await taken_back(Morning(database, clock))
        driver.cancel()
        await database.dispose()


async def measured(name: str, morning: Morning, moments: Sequence[float]) -> None:
    """Live the moments and print what was seen."""
    began, claiming, longest = time.perf_counter(), 0.0, 0.0
    for moment in moments:
        morning.time.now = moment
        before = time.process_time()
        await morning.claim()
        claiming += time.process_time() - before
        await morning.send()
        longest = max(longest, morning.time.now - moment)
    sent, batches = morning.sent, sorted(morning.batches)
    median, longest_batch = (1000 * each for each in (batches[len(batches) // 2], batches[-1]))
    print(f"{name}: {len(sent)} sent in {time.perf_counter() - began:.0f} s")
    print(f"  claims: {len(batches)} batches of {delivering.AT_ONCE}, CPU {claiming:.1f} s, all {sum(batches):.1f} s")
    print(f"  a batch: median {median:.0f} ms, longest {longest_batch:.0f} ms")
    print(f"  twice: {sum(times > 1 for times in Counter(chat for chat, _ in sent).values())}")
    print(f"  out of the order of the zones: {out_of_order(sent)}")
    print(f"  most in any second: {most_in_a_second(sent)} of {Rates().a_second}; the last after {longest:.0f} s")


async def taken_back(morning: Morning) -> None:
    """Put a day's messages into the outbox, send none of them, and print what it took to take them back."""
    for zone in ZONES:
        morning.time.now = hour_of(zone, UNTIL_EVENING)
        await morning.claim()
    morning.time.now = hour_of(ZONES[-1], UNTIL_EVENING) + timedelta(hours=EVENING - HOUR).total_seconds()
    batches, late, found = [], 0, 1
    while found:
        began = time.perf_counter()
        found = await morning.database.run(lateness.take_back, morning.school, morning.time())
        batches.append(time.perf_counter() - began)
        late += found
    batches.sort()
    median, longest = (1000 * each for each in (batches[len(batches) // 2], batches[-1]))
    print(f"an outage until the evening: {late} taken back in {sum(batches):.1f} s")
    print(f"  a transaction: median {median:.0f} ms, longest {longest:.0f} ms, of {len(batches)}")


def enroll(connection: Connection) -> None:
    """The staff, by turns in every zone."""
    organisation.keep(connection, {"ru": "Центр", "en": "Centre"}, "Europe/Moscow")
    unit_id = organisation.keep_unit(connection, "north", {"ru": "Север", "en": "North"})
    numbers = range(STAFF)
    chats = [{"chat_id": FIRST_CHAT + number, **CITIZEN} for number in numbers]
    ids = connection.execute(insert(people).returning(people.c.id, sort_by_parameter_order=True), chats).scalars().all()
    members = [member(ids[number], unit_id, ZONES[number % len(ZONES)]) for number in numbers]
    connection.execute(insert(enrollments), members)


def member(person_id: int, unit_id: int, zone: str) -> dict[str, object]:
    """A row of somebody who has had the first lesson."""
    return {
        "person_id": person_id,
        "unit_id": unit_id,
        "shown_name": "Member",
        "state": "active",
        "course": "standard",
        "position": 1,
        "hour": HOUR,
        "zone": zone,
        "days_off": "1345",
        "ignored": 0,
        "joined_on": date(2026, 9, 1),
        "next_due_at": datetime.fromtimestamp(hour_of(zone, ON_TIME), UTC),
    }


def hour_of(zone: str, day: date) -> float:
    """The moment at which the day's lesson is wanted in a zone."""
    local = datetime.combine(day, datetime.min.time(), tzinfo=ZoneInfo(zone)) + timedelta(hours=HOUR)
    return local.timestamp()


def out_of_order(sent: Sequence[tuple[int, float]]) -> int:
    """How many messages went out after one to a zone whose hour came later."""
    farthest, found = 0, 0
    for chat, _ in sent:
        place = (chat - FIRST_CHAT) % len(ZONES)
        found += place < farthest
        farthest = max(farthest, place)
    return found


def most_in_a_second(sent: Sequence[tuple[int, float]]) -> int:
    """The most messages in any second, wherever it begins."""
    window: deque[float] = deque()
    most = 0
    for moment in sorted(moment for _, moment in sent):
        window.append(moment)
        # Floats of two slots' ends may differ by less than any clock shows.
        while window[0] <= moment - SECOND + 1e-6:
            window.popleft()
        most = max(most, len(window))
    return most


if __name__ == "__main__":
    asyncio.run(main())
