"""What the demo begins with: people and links to open. Its organisation with a past is made by filling.py."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.sandbox.acts import writing
from bot.sandbox.chats import Person
from bot.sandbox.past.colleagues import NAMES
from bot.sandbox.world import World
from surveys.definition import Survey
from surveys.organisation import Organisation, read_organisation

EXAMPLE = Path(__file__).parent.parent / "organisation.example.yaml"
STAFF_NAME = "Мария"

Links = Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Demo:
    """A local Telegram and the people in it whom the bot must know."""

    world: World
    staff: Person
    coordinator: Person
    administrator: Person
    colleagues: Sequence[Person]

    def begin(self, token: str) -> None:
        """The coordinator opens an invitation, so that the bot gives the role and its menu as it always does."""
        writing.write(self.world, self.coordinator, f"/start r_{token}")
        for person in (self.staff, self.administrator):
            writing.write(self.world, person, "/start")


def new_demo(organisation: Organisation, timezone: str) -> Demo:
    """Two citizens, a staff member, a coordinator and an administrator, whose chats are empty.

    The staff member's colleagues are on course too, and the page does not show their chats. `timezone` holds unless
    the organisation names one.
    """
    world = World(zone=organisation.timezone or timezone)
    world.add_person("Анна", "ru")
    world.add_person("Tom", "en")
    return Demo(
        world,
        staff=world.add_person(STAFF_NAME, "ru", "staff"),
        coordinator=world.add_person("Ольга", "ru", "coordinator"),
        administrator=world.add_person("Павел", "ru", "administrator"),
        colleagues=[_colleague(world, name) for names in NAMES.values() for name in names],
    )


def _colleague(world: World, name: str) -> Person:
    person = world.add_person(name, "ru", "staff", is_shown=False)
    person.has_started = True
    return person


def start_links(organisation: Organisation) -> Links:
    """The start link of each service point, from the file: the page shows them before there is a database."""
    units = {unit.code: unit.name.model_dump() for unit in organisation.units}
    return [
        {
            "label": {
                language: f"{service} · {units[point.unit][language]}"
                for language, service in point.service.model_dump().items()
            },
            "payload": f"p_{point.code}",
        }
        for point in organisation.touchpoints
    ]


def fill(database_url: str, now: datetime, staff: int, colleagues: Sequence[int] = ()) -> str:
    """Load the example with its past into a new database; the token of an invitation for a coordinator.

    `staff` is the chat of somebody who has just begun the course in the first unit, `colleagues` are the chats of those
    who are on course since weeks, as many as NAMES or none. It runs in a process of its own, beside the bot's imports.
    """
    from bot.sandbox.filling import filled  # noqa: PLC0415 - the page does not wait for what only that process needs

    return asyncio.run(filled(database_url, now, staff, colleagues))


def example(catalog: Mapping[str, Survey]) -> Organisation:
    """The organisation of the demo."""
    return read_organisation(EXAMPLE, catalog)
