"""Responses and days that end, rows kept for a time only, and what administrators must hear of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from aiogram.methods import TelegramMethod
from sqlalchemy import Connection

from bot.heartbeat import Duty
from bot.sending.sender import Kind
from handlers.screens import Screen
from handlers.texts import Translators
from storage import comments, outbox, people, roles, sums, updates
from storage.clock import Clock
from storage.database import Database
from surveys import closing
from surveys.comment_views import VIEW_LASTS
from surveys.versions import Versions

# Telegram keeps an update for 24 hours and numbers restart after a quiet week: a mark lives between the two.
# https://core.telegram.org/bots/api#getting-updates
MARKS_LAST = timedelta(days=3)

UPDATE_SET_ASIDE = "update_set_aside"


def kinds(translators: Translators) -> Mapping[str, Kind]:
    """How each kind of outbox row becomes a message."""

    def alert(payload: Mapping[str, Any], language: str, chat_id: int) -> TelegramMethod[Any]:
        t = translators(language)
        return Screen(t.n("alert.update_set_aside", payload["count"])).to(chat_id)

    return {UPDATE_SET_ASIDE: Kind(alert, repeatable=True)}


@dataclass(frozen=True, slots=True)
class Housekeeping:
    """The duties of one database."""

    database: Database
    versions: Versions
    clock: Clock
    administrators: frozenset[int]

    def all(self) -> Sequence[Duty]:
        """In the order in which a beat does them."""
        return (
            self.expire_responses,
            self.end_days,
            self.put_sums_together,
            self.alert_administrators,
            self.purge,
            self.tidy,
        )

    async def expire_responses(self) -> None:
        """End responses nobody touched for a week, a hundred a transaction until none is left."""
        while await self.database.run(closing.expire, self.versions, self.clock()):
            pass

    async def end_days(self) -> None:
        """Destroy yesterday's key, and group what the ended periods left over."""
        await self.database.run(closing.end_days, self.versions, self.clock())

    async def put_sums_together(self) -> None:
        """Keep the sums short that summaries read, some parts a transaction until none is left."""
        while await self.database.run(sums.put_together):
            pass

    async def alert_administrators(self) -> None:
        """Tell administrators that updates were set aside."""
        await self.database.run(self._alert)

    async def purge(self) -> None:
        """Delete what can serve nobody any more; what is kept by policy is the retention duty's."""
        await self.database.run(self._purge)

    async def tidy(self) -> None:
        """Let nothing that was erased since the last beat stay readable, keys and forgotten people above all."""
        await self.database.tidy()

    def _alert(self, connection: Connection) -> None:
        count, newest = updates.set_aside_state(connection)
        if newest is None:
            return
        for chat_id in sorted(self.administrators):
            person = people.find(connection, chat_id)
            if person is not None:
                key = f"{UPDATE_SET_ASIDE}:{person.id}:{newest}"
                outbox.put(connection, person.id, UPDATE_SET_ASIDE, {"count": count}, key, self.clock())

    def _purge(self, connection: Connection) -> None:
        now = self.clock()
        updates.purge(connection, now - MARKS_LAST)
        roles.purge_invitations(connection, now)
        comments.purge_views(connection, now - VIEW_LASTS)
