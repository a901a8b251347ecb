"""Links by which staff join: used as often as they say, and of no use for a closed unit."""

import asyncio
from datetime import timedelta

from sqlalchemy import Connection, update

from storage import organisation, staff_invitations
from storage.database import Database
from storage.tables import units as units_table
from tests.storage.courses import TEN


async def test_a_link_is_used_as_often_as_it_says_even_at_once(staffed: Database) -> None:
    unit_id = (await staffed.read(organisation.staffed_units))[0].id
    token = await staffed.run(staff_invitations.invite, unit_id, 3, TEN + timedelta(days=7))
    used = await asyncio.gather(*(staffed.run(staff_invitations.use, token, TEN) for _ in range(8)))
    assert used.count(unit_id) == 3
    assert await staffed.run(staff_invitations.purge, TEN) == 1


async def test_links_of_a_closed_unit_are_of_no_use(staffed: Database) -> None:
    unit_id = (await staffed.read(organisation.staffed_units))[0].id
    token = await staffed.run(staff_invitations.invite, unit_id, 3, TEN + timedelta(days=7))
    assert await staffed.read(staff_invitations.unit_of, token, TEN) == unit_id
    await staffed.run(close_units)
    assert await staffed.read(staff_invitations.unit_of, token, TEN) is None
    assert await staffed.run(staff_invitations.use, token, TEN) is None
    assert await staffed.run(staff_invitations.purge, TEN) == 1


def close_units(connection: Connection) -> None:
    connection.execute(update(units_table).values(closed=True))
