"""People who are invited, and the lines of the ledger, for tests of invitations."""

from typing import Any

from sqlalchemy import Connection, select

from bot.composition import Program
from bot.sandbox.client import Someone
from storage.tables import contacts as contacts_table
from storage.tables import invitations, people
from tests.conversations.clock import MovableClock
from tests.conversations.sources import SERVED, Source

# The clock of the tests shows noon in Moscow, a Tuesday.
HOUR = {"hours": 1}


async def invite(queue: Source, person: Someone, key: str = "visit-1") -> None:
    assert await queue.report(key, {**SERVED, "telegram_id": person.id}) == (202, {"status": "scheduled"})


async def asked(queue: Source, person: Someone, bot: Program, clock: MovableClock, key: str = "visit-1") -> None:
    await invite(queue, person, key)
    clock.move(**HOUR)
    await bot.heartbeat.beat()


async def line(bot: Program) -> Any:
    return (await lines(bot))[-1]


async def lines(bot: Program) -> list[Any]:
    def read(connection: Connection) -> list[Any]:
        return list(connection.execute(select(invitations).order_by(invitations.c.id)))

    return await bot.ground.database.read(read)


async def reactions(bot: Program) -> list[tuple[str, str, str]]:
    def read(connection: Connection) -> list[tuple[str, str, str]]:
        query = select(contacts_table).join(people, people.c.id == contacts_table.c.person_id)
        return [(row.survey, row.reaction, str(row.week)) for row in connection.execute(query)]

    return await bot.ground.database.read(read)
