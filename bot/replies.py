"""Replies to taps, after the commit. Not durable by design: a lost one is healed by the next tap or /start."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import structlog
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import EditMessageText, SendMessage, TelegramMethod

from bot.errors import TokenRevoked
from bot.sending.errors import Verdict, verdict
from bot.sending.pace import Pace, Sleep
from bot.sending.plain import plain
from bot.session import Deliver
from bot.stopping import Alarm

log = structlog.get_logger(__name__)

# Seconds between tries; a reply that did not get through by then is too late to be of use.
PAUSES = (0.5, 1.0, 2.0)

WentInactive = Callable[[int], Awaitable[None]]
Method = TelegramMethod[Any]


class Replies:
    """Sends replies: in order within a chat, so that an older screen never lands on a newer one; chats in parallel."""

    def __init__(
        self,
        deliver: Deliver,
        pace: Pace,
        went_inactive: WentInactive,
        count: Callable[[str], None],
        alarm: Alarm,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._deliver = deliver
        self._pace = pace
        self._went_inactive = went_inactive
        self._count = count
        self._alarm = alarm
        self._sleep = sleep
        self._queues: dict[int | None, deque[Method]] = {}
        self._drains: dict[int | None, asyncio.Task[None]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def send(self, methods: Sequence[Method]) -> None:
        """Send soon; never raises."""
        for method in methods:
            chat_id = getattr(method, "chat_id", None)
            queue = self._queues.get(chat_id)
            if queue is not None and chat_id is not None:
                queue.append(method)
            else:
                self._start(chat_id, method)

    async def settled(self, chat_id: int) -> None:
        """Return when all that waits for a chat is sent or given up."""
        if chat_id in self._drains:
            await asyncio.wait([self._drains[chat_id]])

    async def idle(self) -> None:
        """Return when everything is sent."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def close(self, seconds: float) -> None:
        """Send what is left, for so long at the most."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _start(self, chat_id: int | None, method: Method) -> None:
        queue = deque([method])
        task = asyncio.create_task(self._drain(chat_id, queue))
        if chat_id is not None:
            self._queues[chat_id], self._drains[chat_id] = queue, task
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _drain(self, chat_id: int | None, queue: deque[Method]) -> None:
        try:
            while queue:
                await self._send(queue.popleft())
        finally:
            self._queues.pop(chat_id, None)
            self._drains.pop(chat_id, None)

    async def _send(self, method: Method) -> None:
        for pause in (*PAUSES, 0.0):
            await self._pace.wait_out_pause()
            try:
                await self._deliver(method)
            except Exception as error:  # noqa: BLE001 - whatever happened, the next reply goes out
                again = await self._after(error, method, pause)
            else:
                self._count("sent")
                return
            if again is None:
                return
            method = again

    async def _after(self, error: Exception, method: Method, pause: float) -> Method | None:
        """What to send next in place of a refused method, after `pause` if waiting helps; None to let it be."""
        found = verdict(error)
        self._count(found.name.lower())
        match found:
            case Verdict.PAUSE if isinstance(error, TelegramRetryAfter):
                self._pace.pause(error.retry_after)
                return method
            case Verdict.LATER | Verdict.AMBIGUOUS:
                await self._sleep(pause)
                return method
            case Verdict.UNAUTHORIZED:
                self._alarm.ring(TokenRevoked())
            case Verdict.NOT_EDITABLE:
                return _anew(method)
            case Verdict.INACTIVE:
                await self._note_inactive(getattr(method, "chat_id", None))
            case Verdict.UNPARSABLE:
                log.error("reply_unparsable", method=type(method).__name__)
                return plain(method)
            case Verdict.UNCHANGED | Verdict.EXPIRED:
                pass
            case _:
                # Neither the text of the error nor the method's fields: they may hold what a person wrote.
                log.error("reply_refused", method=type(method).__name__, error=type(error).__name__)
        return None

    async def _note_inactive(self, chat_id: int | None) -> None:
        if chat_id is not None:
            try:
                await self._went_inactive(chat_id)
            except Exception as error:  # noqa: BLE001 - as in _send
                log.error("inactive_not_noted", error=type(error).__name__)


def _anew(method: Method) -> Method | None:
    if not isinstance(method, EditMessageText) or method.chat_id is None:
        return None
    return SendMessage(
        chat_id=method.chat_id,
        text=method.text or "",
        parse_mode=method.parse_mode,
        entities=method.entities,
        link_preview_options=method.link_preview_options,
        reply_markup=method.reply_markup,
    )
