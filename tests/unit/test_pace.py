"""The pace, in simulated time."""

import asyncio
from collections import Counter
from heapq import heappop, heappush
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sending.pace import NoTurn, Pace, Rates


class Simulated:
    """Time that passes only when everybody waits for it."""

    def __init__(self) -> None:
        self.now = 0.0
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._number = 0

    def clock(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        future = asyncio.get_running_loop().create_future()
        self._number += 1
        heappush(self._sleepers, (self.now + seconds, self._number, future))
        await future

    async def run(self, work: asyncio.Future[Any]) -> None:
        while not work.done():
            for _ in range(20):
                await asyncio.sleep(0)
            if self._sleepers and not work.done():
                moment, _, future = heappop(self._sleepers)
                self.now = max(self.now, moment)
                future.set_result(None)
        await work


def sent_at(chats: list[int], delay: float, rates: Rates | None = None, pause: float = 0.0) -> list[tuple[float, int]]:
    """When each message to these chats went out, if each takes `delay` to be answered."""

    async def scenario() -> list[tuple[float, int]]:
        time, moments = Simulated(), []
        pace = Pace(rates, time.clock, time.sleep)
        if pause:
            pace.pause(pause)

        async def send(chat: int) -> None:
            async with pace.slot(chat):
                moments.append((time.now, chat))
                await time.sleep(delay)

        await time.run(asyncio.gather(*(send(chat) for chat in chats)))
        return moments

    return asyncio.run(scenario())


@given(st.lists(st.integers(1, 500), max_size=120), st.floats(0, 0.5))
def test_never_more_than_thirty_in_any_second(chats: list[int], delay: float) -> None:
    moments = sorted(moment for moment, _ in sent_at(chats, delay, Rates(between_to_chat=0)))
    assert all(later - first >= 0.999 for first, later in zip(moments, moments[30:], strict=False))


@given(st.lists(st.integers(1, 3), max_size=20))
def test_one_a_second_to_a_chat(chats: list[int]) -> None:
    moments = sent_at(chats, 0.01)
    for chat in set(chats):
        own = sorted(moment for moment, to in moments if to == chat)
        assert all(later - first >= 0.999 for first, later in pairwise(own))


def test_twenty_a_minute_to_a_group() -> None:
    minutes = Counter(int(moment // 60) for moment, _ in sent_at([-5] * 50, 0.0))
    assert max(minutes.values()) <= 20


def test_nothing_goes_out_during_a_pause() -> None:
    assert min(moment for moment, _ in sent_at([1, 2, 3], 0.0, pause=7.5)) >= 7.5


@pytest.mark.parametrize(("chats", "pause", "sent"), [([1] * 9, 0.0, 4), ([1, 2], 3.5, 0), ([1, 2], 2.5, 2)])
def test_who_can_not_wait_is_told_at_once(chats: list[int], pause: float, sent: int) -> None:
    async def scenario() -> tuple[list[float], list[float]]:
        time, moments, refused = Simulated(), [], []
        pace = Pace(clock=time.clock, sleep=time.sleep)
        pace.pause(pause)

        async def send(chat: int) -> None:
            try:
                async with pace.slot(chat, patience=3.0):
                    moments.append(time.now)
            except NoTurn:
                refused.append(time.now)

        await time.run(asyncio.gather(*(send(chat) for chat in chats)))
        return moments, refused

    moments, refused = asyncio.run(scenario())
    assert (len(moments), len(refused)) == (sent, len(chats) - sent)
    assert all(moment <= 3.0 for moment in moments)
    assert all(moment == 0.0 for moment in refused)


def test_a_pause_that_begins_while_somebody_waits_is_known_when_they_wake() -> None:
    async def scenario() -> float:
        time = Simulated()
        pace = Pace(clock=time.clock, sleep=time.sleep)

        async def send(patience: float) -> None:
            async with pace.slot(1, patience):
                pace.pause(60)

        async def late() -> None:
            with pytest.raises(NoTurn):
                await send(30)

        await time.run(asyncio.gather(send(30), late()))
        return time.now

    assert asyncio.run(scenario()) < 30
