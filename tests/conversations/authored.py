"""Coordinators at their surveys, for tests of authoring."""

from sqlalchemy import Connection, select

from bot.composition import Program
from bot.sandbox.client import Someone, Telegram
from storage import roles
from storage.tables import survey_drafts
from tests.conversations.clock import MovableClock


async def open_survey(person: Someone, name: str) -> None:
    await person.send("/surveys")
    await person.sees("Surveys.")
    await person.tap(name)
    await person.sees("Version")


async def coordinator(
    telegram: Telegram, bot: Program, clock: MovableClock, name: str, unit_id: int | None = None
) -> Someone:
    someone = telegram.person(name, language="en")
    token = await bot.ground.database.run(roles.invite, "coordinator", clock(), unit_id)
    await someone.send(f"/start r_{token}")
    await someone.sees("coordinator")
    return someone


async def drafted(bot: Program, survey: str) -> object:
    def read(connection: Connection) -> object:
        query = select(survey_drafts.c.definition).where(survey_drafts.c.survey == survey)
        return connection.execute(query).scalar()

    return await bot.ground.database.read(read)
