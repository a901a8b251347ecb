"""Every night what has been kept long enough is deleted (surveys.retention says how long)."""

from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from bot.heartbeat import Duty
from storage import cases, prompts
from storage.clock import Clock
from storage.database import Database
from surveys import retention

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class RetentionDuty:
    """The duty of one database."""

    database: Database
    clock: Clock

    def all(self) -> Sequence[Duty]:
        """In the order in which a beat does them."""
        return (self.drop_what_expired, self.keep_for_a_time)

    async def drop_what_expired(self) -> None:
        """Delete offers and prompts whose time is over."""
        await self.database.run(cases.purge_offers, self.clock())
        await self.database.run(prompts.purge, self.clock())

    async def keep_for_a_time(self) -> None:
        """Once a night, a part a transaction. A night cut short is made up for by the next one."""
        kept = await self.database.run(retention.begin_night, self.clock())
        if kept is None:
            return
        today = await self.database.read(retention.today, self.clock())
        for step in retention.steps(kept, self.clock(), today):
            rows = 0
            while touched := await self.database.run(step):
                rows += touched
            if rows:
                log.info("retention", rows=rows)
