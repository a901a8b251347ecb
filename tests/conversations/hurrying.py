"""Citizens who hurry through a survey, and what is stored of it."""

from typing import Any

from sqlalchemy import Connection, select

from bot.composition import Program
from bot.sandbox.client import Someone
from storage.tables import answers, responses

POINT = "/start p_north-certificates"


async def to_comment(person: Someone) -> None:
    await person.send(POINT)
    await person.tap("Да")
    await person.tap("6")
    await person.tap("Не про меня")
    await person.sees("4 из 5")
    await person.tap("Пропустить")
    await person.sees("5 из 5")


async def hurry_through(person: Someone, effort: str = "5") -> None:
    await person.send(POINT)
    await person.sees("1 из 5")
    await person.tap("Да")
    await person.sees("2 из 5")
    await person.tap(effort)
    await person.sees("3 из 5")
    await person.tap("Закончить")
    await person.sees("уже стёрта")


async def given(bot: Program) -> dict[str, object]:
    return await bot.ground.database.read(all_answers)


def all_responses(connection: Connection) -> list[Any]:
    return list(connection.execute(select(responses)))


def all_answers(connection: Connection) -> dict[str, object]:
    rows = connection.execute(select(answers).where(answers.c.state == "answered"))
    return {row.question: row.comment or row.options or row.number for row in rows}
