"""Sends what lies in the outbox: claim under a lease, send at Telegram's pace, mark."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
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
from surveys.invitation_checks import Decision, Later

log = structlog.get_logger(__name__)

# What one claim takes: about as much as the pace lets through in three seconds, well within the lease.
CLAIM = 100
LEASE = timedelta(minutes=2)
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=15)
LOCK = "otklik.sender"

Render = Callable[[Mapping[str, Any], str, int], TelegramMethod[Any]]
# Decides, in the transaction that claims a message, whether it goes out: "send", "drop" or later.
Check = Callable[[Connection, Mapping[str, Any], datetime], Decision]
# Told, in the transaction that notes it, that a message will never arrive.
Lost = Callable[[Connection, Mapping[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of message: how it is written from (payload, language, chat id), and whether it may arrive twice.

    `check` may hold it back at the last moment, `lost` hears of it if it can't be delivered.
    """

    render: Render
    repeatable: bool
    check: Check | None = None
    lost: Lost | None = None


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
        while (due := await self._database.run(self._claim)) is not None:
            await asyncio.gather(*(self._send(each) for each in due))

    def _claim(self, connection: Connection) -> list[Due] | None:
        """What to send now; None when nothing is due."""
        if not try_transaction_lock(connection, LOCK):
            return None
        repeatable = [name for name, kind in self._kinds.items() if kind.repeatable]
        now = self._clock()
        due = outbox.claim(connection, now, CLAIM, LEASE, repeatable)
        return [each for each in due if self._may_go(connection, each, now)] if due else None

    def _may_go(self, connection: Connection, due: Due, now: datetime) -> bool:
        check = self._kinds[due.kind].check
        match check(connection, due.payload, now) if check else "send":
            case Later(at):
                outbox.postpone(connection, due.id, at)
            case "drop":
                outbox.cancel(connection, due.id)
            case _:
                return True
        return False

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
                await self._database.run(self._give_up_on_person, due)
            case _:
                log.error("message_refused", kind=due.kind, error=type(error).__name__)
                await self._database.run(self._give_up, due)

    def _give_up(self, connection: Connection, due: Due) -> None:
        outbox.mark_undeliverable(connection, due.id)
        if lost := self._kinds[due.kind].lost:
            lost(connection, due.payload)

    def _give_up_on_person(self, connection: Connection, due: Due) -> None:
        self._give_up(connection, due)
        people.set_active(connection, due.chat_id, False)

    async def _postpone(self, due: Due, pause: timedelta) -> None:
        await self._database.run(outbox.postpone, due.id, self._clock() + pause)


def _growing(attempts: int) -> timedelta:
    return min(FIRST_PAUSE * (1 << min(attempts, 16)), LONGEST_PAUSE)
