"""Who asks about answers: what /summary, /comments and /export take of an update, given by one filter."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Concatenate, ParamSpec, TypeVar

from aiogram.types import CallbackQuery, Message
from sqlalchemy import Connection

from handlers.requests import Requests
from handlers.standing import Standing, standing_of
from handlers.texts import Translator
from storage import audit
from storage.clock import Clock
from storage.database import Unit
from storage.people import Person
from surveys import slices

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Asker:
    """A coordinator with the transaction of the update, what they may see and the texts of their language."""

    unit: Unit
    person: Person
    standing: Standing
    requests: Requests
    clock: Clock
    t: Translator

    @property
    def units(self) -> frozenset[int] | None:
        """The ids of the units that they may see, None all of them."""
        return self.standing.units

    async def run(self, function: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What a function of the domain returns."""
        return await self.unit.run(function, *args, **kwargs)

    async def today(self) -> date:
        """The day it is where the organisation is."""
        return await self.unit.run(slices.today, self.clock())

    async def put(self, kind: str, payload: Mapping[str, Any]) -> bool:
        """Ask for what takes longer than a tap may: see handlers.requests.Requests."""
        return await self.requests.put(self.unit, self.person, kind, payload)

    async def record(self, action: str, subject: Mapping[str, Any] | None = None) -> None:
        """An act of office for /audit."""
        await self.unit.run(audit.record, self.person, self.standing.role, action, self.clock(), subject)


async def is_asker(
    event: Message | CallbackQuery,  # noqa: ARG001 - aiogram passes it by position
    unit: Unit,
    person: Person,
    administrators: frozenset[int],
    requests: Requests,
    clock: Clock,
    t: Translator,
) -> bool | dict[str, Asker]:
    """A filter for coordinators that gives the handler its `asker`; to others the command does not exist."""
    standing = await standing_of(unit, person, administrators)
    return {"asker": Asker(unit, person, standing, requests, clock, t)} if standing.is_coordinator else False
