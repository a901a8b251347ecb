"""`python -m bot run`: the bot, connected to Telegram."""

import argparse
import asyncio

from bot.running import run
from bot.settings import Settings
from bot.stopping import stop_on_signals
from storage.clock import system_clock


def execute(_arguments: argparse.Namespace, settings: Settings) -> None:
    """Run until SIGTERM or Ctrl-C."""
    # Before anything is opened: a missing token is told at once.
    settings.token()
    with asyncio.Runner(loop_factory=_new_loop) as runner:
        runner.run(_until_stopped(settings))


async def _until_stopped(settings: Settings) -> None:
    stop = asyncio.Event()
    stop_on_signals(stop)
    await run(settings, system_clock, stop)


def _new_loop() -> asyncio.AbstractEventLoop:
    try:
        import uvloop  # noqa: PLC0415 - there is none for Windows
    except ImportError:
        return asyncio.new_event_loop()
    return uvloop.new_event_loop()
