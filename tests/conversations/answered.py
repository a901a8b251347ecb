"""Answers given in the past, through the domain, and coordinators, for tests of what they see of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from sqlalchemy import Connection

from bot.composition import Program
from bot.sandbox.client import Someone, Telegram
from storage import organisation, people, roles
from surveys.answering import Answering, Tap
from surveys.sheets import Step
from surveys.versions import Versions
from tests.conversations.clock import MovableClock

_CHATS = count(9_000_000_000)


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody answers to the survey post_service."""

    effort: int = 6
    satisfaction: int = 5
    drivers: Sequence[str] = ()
    comment: str | None = None


def answer(connection: Connection, code: str, given: Sequence[Given], moment: datetime) -> None:
    """Each by somebody new, at one service point, at one moment."""
    answering = Answering(Versions())
    for each in given:
        _answer(connection, answering, code, each, moment)


def _answer(connection: Connection, answering: Answering, code: str, given: Given, moment: datetime) -> None:
    person = people.meet(connection, next(_CHATS), "ru")
    step = answering.begin(connection, person, code, moment)
    for value in ("yes", str(given.effort), str(given.satisfaction)):
        step = answering.answer(connection, person, _tap(step), value, moment)
    for driver in given.drivers:
        answering.choose(connection, person, _tap(step), driver, True, moment)
    step = answering.confirm(connection, person, _tap(step), moment)
    if given.comment is None:
        answering.skip(connection, person, _tap(step), moment)
    else:
        answering.comment(connection, person, given.comment, moment)
    people.forget(connection, person)


def _tap(step: Step) -> Tap:
    return Tap(step.response_id, step.position or 0, None)


async def coordinator(telegram: Telegram, bot: Program, clock: MovableClock, unit: str | None) -> Someone:
    """Somebody who may see one unit, or all."""
    someone = telegram.person("Иван", language="en")
    await someone.send("/help")
    await someone.sees("/rate")
    found = await bot.ground.database.read(organisation.find_unit, unit) if unit else None
    token = await bot.ground.database.run(roles.invite, "coordinator", clock(), found.id if found else None)
    await someone.send(f"/start r_{token}")
    await someone.sees("coordinator")
    return someone
