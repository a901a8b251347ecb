"""Telegram's rates: about 30 messages a second for a bot, one a second for a chat, 20 a minute for a group.

https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this

Thirty slots, each free again one second after its response, never got a 429 from a server that counts any second;
even pacing and a token bucket did, once the network's delay varied (docs/decisions/pace.md).
"""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

Sleep = Callable[[float], Awaitable[None]]

SECOND = 1.0
MINUTE = 60.0


@dataclass(frozen=True, slots=True)
class Rates:
    """Messages a second for the bot, seconds between two to one person, messages a minute to one group."""

    a_second: int = 30
    between_to_chat: float = SECOND
    a_minute_to_group: int = 20


class Pace:
    """Lets the bot send no faster than its rates, and not at all during a pause."""

    def __init__(
        self,
        rates: Rates | None = None,
        clock: Callable[[], float] | None = None,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._rates = rates or Rates()
        self._clock = clock or (lambda: asyncio.get_running_loop().time())
        self._sleep = sleep
        # When each slot is free again; staggered by themselves, since responses are.
        self._slots = [0.0] * self._rates.a_second
        self._free = asyncio.Semaphore(self._rates.a_second)
        self._chats: OrderedDict[int, float] = OrderedDict()
        self._paused_until = 0.0

    def pause(self, seconds: float) -> None:
        """Hold everything back, as Telegram's retry_after asks."""
        self._paused_until = max(self._paused_until, self._clock() + seconds)

    async def wait_out_pause(self) -> None:
        """Return when no pause is on."""
        while (left := self._paused_until - self._clock()) > 0:
            await self._sleep(left)

    @asynccontextmanager
    async def slot(self, chat_id: int) -> AsyncIterator[None]:
        """Wait for the turn of a message to `chat_id`; the block sends it."""
        await self._wait_for_chat(chat_id)
        async with self._free:
            free_at = self._slots.pop(0)
            try:
                await self._wait_until(free_at)
                await self.wait_out_pause()
                yield
            finally:
                self._slots.append(self._clock() + SECOND)

    async def _wait_for_chat(self, chat_id: int) -> None:
        # Groups have negative ids: https://core.telegram.org/bots/api#chat
        group = MINUTE / self._rates.a_minute_to_group
        between = group if chat_id < 0 else self._rates.between_to_chat
        turn = max(self._chats.pop(chat_id, 0.0), self._clock())
        # The next message to this chat queues behind this one's turn, before this one has had it.
        self._chats[chat_id] = turn + between
        self._forget_old_chats()
        await self._wait_until(turn)

    async def _wait_until(self, moment: float) -> None:
        while (left := moment - self._clock()) > 0:
            await self._sleep(left)

    def _forget_old_chats(self) -> None:
        now = self._clock()
        while self._chats and next(iter(self._chats.values())) < now:
            self._chats.popitem(last=False)
