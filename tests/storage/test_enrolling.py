"""Joining on both databases: whatever a person sends twice at once begins one course, with one lesson."""

import asyncio
from collections.abc import Awaitable, Iterable
from datetime import timedelta

import pytest
from sqlalchemy import Connection, func, select

from lessons import enrolling
from lessons.errors import LinkOfAnotherUnit, LinkUseless, NotEnrolled
from lessons.school import enrolled
from storage import organisation, people, roles, staff_invitations
from storage.database import Database
from storage.enrollments import Enrollment
from storage.people import Person
from storage.tables import deliveries as deliveries_table
from storage.tables import enrollments as enrollments_table
from storage.tables import staff_invitations as links_table
from tests.storage.courses import SCHOOL, TEN, enroll

# Seconds: transactions that wait for each other for ever fail here.
LONGEST_WAIT = 30
AT_ONCE = 4


@pytest.fixture
async def anna(database: Database) -> Person:
    """Somebody who is about to join in an organisation of two units."""
    await database.run(enroll, 0)
    await database.run(organisation.keep_unit, "south", {"ru": "Юг", "en": "South"})
    return await database.run(people.meet, 501, "en")


@pytest.mark.parametrize("places", [1, 10])
async def test_a_link_opened_several_times_at_once_uses_one_place(
    database: Database, anna: Person, places: int
) -> None:
    token = await link(database, "north", places)
    opened = await together(open_link(database, anna, token) for _ in range(AT_ONCE))
    assert [outcome(each) for each in opened] == ["joining"] * AT_ONCE
    assert await database.read(places_left) == places - 1
    assert len(await database.read(roles.of, anna)) == 1


async def test_a_course_started_twice_at_once_begins_once(database: Database, anna: Person) -> None:
    await open_link(database, anna, await link(database, "north"))
    async with asyncio.timeout(LONGEST_WAIT):
        async with database.batch() as first:
            await first.run(enrolling.start, SCHOOL, anna, TEN)
            second = asyncio.create_task(database.run(enrolling.start, SCHOOL, anna, TEN))
            await first.run(until_another_waits)
        with pytest.raises(NotEnrolled):
            await second
    assert (await database.read(enrolled, anna)).position == 1
    assert await database.read(lessons_had) == 1


async def test_who_has_begun_begins_no_second_time(database: Database, anna: Person) -> None:
    await open_link(database, anna, await link(database, "north"))
    await database.run(enrolling.start, SCHOOL, anna, TEN)
    with pytest.raises(NotEnrolled):
        await database.run(enrolling.start, SCHOOL, anna, TEN + timedelta(days=1))
    assert await database.read(lessons_had) == 1


async def test_a_link_of_another_unit_moves_who_is_joining(database: Database, anna: Person) -> None:
    await open_link(database, anna, await link(database, "north"))
    await database.run(enrolling.choose_name, anna, "Anna Smirnova")
    south = await link(database, "south", 10)
    moved = await together(open_link(database, anna, south) for _ in range(AT_ONCE))
    assert [outcome(each) for each in moved] == ["joining"] * AT_ONCE
    now = await database.read(enrolling.joining, anna)
    assert (now.unit_name["en"], now.shown_name) == ("South", "Anna Smirnova")
    assert [role.unit_id for role in await database.read(roles.of, anna)] == [now.unit_id]
    assert await database.read(places_left) == 9


async def test_who_is_joining_is_told_that_another_link_is_useless(database: Database, anna: Person) -> None:
    own, other = await link(database, "north"), await link(database, "south")
    begun = await open_link(database, anna, own)
    await open_link(database, await database.run(people.meet, 502, "en"), other)
    for useless in (other, "nonsense"):
        with pytest.raises(LinkUseless):
            await open_link(database, anna, useless)
    assert await open_link(database, anna, own) == begun


async def test_a_second_link_of_the_same_unit_is_left_for_somebody_else(database: Database, anna: Person) -> None:
    begun = await open_link(database, anna, await link(database, "north"))
    assert await open_link(database, anna, await link(database, "north")) == begun
    assert await database.read(places_left) == 1


async def test_nobody_is_moved_once_the_course_has_begun(database: Database, anna: Person) -> None:
    own = await link(database, "north")
    await open_link(database, anna, own)
    await database.run(enrolling.start, SCHOOL, anna, TEN)
    assert await database.read(link_hash) is None
    with pytest.raises(LinkUseless):
        await open_link(database, anna, own)
    with pytest.raises(LinkOfAnotherUnit):
        await open_link(database, anna, await link(database, "south"))
    assert await database.read(places_left) == 1


async def link(database: Database, code: str, places: int = 1) -> str:
    unit = await database.read(organisation.find_unit, code)
    assert unit is not None
    return await database.run(staff_invitations.invite, unit.id, places, TEN + timedelta(days=7))


async def open_link(database: Database, person: Person, token: str) -> Enrollment:
    return await database.run(enrolling.open_link, SCHOOL, person, token, "Anna", TEN)


async def together(tries: Iterable[Awaitable[Enrollment]]) -> list[Enrollment | BaseException]:
    async with asyncio.timeout(LONGEST_WAIT):
        return await asyncio.gather(*tries, return_exceptions=True)


def outcome(tried: Enrollment | BaseException) -> str:
    """What became of a try: the state of the course, or the name of the error."""
    return tried.state if isinstance(tried, Enrollment) else type(tried).__name__


def until_another_waits(connection: Connection) -> None:
    """Go on once another transaction has come to what this one has written; on SQLite it waits from its beginning."""
    waiting = "SELECT count(*) FROM pg_locks WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid))"
    while connection.dialect.name == "postgresql" and not connection.exec_driver_sql(waiting).scalar_one():
        connection.exec_driver_sql("SELECT pg_sleep(0.01)")


def places_left(connection: Connection) -> int:
    left: int = connection.execute(select(func.sum(links_table.c.uses_left))).scalar_one()
    return left


def link_hash(connection: Connection) -> str | None:
    stored: str | None = connection.execute(select(enrollments_table.c.link_hash)).scalar_one()
    return stored


def lessons_had(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(deliveries_table)).scalar_one()
