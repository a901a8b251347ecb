"""A year of the real duties on real rows: one lesson each working local date, whatever clocks and outages do.

The clock goes from one wake-up to the next, so that a year takes seconds. Only the sender is not there: what it would
claim is noted with its moment, and marked as sent.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
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
from tests.postgresql import apart, copy_of
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
SCHOOL: Final = School(LiveCatalog(), CALENDAR)
FRIDAY: Final = 5
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
    course: str = "fast"

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

    def contents(self) -> Iterator[str]:
        """What the dates bring: on Fridays practice, where the course has it and is not at its beginning."""
        course = SCHOOL.course(self.course)
        number = 0
        for day, _ in self.expected():
            if number and "practice" in course.days and day.isoweekday() == FRIDAY:
                yield "practice"
            else:
                yield course.lessons[number]
                number = (number + 1) % len(course.lessons)


# Hours that fall together in UTC: fewer beats.
MEMBERS: Final = (
    Member(1001, "Europe/Berlin", 9),
    Member(1002, "America/New_York", 9),
    Member(1003, "America/Santiago", 10),
    Member(1004, "Africa/Cairo", 10),
    Member(1005, "Australia/Lord_Howe", 17),
    Member(1006, "Asia/Kolkata", 13),
    Member(1007, "Asia/Kamchatka", 18),
    Member(1008, "Europe/Moscow", 10, course="standard"),
)
# PostgreSQL takes longer: one zone tells whether its rows and moments do the same.
LIVED: Final = {"sqlite": MEMBERS, "postgresql": MEMBERS[-1:]}
each_member = pytest.mark.parametrize(
    ("kind", "member"),
    [pytest.param(kind, member, id=f"{kind}-{member.zone}") for kind in LIVED for member in LIVED[kind]],
)


@dataclass(frozen=True)
class Sent:
    """What was sent, and when."""

    content: str
    moment: datetime


@dataclass
class Year:
    """The bot without its sender."""

    database: Database
    members: Sequence[Member]
    clock: MovableClock = field(default_factory=MovableClock)
    sent: dict[int, list[Sent]] = field(default_factory=lambda: defaultdict(list))

    async def live(self) -> None:
        """From wake-up to wake-up until the year is over everywhere."""
        self.clock.now = datetime(YEAR, 1, 1, tzinfo=UTC)
        await self.database.run(enroll, self.members, self.clock.now)
        duties = Lessons(self.database, SCHOOL, self.clock, frozenset())
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
        for course in {each.course for each in self.members}:
            # The end of a course is followed by its beginning.
            is_over = enrollments_table.c.position == len(SCHOOL.course(course).lessons)
            of_course = enrollments_table.c.course == course
            connection.execute(update(enrollments_table).where(of_course, is_over).values(position=0))

    def later(self, due: datetime) -> datetime:
        """The first beat at which there is something to do: a lesson, or the end of an outage."""
        soonest = min([due, *(each.ends for each in OUTAGES if each.ends > self.clock.now)])
        beats = -(-(soonest - datetime(YEAR, 1, 1, tzinfo=UTC)) // BEAT)
        return max(datetime(YEAR, 1, 1, tzinfo=UTC) + beats * BEAT, self.clock.now + BEAT)


def next_wake(connection: Connection) -> datetime:
    moment: datetime = connection.execute(select(func.min(enrollments_table.c.next_due_at))).scalar_one()
    return moment


def enroll(connection: Connection, members: Sequence[Member], now: datetime) -> None:
    organisation.keep(connection, {"ru": "Центр", "en": "Centre"}, "Europe/Moscow")
    unit_id = organisation.keep_unit(connection, "north", {"ru": "Север", "en": "North"})
    for member in members:
        person = people.meet(connection, member.chat_id, "en")
        values = {
            "shown_name": member.zone,
            "state": "active",
            "course": member.course,
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
def years(
    migrated_file: SqliteFile, migrated_postgresql: str, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, Year]:
    """The year on each database, lived through once."""
    urls = {
        "sqlite": migrated_file.copied_to(tmp_path_factory.mktemp("year")),
        "postgresql": apart(copy_of(migrated_postgresql)),
    }
    return {kind: apart(lived(url, LIVED[kind])) for kind, url in urls.items()}


async def lived(url: str, members: Sequence[Member]) -> Year:
    database = Database(url)
    year = Year(database, members)
    await year.live()
    await database.dispose()
    return year


@each_member
def test_one_lesson_comes_each_working_date_at_its_hour_or_right_after_an_outage(
    years: Mapping[str, Year], kind: str, member: Member
) -> None:
    expected = dict(member.expected())
    sent = years[kind].sent[member.chat_id]
    dates = [each.moment.astimezone(ZoneInfo(member.zone)).date() for each in sent]
    assert dates == list(expected)
    late = [each.moment - expected[day] for day, each in zip(dates, sent, strict=True)]
    assert all(timedelta(0) <= each < BEAT for each in late)


@each_member
def test_no_lesson_is_lost_or_repeated_over_days_off_and_outages(
    years: Mapping[str, Year], kind: str, member: Member
) -> None:
    assert [each.content for each in years[kind].sent[member.chat_id]] == list(member.contents())


def test_the_year_has_what_it_is_about() -> None:
    """Working Saturdays, changes of the clocks on working days, and dates lost to outages."""
    for member in MEMBERS:
        days = dict(member.expected())
        assert all(day in days for day in (*WORKING_SATURDAYS, *CHANGES.get(member.zone, ())))
        assert sum(CALENDAR(day) for day in days_of_year()) > len(days) > 240
