"""Sends one message of the outbox, and marks what became of it."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from aiogram.exceptions import TelegramBadRequest, TelegramRetryAfter
from aiogram.methods import TelegramMethod
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from bot.errors import TokenRevoked
from bot.sending.errors import Verdict, verdict
from bot.sending.pace import Pace
from bot.sending.plain import plain
from bot.session import Deliver
from bot.stopping import Alarm
from storage import outbox, people
from storage.clock import Clock
from storage.database import Database
from storage.outbox import Due
from surveys.invitation_checks import Decision, Later

log = structlog.get_logger(__name__)

# What one claim takes: about as much as the pace lets through in three seconds, well within the lease.
CLAIM = 100
LEASE = timedelta(minutes=2)
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=15)

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
    """Claims what is due and sends each message in its turn; whether it may go is decided with the claim."""

    def __init__(
        self,
        database: Database,
        deliver: Deliver,
        pace: Pace,
        kinds: Mapping[str, Kind],
        clock: Clock,
        count: Callable[[str], None],
        alarm: Alarm,
    ) -> None:
        self._database = database
        self._deliver = deliver
        self._pace = pace
        self._kinds = kinds
        self._clock = clock
        self._count = count
        self._alarm = alarm

    async def claim(self) -> Sequence[Due] | None:
        """Lease what is due; None when nothing is."""
        return await self._database.run(self._claim)

    async def put_back(self, rows: Sequence[Due], pause: timedelta) -> None:
        """Let go of what had no turn, to be claimed again after a pause."""
        if rows:
            await self._database.run(outbox.put_back, [row.id for row in rows], self._clock() + pause)

    async def send(self, due: Due, turn: AbstractAsyncContextManager[None]) -> None:
        """Send a message within its turn, then mark it. What waiting for the turn raises passes: nothing was sent."""
        async with turn:
            error = await self._error_of_sending(due)
        if error is not None:
            await self._after(error, due)
        else:
            self._count("sent")
            await self._database.run(outbox.mark_sent, due.id)

    def _claim(self, connection: Connection) -> Sequence[Due] | None:
        repeatable = [name for name, kind in self._kinds.items() if kind.repeatable]
        now = self._clock()
        due = outbox.claim(connection, now, CLAIM, LEASE, repeatable)
        return [each for each in due if self._may_go(connection, each, now)] if due else None

    def _may_go(self, connection: Connection, due: Due, now: datetime) -> bool:
        match self._decision(connection, due, now):
            case Later(at):
                outbox.postpone(connection, due.id, at)
            case "drop":
                outbox.cancel(connection, due.id)
            case _:
                return True
        return False

    def _decision(self, connection: Connection, due: Due, now: datetime) -> Decision:
        # A row of another release may be of a kind that is unknown here; sending it fails, and it is given up.
        kind = self._kinds.get(due.kind)
        if kind is None or kind.check is None:
            return "send"
        try:
            with connection.begin_nested():
                return kind.check(connection, due.payload, now)
        except DBAPIError:
            raise
        except Exception as error:  # noqa: BLE001 - one message must not stop the others
            log.error("message_not_checked", kind=due.kind, error=type(error).__name__)
            return "drop"

    async def _error_of_sending(self, due: Due) -> Exception | None:
        try:
            await self._deliver_readably(self._kinds[due.kind].render(due.payload, due.language, due.chat_id))
        except Exception as error:  # noqa: BLE001 - one message must not stop the others
            return error
        return None

    async def _deliver_readably(self, method: TelegramMethod[Any]) -> None:
        try:
            await self._deliver(method)
        except TelegramBadRequest as error:
            as_text = plain(method) if verdict(error) is Verdict.UNPARSABLE else None
            if as_text is None:
                raise
            log.error("message_unparsable", method=type(method).__name__)
            await self._deliver(as_text)

    async def _after(self, error: Exception, due: Due) -> None:
        found = verdict(error)
        self._count(found.name.lower())
        match found:
            case Verdict.PAUSE if isinstance(error, TelegramRetryAfter):
                self._pace.pause(error.retry_after)
                await self._postpone(due, timedelta(seconds=error.retry_after))
            case Verdict.UNAUTHORIZED:
                self._alarm.ring(TokenRevoked())
                await self._postpone(due, _growing(due.attempts))
            case Verdict.LATER:
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
        kind = self._kinds.get(due.kind)
        if kind is not None and kind.lost is not None:
            kind.lost(connection, due.payload)

    def _give_up_on_person(self, connection: Connection, due: Due) -> None:
        self._give_up(connection, due)
        people.set_active(connection, due.chat_id, False)

    async def _postpone(self, due: Due, pause: timedelta) -> None:
        await self._database.run(outbox.postpone, due.id, self._clock() + pause)


def _growing(attempts: int) -> timedelta:
    return min(FIRST_PAUSE * (1 << min(attempts, 16)), LONGEST_PAUSE)
