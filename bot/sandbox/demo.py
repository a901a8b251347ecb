"""What the demo begins with: people, an organisation with a past, and links to open."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

from sqlalchemy import Connection

from bot.sandbox.history import SEED, Past
from bot.sandbox.world import World
from storage import organisation as stored
from storage.clock import Clock
from storage.database import Database
from storage.schema import prepare
from surveys import closing
from surveys.answering import Answering
from surveys.catalog_files import load_catalog
from surveys.organisation import read_organisation
from surveys.publishing import load_organisation
from surveys.versions import Versions

EXAMPLE = Path(__file__).parent.parent / "organisation.example.yaml"

Links = Sequence[Mapping[str, object]]


def demo_world() -> tuple[World, int]:
    """A local Telegram with two citizens and a coordinator; returns the coordinator's id too."""
    world = World()
    world.add_person("Анна", "ru")
    world.add_person("Tom", "en")
    coordinator = world.add_person("Ольга, координатор", "ru")
    return world, coordinator.id


async def demo_links(database_url: str, clock: Clock) -> Links:
    """Load the example organisation with a past into a new database; the start links of its service points."""
    database = Database(database_url)
    try:
        await prepare(database)
        return await database.run(_fill, clock)
    finally:
        await database.dispose()


def _fill(connection: Connection, clock: Clock) -> Links:
    catalog, now = load_catalog(), clock()
    load_organisation(connection, read_organisation(EXAMPLE, catalog), catalog, now)
    versions = Versions()
    Past(Answering(versions), Random(SEED)).write(connection, now)  # noqa: S311 - a past, not a secret
    closing.end_days(connection, versions, now)
    return [
        {
            "label": {
                language: f"{point.service[language]} · {point.unit_name[language]}" for language in ("ru", "en")
            },
            "payload": f"p_{point.code}",
        }
        for point in stored.open_touchpoints(connection)
    ]
