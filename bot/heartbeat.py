"""The heartbeat: one interval job in UTC that asks the database what is due.

No cron and no job a person: APScheduler's CronTrigger skips or doubles days around daylight saving changes, and a
job store can't be shared by replicas. Rows say what is due; the heartbeat only asks.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.logs import reason_of

log = structlog.get_logger(__name__)

Duty = Callable[[], Awaitable[None]]

# The duty in hand gets this long when the program ends; what it leaves undone is due at the next start.
LAST_DUTY_SECONDS = 2.0


class Heartbeat:
    """Does its duties in order, again and again."""

    def __init__(self, duties: Sequence[Duty], seconds: float) -> None:
        self._duties = duties
        self._seconds = seconds
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._beating = asyncio.Lock()
        self._is_stopping = False

    def start(self) -> None:
        """Beat now, then every so many seconds; beats never overlap, and missed ones are not made up for."""
        self._scheduler.add_job(
            self._beat_until_cancelled,
            "interval",
            seconds=self._seconds,
            next_run_time=datetime.now(UTC),
            coalesce=True,
            # One beats, the other sees that and leaves: the scheduler itself would warn of a beat that is late.
            max_instances=2,
            misfire_grace_time=None,
        )
        self._scheduler.start()

    async def stop(self) -> None:
        """Beat no more. The duty in hand is finished if it is quick, the ones after it are left for the next start."""
        self._is_stopping = True
        self._scheduler.remove_all_jobs()
        try:
            async with asyncio.timeout(LAST_DUTY_SECONDS), self._beating:
                pass
        except TimeoutError:
            log.warning("duty_broken_off")
        # Cancels the beat in hand.
        self._scheduler.shutdown(wait=False)

    async def _beat_until_cancelled(self) -> None:
        if self._beating.locked():
            return
        # The scheduler would log the end of the program as a failure, traceback and all.
        with suppress(asyncio.CancelledError):
            await self.beat()

    async def beat(self) -> None:
        """Do each duty once; the failure of one is logged and does not stop the others."""
        async with self._beating:
            for duty in self._duties:
                if self._is_stopping:
                    return
                try:
                    await duty()
                except Exception as error:  # noqa: BLE001 - as the docstring says
                    log.error("duty_failed", duty=getattr(duty, "__name__", ""), error=reason_of(error))
