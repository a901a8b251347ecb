"""What the demo begins with: people, links to open, and an organisation with a past."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection

from bot.sandbox.acts import writing
from bot.sandbox.chats import Person
from bot.sandbox.past.history import Past
from bot.sandbox.world import World
from lessons import enrolling
from lessons.live_catalog import LiveCatalog
from lessons.school import School
from lessons.working_days import WorkingDays
from storage import organisation, people, roles
from storage.database import Database
from storage.schema import prepare
from surveys import closing
from surveys.catalog_files import load_catalog
from surveys.organisation import Organisation, read_organisation
from surveys.publishing import load_organisation
from surveys.versions import Versions

EXAMPLE = Path(__file__).parent.parent / "organisation.example.yaml"
COORDINATOR = "coordinator"
STAFF_NAME = "Мария"

Links = Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Demo:
    """A local Telegram and the people in it whom the bot must know."""

    world: World
    staff: Person
    coordinator: Person
    administrator: Person

    def begin(self, token: str) -> None:
        """The coordinator opens an invitation, so that the bot gives the role and its menu as it always does."""
        writing.write(self.world, self.coordinator, f"/start r_{token}")
        for person in (self.staff, self.administrator):
            writing.write(self.world, person, "/start")


def new_demo(timezone: str) -> Demo:
    """Two citizens, a staff member, a coordinator and an administrator, whose chats are empty.

    `timezone` holds unless the example names one.
    """
    world = World(zone=_example().timezone or timezone)
    world.add_person("Анна", "ru")
    world.add_person("Tom", "en")
    return Demo(
        world,
        staff=world.add_person(STAFF_NAME, "ru", "staff"),
        coordinator=world.add_person("Ольга", "ru", "coordinator"),
        administrator=world.add_person("Павел", "ru", "administrator"),
    )


def start_links() -> Links:
    """The start link of each service point, read from the file: the page shows them before there is a database."""
    example = _example()
    units = {unit.code: unit.name.model_dump() for unit in example.units}
    return [
        {
            "label": {
                language: f"{service} · {units[point.unit][language]}"
                for language, service in point.service.model_dump().items()
            },
            "payload": f"p_{point.code}",
        }
        for point in example.touchpoints
    ]


def fill(database_url: str, now: datetime, staff: int) -> str:
    """Load the example with its past into a new database; the token of an invitation for a coordinator.

    `staff` is the chat of somebody who has just begun the course in the first unit.

    Runs in a process of its own, beside the imports of the bot.
    """
    return asyncio.run(_fill(database_url, now, staff))


async def _fill(database_url: str, now: datetime, staff: int) -> str:
    database = Database(database_url)
    try:
        await prepare(database)
        return await database.run(_write, now, staff)
    finally:
        await database.dispose()


def _write(connection: Connection, now: datetime, staff: int) -> str:
    load_organisation(connection, _example(), load_catalog(), now)
    versions = Versions()
    Past(versions).write(connection, now)
    closing.end_days(connection, versions, now)
    _enroll(connection, people.meet(connection, staff, "ru"), now)
    return roles.invite(connection, COORDINATOR, now)


def _enroll(connection: Connection, person: people.Person, now: datetime) -> None:
    school = School(LiveCatalog(), WorkingDays().calendar())
    unit = organisation.open_units(connection)[0]
    token = enrolling.invite(connection, unit.id, 1, timedelta(days=1), now)
    enrolling.open_link(connection, school, person, token, STAFF_NAME, now)
    enrolling.start(connection, school, person, now)


def _example() -> Organisation:
    return read_organisation(EXAMPLE, load_catalog())
