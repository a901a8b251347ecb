"""Rounds of sending: woken by the heartbeat, alone among the replicas, quick to end when told to stop."""

import asyncio
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta

import structlog

from bot.logs import reason_of
from bot.sending.pace import NoTurn, Pace
from bot.sending.sender import LEASE, Sender
from bot.stopping import unless
from storage.database import Database
from storage.outbox import Due

log = structlog.get_logger(__name__)

# The rates of Telegram count for the whole bot: whoever holds this sends, the other replicas do not.
LOCK = "otklik.sender"
# A message that waits longer for its turn is let go, so that no lease runs out before the message is marked.
PATIENCE = LEASE / 2
# What is in the act of being sent gets this long when the program ends; after that its lease decides.
LAST_MESSAGES_SECONDS = 2.0


class Rounds:
    """Sends what is due as a task of its own, so that a long round or pause holds up nothing else."""

    def __init__(self, database: Database, sender: Sender, pace: Pace) -> None:
        self._database = database
        self._sender = sender
        self._pace = pace
        self._woken = asyncio.Event()
        self._stop = asyncio.Event()
        self._had_turn: set[int] = set()
        self._task: asyncio.Task[None] | None = None

    async def wake(self) -> None:
        """A duty of the heartbeat: see what is due."""
        self._woken.set()

    def start(self) -> None:
        """Send whenever woken."""
        self._task = asyncio.create_task(self._work())

    async def stop(self) -> None:
        """Let go of what waits for its turn; what is being sent gets a moment to be finished."""
        self._stop.set()
        if self._task is not None:
            _, late = await asyncio.wait([self._task], timeout=LAST_MESSAGES_SECONDS)
            for task in late:
                log.warning("sending_broken_off")
                task.cancel()

    async def send_what_is_due(self) -> None:
        """One round: send until nothing is due. Does nothing while another replica sends."""
        async with self._database.alone(LOCK) as is_alone:
            while is_alone and (claimed := await self._claimed()) is not None:
                await self._send(claimed)

    async def _work(self) -> None:
        while True:
            await unless(self._stop, self._woken.wait())
            if self._stop.is_set():
                return
            self._woken.clear()
            try:
                await self.send_what_is_due()
            except Exception as error:  # noqa: BLE001 - the database is away: the heartbeat wakes us again
                log.error("round_failed", error=reason_of(error))

    async def _claimed(self) -> Sequence[Due] | None:
        # What is claimed during a pause would wait for its end while the lease runs on.
        await unless(self._stop, self._pace.wait_out_pause())
        return None if self._stop.is_set() else await self._sender.claim()

    async def _send(self, claimed: Sequence[Due]) -> None:
        self._had_turn.clear()
        tasks = {due.id: asyncio.create_task(self._send_one(due)) for due in claimed}
        try:
            await unless(self._stop, _all_done(tasks.values()))
            for due in self._without_turn(claimed):
                tasks[due.id].cancel()
            await self._sender.put_back(self._without_turn(claimed), timedelta() if self._stop.is_set() else PATIENCE)
            await _all_done(tasks.values())
        finally:
            for task in tasks.values():
                task.cancel()

    def _without_turn(self, claimed: Sequence[Due]) -> Sequence[Due]:
        return [due for due in claimed if due.id not in self._had_turn]

    async def _send_one(self, due: Due) -> None:
        try:
            await self._sender.send(due, self._turn(due))
        except NoTurn:
            # Put back with the others that had none.
            pass
        except Exception as error:  # noqa: BLE001 - the lease decides what becomes of it
            log.error("message_not_marked", kind=due.kind, error=reason_of(error))

    @asynccontextmanager
    async def _turn(self, due: Due) -> AsyncIterator[None]:
        async with self._pace.slot(due.chat_id, PATIENCE.total_seconds()):
            self._had_turn.add(due.id)
            yield


async def _all_done(tasks: Collection[asyncio.Task[None]]) -> None:
    # Unlike gather, it leaves them alone when it is cancelled.
    if tasks:
        await asyncio.wait(tasks)
