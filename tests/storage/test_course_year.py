"""A year of the real duties on real rows: one lesson each working local date, whatever clocks and outages do.

The clock goes from one wake-up to the next, so that a year takes seconds. Only the sender is not there: what it would
claim is noted with its moment, and marked as sent.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import cycle, islice
from typing import Final
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, func, select, update

from bot.duties.lessons import Lessons
from lessons.delivering import JITTER_SECONDS
from lessons.live_catalog import LiveCatalog
from lessons.school import School
from lessons.working_days import WorkingDays
from storage import enrollments, organisation, outbox, people
from storage.database import Database
from storage.tables import deliveries as deliveries_table
from storage.tables import enrollments as enrollments_table
from tests.conversations.clock import MovableClock
from tests.databases import SqliteFile
from tests.postgresql import apart
from tests.storage.courses import LEASE

# Russia's decree for this year has three working Saturdays.
YEAR: Final = 2024
WORKING_SATURDAYS: Final = (date(2024, 4, 27), date(2024, 11, 2), date(2024, 12, 28))
# The clocks change at night before a Sunday, and in Cairo before a Friday. The organisation works on all of these days.
CHANGES: Final = {
    "Europe/Berlin": (date(2024, 3, 31), date(2024, 10, 27)),
    "America/New_York": (date(2024, 3, 10), date(2024, 11, 3)),
    "America/Santiago": (date(2024, 4, 7), date(2024, 9, 8)),
    "Africa/Cairo": (date(2024, 4, 26), date(2024, 11, 1)),
    "Australia/Lord_Howe": (date(2024, 4, 7), date(2024, 10, 6)),
}
CALENDAR = WorkingDays(working=tuple({day for days in CHANGES.values() for day in days})).calendar()
COURSE: Final = "fast"
DAY_ENDS: Final = 19
# The heart of this year beats every two hours, when somebody waits.
BEAT: Final = timedelta(hours=2)


@dataclass(frozen=True)
class Outage:
    """From one moment to another nothing is sent; the heart beats on if only Telegram is away."""

    begins: datetime
    ends: datetime
    is_whole: bool


OUTAGES: Final = (
    # From a Wednesday to a Monday.
    Outage(datetime(2024, 5, 22, 8, 30, tzinfo=UTC), datetime(2024, 5, 27, 9, tzinfo=UTC), is_whole=True),
    # Two nights and the day between.
    Outage(datetime(2024, 9, 24, 5, tzinfo=UTC), datetime(2024, 9, 26, 12, tzinfo=UTC), is_whole=False),
    # Two hours, in which most want their lesson.
    Outage(datetime(2024, 11, 6, 6, 30, tzinfo=UTC), datetime(2024, 11, 6, 9, tzinfo=UTC), is_whole=True),
)


@dataclass(frozen=True)
class Member:
    """Somebody of a zone."""

    chat_id: int
    zone: str
    hour: int

    def moment(self, day: date, hour: int) -> datetime:
        """An hour of their day."""
        return datetime.combine(day, time(hour), tzinfo=ZoneInfo(self.zone)).astimezone(UTC)

    def expected(self) -> Iterator[tuple[date, datetime]]:
        """The working dates with the moment from which a lesson may come, without those that an outage took whole."""
        for day in days_of_year():
            opens, closes = self.moment(day, self.hour), self.moment(day, DAY_ENDS)
            up = [max(opens, each.ends) if each.begins <= opens < each.ends else opens for each in OUTAGES]
            if CALENDAR(day) and max(up) < closes:
                yield day, max(up)


# Hours that fall together in UTC: fewer beats.
MEMBERS: Final = (
    Member(1001, "Europe/Berlin", 9),
    Member(1002, "America/New_York", 9),
    Member(1003, "America/Santiago", 10),
    Member(1004, "Africa/Cairo", 10),
    Member(1005, "Australia/Lord_Howe", 17),
    Member(1006, "Asia/Kolkata", 13),
    Member(1007, "Europe/Moscow", 10),
    Member(1008, "Asia/Kamchatka", 18),
)
each_member = pytest.mark.parametrize("member", MEMBERS, ids=lambda member: member.zone)


@dataclass(frozen=True)
class Sent:
    """What was sent, and when."""

    content: str
    moment: datetime


@dataclass
class Year:
    """The bot without its sender."""

    database: Database
    clock: MovableClock = field(default_factory=MovableClock)
    school: School = field(default_factory=lambda: School(LiveCatalog(), CALENDAR))
    sent: dict[int, list[Sent]] = field(default_factory=lambda: {each.chat_id: [] for each in MEMBERS})

    @property
    def lessons(self) -> tuple[str, ...]:
        """The course, whose end is followed by its beginning."""
        return self.school.course(COURSE).lessons

    async def live(self) -> None:
        """From wake-up to wake-up until the year is over everywhere."""
        self.clock.now = datetime(YEAR, 1, 1, tzinfo=UTC)
        await self.database.run(enroll, self.clock.now)
        duties = Lessons(self.database, self.school, self.clock, frozenset())
        while self.clock.now < datetime(YEAR + 1, 1, 1, tzinfo=UTC):
            outage = next((each for each in OUTAGES if each.begins <= self.clock.now < each.ends), None)
            if outage is None or not outage.is_whole:
                await duties.take_back()
                await duties.deliver()
                await duties.remind()
            if outage is None:
                await self.database.run(self.send)
            self.clock.now = self.later(await self.database.read(next_wake))

    def send(self, connection: Connection) -> None:
        """Note what the sender would claim once the minute is over over which messages are spread; everybody reads."""
        now = self.clock.now + timedelta(seconds=JITTER_SECONDS)
        for due in outbox.claim(connection, now, 100, LEASE, []):
            self.sent[due.chat_id].append(Sent(due.payload["content"], self.clock.now))
            outbox.mark_sent(connection, due.id)
        unread = deliveries_table.c.reacted_on.is_(None)
        reacted = {"reacted_on": deliveries_table.c.local_date, "remind_at": None}
        connection.execute(update(deliveries_table).where(unread).values(reacted))
        is_over = enrollments_table.c.position == len(self.lessons)
        connection.execute(update(enrollments_table).where(is_over).values(position=0))

    def later(self, due: datetime) -> datetime:
        """The first beat at which there is something to do: a lesson, or the end of an outage."""
        soonest = min([due, *(each.ends for each in OUTAGES if each.ends > self.clock.now)])
        beats = -(-(soonest - datetime(YEAR, 1, 1, tzinfo=UTC)) // BEAT)
        return max(datetime(YEAR, 1, 1, tzinfo=UTC) + beats * BEAT, self.clock.now + BEAT)


def next_wake(connection: Connection) -> datetime:
    moment: datetime = connection.execute(select(func.min(enrollments_table.c.next_due_at))).scalar_one()
    return moment


def enroll(connection: Connection, now: datetime) -> None:
    organisation.keep(connection, {"ru": "Центр", "en": "Centre"}, "Europe/Moscow")
    unit_id = organisation.keep_unit(connection, "north", {"ru": "Север", "en": "North"})
    for member in MEMBERS:
        person = people.meet(connection, member.chat_id, "en")
        values = {
            "shown_name": member.zone,
            "state": "active",
            "course": COURSE,
            "position": 0,
            "hour": member.hour,
            "zone": member.zone,
            "days_off": "",
            "ignored": 0,
            "joined_on": now.date(),
            "next_due_at": now,
        }
        enrollments.begin(connection, person.id, unit_id, values)


def days_of_year() -> Iterable[date]:
    first = date(YEAR, 1, 1)
    return (first + timedelta(days=number) for number in range((date(YEAR + 1, 1, 1) - first).days))


@pytest.fixture(scope="module")
def year(migrated_file: SqliteFile, tmp_path_factory: pytest.TempPathFactory) -> Year:
    """The year, lived through once."""
    return apart(lived(migrated_file.copied_to(tmp_path_factory.mktemp("year"))))


async def lived(url: str) -> Year:
    database = Database(url)
    year = Year(database)
    await year.live()
    await database.dispose()
    return year


@each_member
def test_one_lesson_comes_each_working_date_at_its_hour_or_right_after_an_outage(year: Year, member: Member) -> None:
    expected = dict(member.expected())
    sent = year.sent[member.chat_id]
    dates = [each.moment.astimezone(ZoneInfo(member.zone)).date() for each in sent]
    assert dates == list(expected)
    late = [each.moment - expected[day] for day, each in zip(dates, sent, strict=True)]
    assert all(timedelta(0) <= each < BEAT for each in late)


@each_member
def test_no_lesson_is_lost_or_repeated_over_days_off_and_outages(year: Year, member: Member) -> None:
    contents = [each.content for each in year.sent[member.chat_id]]
    assert contents == list(islice(cycle(year.lessons), len(contents)))


def test_the_year_has_what_it_is_about() -> None:
    """Working Saturdays, changes of the clocks on working days, and dates lost to outages."""
    for member in MEMBERS:
        days = dict(member.expected())
        assert all(day in days for day in (*WORKING_SATURDAYS, *CHANGES.get(member.zone, ())))
        assert sum(CALENDAR(day) for day in days_of_year()) > len(days) > 240
