"""Invitations and their reminders as messages, those whose time is over, and the integrity check."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from aiogram.methods import TelegramMethod
from sqlalchemy import Connection

from bot.heartbeat import Duty
from bot.sending.sender import Kind, Render
from handlers.citizen.invitations import invitation_screen
from handlers.texts import Translators
from storage import events
from storage.clock import Clock
from storage.database import Database
from surveys import integrity, inviting, settling
from surveys.invitation_checks import INVITATION, REMINDER, Asker
from surveys.versions import Versions

# A source may report an event again, and gets the same answer, for this long.
EVENTS_LAST = timedelta(days=30)


def kinds(translators: Translators, versions: Versions) -> Mapping[str, Kind]:
    """Both are checked when they go out; neither may arrive twice."""
    asker = Asker(versions)
    return {
        INVITATION: Kind(_render(translators, reminder=False), repeatable=False, check=asker.may_invite, lost=_lost),
        REMINDER: Kind(_render(translators, reminder=True), repeatable=False, check=asker.may_remind),
    }


@dataclass(frozen=True, slots=True)
class Inviting:
    """The duties of one database."""

    database: Database
    versions: Versions
    clock: Clock

    def all(self) -> Sequence[Duty]:
        """In the order in which a beat does them."""
        return (self.sweep_invitations, self.settle_months, self.check_integrity, self.purge)

    async def sweep_invitations(self) -> None:
        """End the invitations whose time is over, some a transaction until none is left."""
        while await self.database.run(inviting.sweep, self.clock()):
            pass

    async def settle_months(self) -> None:
        """Once a night, count the months of whose invitations nothing more is to come."""
        await self.database.run(settling.settle, self.clock())

    async def check_integrity(self) -> None:
        """Mark responses that look unlike a person's own answer."""
        while await self.database.run(integrity.check, self.versions):
            pass

    async def purge(self) -> None:
        """Forget events that no source reports again, and contacts that no cooldown needs."""
        await self.database.run(events.purge, self.clock() - EVENTS_LAST)
        await self.database.run(inviting.forget, self.clock())


def _render(translators: Translators, *, reminder: bool) -> Render:
    def render(payload: Mapping[str, Any], language: str, chat_id: int) -> TelegramMethod[Any]:
        return invitation_screen(payload, translators(language), reminder=reminder).to(chat_id)

    return render


def _lost(connection: Connection, payload: Mapping[str, Any]) -> None:
    inviting.undelivered(connection, payload["invitation"])
