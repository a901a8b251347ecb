"""People on a course, and what was put into the outbox for them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, select

from lessons import delivering
from lessons.live_catalog import LiveCatalog
from lessons.school import School
from lessons.working_days import WorkingDays
from storage import enrollments, organisation, people
from storage.database import Database
from storage.tables import deliveries as deliveries_table
from storage.tables import outbox as outbox_table

SCHOOL = School(LiveCatalog(), WorkingDays().calendar())
MOSCOW = ZoneInfo("Europe/Moscow")
# A Tuesday.
TEN = datetime(2026, 9, 8, 10, tzinfo=MOSCOW).astimezone(UTC)
STAFF = 70
LEASE = timedelta(minutes=2)


def enroll(connection: Connection, count: int) -> None:
    organisation.keep(connection, {"ru": "Центр", "en": "Centre"}, "Europe/Moscow")
    unit_id = organisation.keep_unit(connection, "north", {"ru": "Север", "en": "North"})
    for number in range(count):
        person = people.meet(connection, 1000 + number, "en")
        values = {
            "shown_name": f"Person {number}",
            "state": "active",
            "course": "standard",
            "position": 1,
            "hour": 10,
            "days_off": "",
            "ignored": 0,
            "joined_on": date(2026, 9, 7),
            "next_due_at": TEN,
        }
        enrollments.begin(connection, person.id, unit_id, values)


async def deliver_all(database: Database, now: datetime) -> None:
    while await database.run(delivering.deliver, SCHOOL, now):
        pass


def sent(connection: Connection) -> tuple[int, int, set[str]]:
    """Daily messages, outbox rows, and the lessons among them."""
    contents = set(connection.execute(select(deliveries_table.c.content)).scalars())
    rows = connection.execute(select(func.count()).select_from(deliveries_table)).scalar_one()
    waiting = connection.execute(select(func.count()).select_from(outbox_table)).scalar_one()
    return rows, waiting, contents
