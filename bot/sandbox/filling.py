"""Fills the demo's database: the organisation of the example, a past of answers and courses, somebody new on course.

Apart from demo.py, so that the page does not wait for what only this needs.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.sandbox.demo import STAFF_NAME, example
from bot.sandbox.past.history import Past
from bot.sandbox.past.team import Team
from bot.sandbox.past.telling import tell
from lessons import enrolling
from lessons.live_catalog import LiveCatalog
from lessons.school import School
from lessons.working_days import WorkingDays
from storage import organisation, people, roles
from storage.database import Database
from storage.schema import prepare
from surveys import closing
from surveys.catalog_files import load_catalog
from surveys.publishing import load_organisation
from surveys.versions import Versions

COORDINATOR = "coordinator"


async def filled(database_url: str, now: datetime, staff: int, colleagues: Sequence[int]) -> str:
    """Load the example with its past into a new database; the token of an invitation for a coordinator."""
    database = Database(database_url)
    try:
        await prepare(database)
        return await database.run(_write, now, staff, colleagues)
    finally:
        await database.dispose()


def _write(connection: Connection, now: datetime, staff: int, colleagues: Sequence[int]) -> str:
    catalog = load_catalog()
    load_organisation(connection, example(catalog), catalog, now)
    versions = Versions()
    Past(versions).write(connection, now)
    closing.end_days(connection, versions, now)
    school = School(LiveCatalog(), WorkingDays().calendar())
    if colleagues:
        Team(school).write(connection, colleagues, now)
    person = people.meet(connection, staff, "ru")
    tell(connection, person, now)
    _enroll(connection, school, person, now)
    return roles.invite(connection, COORDINATOR, now)


def _enroll(connection: Connection, school: School, person: people.Person, now: datetime) -> None:
    unit = organisation.open_units(connection)[0]
    token = enrolling.invite(connection, unit.id, 1, timedelta(days=1), now)
    enrolling.open_link(connection, school, person, token, STAFF_NAME, now)
    enrolling.start(connection, school, person, now)
