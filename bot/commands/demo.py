"""`python -m bot demo`: the bot and a local Telegram with a web page, in one process."""

import argparse
import asyncio
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import SecretStr

from bot.running import run, stop_on_signals
from bot.sandbox.demo import demo_links, demo_world
from bot.sandbox.serving import serving
from bot.settings import Settings

# The page is for this machine only, whatever HOST says for the webhook.
LOOPBACK = "127.0.0.1"
HEARTBEAT_SECONDS = 2.0


def execute(_arguments: argparse.Namespace, settings: Settings) -> None:
    """Run until Ctrl-C. What is said is forgotten then."""
    with TemporaryDirectory(prefix="otklik-demo-") as folder:
        asyncio.run(_demo(settings, Path(folder)))


async def _demo(settings: Settings, folder: Path) -> None:
    stop = asyncio.Event()
    stop_on_signals(stop)
    world, coordinator = demo_world()
    database_url = f"sqlite+aiosqlite:///{folder / 'demo.db'}"
    links = await demo_links(database_url, world.clock)
    async with serving(world, LOOPBACK, settings.port, links=links) as base_url:
        sandboxed = settings.model_copy(
            update={
                "bot_token": SecretStr(world.token),
                "bot_api_url": base_url,
                "database_url": database_url,
                "admin_ids": frozenset({coordinator}),
                "webhook_url": None,
                # /health and /metrics move aside: the address is the page's.
                "port": 0,
                "heartbeat_seconds": HEARTBEAT_SECONDS,
            }
        )
        sys.stdout.write(f"\n  Otklik: open {base_url} in a browser. Ctrl-C ends the demo.\n\n")
        sys.stdout.flush()
        await run(sandboxed, world.clock, stop)
