"""Telegram's rates: about 30 messages a second for a bot, one a second for a chat, 20 a minute for a group.

https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this

Thirty slots, each free again one second after its response, never got a 429 from a server that counts any second;
even pacing and a token bucket did, once the network's delay varied (docs/decisions/pace.md).
"""

import asyncio
import math
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

Sleep = Callable[[float], Awaitable[None]]

SECOND = 1.0
MINUTE = 60.0


class NoTurn(Exception):
    """The turn of a message would come later than its sender can wait."""


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
    async def slot(self, chat_id: int, patience: float = math.inf) -> AsyncIterator[None]:
        """Wait for the turn of a message to `chat_id`; the block sends it.

        Raises NoTurn when the turn does not come within `patience` seconds, as soon as that is known.
        """
        deadline = self._clock() + patience
        await self._wait_for_chat(chat_id, deadline)
        async with self._free:
            free_at = self._slots.pop(0)
            is_used = False
            try:
                await self._wait_until(free_at, deadline)
                await self._wait_until_unpaused(deadline)
                is_used = True
                yield
            finally:
                self._slots.append(self._clock() + SECOND if is_used else free_at)

    async def _wait_for_chat(self, chat_id: int, deadline: float) -> None:
        # Groups have negative ids: https://core.telegram.org/bots/api#chat
        group = MINUTE / self._rates.a_minute_to_group
        between = group if chat_id < 0 else self._rates.between_to_chat
        turn = max(self._chats.get(chat_id, 0.0), self._clock())
        if turn > deadline:
            raise NoTurn
        # The next message to this chat queues behind this one's turn, before this one has had it.
        self._chats[chat_id] = turn + between
        self._chats.move_to_end(chat_id)
        self._forget_old_chats()
        await self._wait_until(turn, deadline)

    async def _wait_until_unpaused(self, deadline: float) -> None:
        # A pause may grow while it is waited out.
        while self._paused_until > self._clock():
            await self._wait_until(self._paused_until, deadline)

    async def _wait_until(self, moment: float, deadline: float) -> None:
        if max(moment, self._clock()) > deadline:
            raise NoTurn
        while (left := moment - self._clock()) > 0:
            await self._sleep(left)

    def _forget_old_chats(self) -> None:
        now = self._clock()
        while self._chats and next(iter(self._chats.values())) < now:
            self._chats.popitem(last=False)
