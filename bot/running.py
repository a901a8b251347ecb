"""Runs the program until it is told to stop: polling, or a webhook with its server."""

import asyncio
import gc
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from urllib.parse import urlsplit

from aiogram.types import Update

from bot.composition import Program, opened
from bot.intake.batching import Batching
from bot.intake.outcome import Outcome
from bot.intake.polling import Polling
from bot.intake.webhook import Webhook
from bot.serving import Doors, serving
from bot.settings import Settings
from bot.stopping import unless
from bot.telegram import choose_delivery, show_menus
from handlers.routing import ALLOWED_UPDATES
from storage.clock import Clock

# By then the first poll is on its way, and the collector's one pause of 0.15 s disturbs nobody.
SETTLED_SECONDS = 0.5
# What is in hand gets this long when the program ends; SIGTERM to exit takes at most 5 s in all.
LAST_REPLIES_SECONDS = 1.5
LAST_BATCH_SECONDS = 1.0


async def run(settings: Settings, clock: Clock, stop: asyncio.Event) -> None:
    """Run until `stop` is set. What is in hand then is committed and answered.

    Raises BotError and StorageError, each with one line on what to do.
    """
    async with AsyncExitStack() as stack:
        # Telegram may keep the first call waiting for longer than the end of the program may take.
        program = await unless(stop, stack.enter_async_context(opened(settings, clock)))
        if program is None:
            return
        await stack.enter_async_context(_working(program, stop))
        program.alarm.sets(stop)
        asyncio.get_running_loop().call_later(SETTLED_SECONDS, settle)
        await (_serve(program, stop) if settings.webhook_url else _poll(program, stop))
        program.alarm.check()


def settle() -> None:
    """Build what every update needs, and take all that is there out of the collector's rounds.

    A round through the 180,000 objects of the imports would stop the loop for 150 ms; here they lose their waste.
    """
    Update.model_rebuild()
    gc.unfreeze()
    gc.collect()
    gc.freeze()


@asynccontextmanager
async def _working(program: Program, stop: asyncio.Event) -> AsyncIterator[None]:
    """The heartbeat, the sending, the jobs and the menus beside the intake, the last replies after it."""
    ground = program.ground
    program.heartbeat.start()
    program.rounds.start()
    ending = asyncio.create_task(_end_what_nobody_waits_for(program, stop))
    menus = asyncio.create_task(show_menus(ground.bot, ground.session, ground.settings, program.catalogs))
    try:
        async with program.jobs.working():
            yield
    finally:
        stop.set()
        menus.cancel()
        await asyncio.gather(menus, ending, return_exceptions=True)
        await program.replies.close(LAST_REPLIES_SECONDS)


async def _end_what_nobody_waits_for(program: Program, stop: asyncio.Event) -> None:
    """The heartbeat and the sending end while the intake finishes what it has in hand."""
    await stop.wait()
    await asyncio.gather(program.heartbeat.stop(), program.rounds.stop())


async def _poll(program: Program, stop: asyncio.Event) -> None:
    def hand_out(outcomes: Sequence[Outcome]) -> None:
        for outcome in outcomes:
            program.replies.send(outcome.replies)

    settings = program.ground.settings
    await unless(stop, choose_delivery(program.ground.bot, settings))
    polling = Polling(program.ground.bot, program.apply, hand_out, ALLOWED_UPDATES)
    async with serving(
        Doors(program.metrics, program.ground.database, events=program.events), settings.host, settings.port
    ):
        await polling.run(stop)


async def _serve(program: Program, stop: asyncio.Event) -> None:
    settings, batching = program.ground.settings, Batching(program.apply)
    webhook = Webhook(settings.secret(), batching.take, program.replies.send)
    path = urlsplit(settings.webhook_url or "").path or "/"
    doors = Doors(program.metrics, program.ground.database, path, webhook, program.events)
    async with serving(doors, settings.host, settings.port):
        await unless(stop, choose_delivery(program.ground.bot, settings))
        await stop.wait()
    # What it has not taken by then Telegram delivers again.
    with suppress(TimeoutError):
        async with asyncio.timeout(LAST_BATCH_SECONDS):
            await batching.close()
