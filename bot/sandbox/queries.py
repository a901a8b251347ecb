"""Taps and inline queries that wait for the bot's answer."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.sandbox import limits
from bot.sandbox.chats import Json, Person
from storage.clock import Clock


@dataclass(frozen=True, slots=True)
class Query:
    """A tap or an inline query; `answer` holds the bot's answer to an inline query."""

    person: Person
    ends: datetime
    answer: "asyncio.Future[Json] | None" = None


class Queries:
    """Those that can still be answered, by their ids."""

    def __init__(self, clock: Clock, number: Callable[[], int]) -> None:
        self.waiting: dict[str, Query] = {}
        self._clock = clock
        self._number = number

    def add_tap(self, person: Person) -> str:
        """Wait for the answer to a tap; the id of the query."""
        return self._add(person, limits.TAP_LASTS)

    def add_inline(self, person: Person, answer: "asyncio.Future[Json]") -> str:
        """Wait for the answer to an inline query, which goes into `answer`; the id of the query."""
        return self._add(person, limits.INLINE_QUERY_LASTS, answer)

    def take(self, query_id: str) -> Query | None:
        """The query that is answered now; None when it was answered before, or is too old."""
        query = self.waiting.pop(query_id, None)
        return query if query is not None and query.ends >= self._clock() else None

    def _add(self, person: Person, lasts: timedelta, answer: "asyncio.Future[Json] | None" = None) -> str:
        self._forget_old()
        query_id = str(self._number())
        self.waiting[query_id] = Query(person, self._clock() + lasts, answer)
        return query_id

    def _forget_old(self) -> None:
        """Whoever never answers shall not fill the memory: a query is kept as long as it can be answered."""
        now = self._clock()
        # The oldest stand first. One that lasts longer than those behind it holds them back for a while, no more.
        while self.waiting and (oldest := next(iter(self.waiting.items())))[1].ends < now:
            del self.waiting[oldest[0]]
