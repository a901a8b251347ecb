"""Carries requests out, one after the other, and sends what came of each; long ones on a lane of their own."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import structlog
from aiogram.enums import ChatAction
from aiogram.methods import SendChatAction, SendMessage, TelegramMethod

from bot.logs import reason_of
from bot.replies import Replies
from handlers.texts import Translator, Translators
from storage import jobs
from storage.clock import Clock
from storage.database import Database, Unit
from storage.jobs import Job
from storage.people import Person

log = structlog.get_logger(__name__)

# Longer than any job takes; only a worker that died keeps a job so long.
LEASE = timedelta(minutes=10)
ATTEMPTS = 3
PAUSE = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for, by whom, and the texts of their language."""

    payload: Mapping[str, Any]
    chat_id: int
    t: Translator


Work = Callable[[Request], Awaitable[Sequence[TelegramMethod[Any]]]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of job: what makes its messages, what the chat shows meanwhile, and whether it takes long.

    A long one holds up only others that are long.
    """

    work: Work
    action: ChatAction = ChatAction.TYPING
    is_long: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """Kinds of jobs that wait for each other, and the event that wakes whoever works on them."""

    kinds: AbstractSet[str]
    woken: asyncio.Event = field(default_factory=asyncio.Event)


class Worker:
    """Works while there is something to do; woken by a commit, and by the heartbeat for what others left."""

    def __init__(
        self,
        database: Database,
        replies: Replies,
        kinds: Mapping[str, Kind],
        translators: Translators,
        clock: Clock,
    ) -> None:
        self._database = database
        self._replies = replies
        self._kinds = kinds
        self._translators = translators
        self._clock = clock
        self._lanes = [
            Lane({name for name, kind in kinds.items() if kind.is_long is is_long}) for is_long in (False, True)
        ]

    async def put(self, unit: Unit, person: Person, kind: str, payload: Mapping[str, Any]) -> bool:
        """See handlers.requests.Requests."""
        unit.on_commit(self._wake)
        return await unit.run(jobs.put, person.id, kind, payload, self._clock())

    async def wake(self) -> None:
        """A duty of the heartbeat: a job whose worker died, here or elsewhere, is taken up when its lease ends."""
        self._wake()

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """Work while the block runs. A job in hand when it ends is done again after the next start."""
        tasks = [asyncio.create_task(self._work(lane)) for lane in self._lanes]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    def _wake(self) -> None:
        for lane in self._lanes:
            lane.woken.set()

    async def _work(self, lane: Lane) -> None:
        while True:
            await lane.woken.wait()
            lane.woken.clear()
            try:
                await self._work_off(lane)
            except Exception as error:  # noqa: BLE001 - the database is away: the heartbeat wakes us again
                log.error("jobs_not_claimed", error=reason_of(error))

    async def work_off(self) -> None:
        """Do everything that waits."""
        for lane in self._lanes:
            await self._work_off(lane)

    async def _work_off(self, lane: Lane) -> None:
        while (job := await self._database.run(jobs.claim, self._clock(), LEASE, lane.kinds)) is not None:
            await self._do(job)

    async def _do(self, job: Job) -> None:
        # A job that took its process down with it comes again and again: it is given up like one that fails.
        if job.attempts >= ATTEMPTS:
            await self._end(job, [self._apology(job)])
            return
        try:
            await self._end(job, await self._result(job))
        except Exception as error:  # noqa: BLE001 - one job must not stop the others
            log.error("job_failed", kind=job.kind, error=reason_of(error), attempt=job.attempts + 1)
            pause = PAUSE if job.attempts + 1 < ATTEMPTS else timedelta()
            await self._database.run(jobs.postpone, job.id, self._clock() + pause)

    async def _result(self, job: Job) -> Sequence[TelegramMethod[Any]]:
        kind = self._kinds[job.kind]
        self._replies.send([SendChatAction(chat_id=job.chat_id, action=kind.action)])
        return await kind.work(Request(job.payload, job.chat_id, self._translators(job.language)))

    async def _end(self, job: Job, methods: Sequence[TelegramMethod[Any]]) -> None:
        self._replies.send(methods)
        await self._replies.settled(job.chat_id)
        await self._database.run(jobs.finish, job.id)

    def _apology(self, job: Job) -> SendMessage:
        return SendMessage(chat_id=job.chat_id, text=self._translators(job.language)("error.apology"))
