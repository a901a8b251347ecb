"""Sends what lies in the outbox: claim under a lease, send at Telegram's pace, mark."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import TelegramMethod
from sqlalchemy import Connection

from bot.sending.errors import Verdict, verdict
from bot.sending.pace import Pace
from bot.session import JsonSession
from storage import outbox, people
from storage.clock import Clock
from storage.database import Database
from storage.locks import try_transaction_lock
from storage.outbox import Due

log = structlog.get_logger(__name__)

# What one claim takes: about as much as the pace lets through in three seconds, well within the lease.
CLAIM = 100
LEASE = timedelta(minutes=2)
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=15)
LOCK = "otklik.sender"

Render = Callable[[Mapping[str, Any], str, int], TelegramMethod[Any]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of message: how it is written from (payload, language, chat id), and whether it may arrive twice."""

    render: Render
    repeatable: bool


class Sender:
    """One round after another, called by the heartbeat; replicas take turns."""

    def __init__(
        self,
        database: Database,
        bot: Bot,
        session: JsonSession,
        pace: Pace,
        kinds: Mapping[str, Kind],
        clock: Clock,
        count: Callable[[str], None],
    ) -> None:
        self._database = database
        self._bot = bot
        self._session = session
        self._pace = pace
        self._kinds = kinds
        self._clock = clock
        self._count = count

    async def send_what_is_due(self) -> None:
        """Send until nothing is due."""
        while due := await self._database.run(self._claim):
            await asyncio.gather(*(self._send(each) for each in due))

    def _claim(self, connection: Connection) -> list[Due]:
        if not try_transaction_lock(connection, LOCK):
            return []
        repeatable = [name for name, kind in self._kinds.items() if kind.repeatable]
        return outbox.claim(connection, self._clock(), CLAIM, LEASE, repeatable)

    async def _send(self, due: Due) -> None:
        method = self._kinds[due.kind].render(due.payload, due.language, due.chat_id)
        try:
            async with self._pace.slot(due.chat_id):
                await self._session.deliver(self._bot, method)
        except Exception as error:  # noqa: BLE001 - one message must not stop the others
            await self._after(error, due)
        else:
            self._count("sent")
            await self._database.run(outbox.mark_sent, due.id)

    async def _after(self, error: Exception, due: Due) -> None:
        found = verdict(error)
        self._count(found.name.lower())
        match found:
            case Verdict.PAUSE if isinstance(error, TelegramRetryAfter):
                self._pace.pause(error.retry_after)
                await self._postpone(due, timedelta(seconds=error.retry_after))
            case Verdict.LATER | Verdict.UNAUTHORIZED:
                await self._postpone(due, _growing(due.attempts))
            case Verdict.AMBIGUOUS if self._kinds[due.kind].repeatable:
                await self._postpone(due, _growing(due.attempts))
            case Verdict.AMBIGUOUS:
                log.error("message_uncertain", kind=due.kind)
                await self._database.run(outbox.mark_uncertain, due.id)
            case Verdict.INACTIVE:
                await self._database.run(_give_up_on_person, due)
            case _:
                log.error("message_refused", kind=due.kind, error=type(error).__name__)
                await self._database.run(outbox.mark_undeliverable, due.id)

    async def _postpone(self, due: Due, pause: timedelta) -> None:
        await self._database.run(outbox.postpone, due.id, self._clock() + pause)


def _growing(attempts: int) -> timedelta:
    return min(FIRST_PAUSE * (1 << min(attempts, 16)), LONGEST_PAUSE)


def _give_up_on_person(connection: Connection, due: Due) -> None:
    outbox.mark_undeliverable(connection, due.id)
    people.set_active(connection, due.chat_id, False)
