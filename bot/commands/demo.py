"""`python -m bot demo`: the bot and a local Telegram with a web page, in one process.

The page is served first. While a visitor looks at it and opens a link, the bot's imports and its database, which
cost seconds, are made ready beside it; what people have done meanwhile waits in the local Telegram, as it would
in the real one.
"""

import argparse
import asyncio
import signal
import sys
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import SecretStr

from bot.importing import importing
from bot.sandbox.demo import Demo, example, fill, new_demo, start_links
from bot.sandbox.serving import serving
from bot.settings import Settings
from bot.stopping import stop_on_signals
from storage.clock import Clock
from surveys.catalog_files import load_catalog

Run = Callable[[Settings, Clock, asyncio.Event], Awaitable[None]]

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
    organisation, database_url = example(load_catalog()), f"sqlite+aiosqlite:///{folder / 'demo.db'}"
    demo = new_demo(organisation, settings.timezone)
    async with serving(demo.world, LOOPBACK, settings.port, links=start_links(organisation)) as base_url:
        sys.stdout.write(f"\n  Otklik: open {base_url} in a browser. Ctrl-C ends the demo.\n\n")
        sys.stdout.flush()
        run, token = await asyncio.gather(_bot(), _filled(database_url, demo))
        demo.begin(token)
        await run(_sandboxed(settings, demo, base_url, database_url), demo.world.clock, stop)


async def _bot() -> Run:
    with importing():
        module = await asyncio.to_thread(import_module, "bot.running")
    run: Run = module.run
    return run


async def _filled(database_url: str, demo: Demo) -> str:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        with _without_interrupts():
            colleagues = [each.id for each in demo.colleagues]
            filling = pool.submit(fill, database_url, demo.world.clock(), demo.staff.id, colleagues)
        return await asyncio.wrap_future(filling)


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """A process that is started meanwhile hears no Ctrl-C, which a terminal sends to all; it ends by itself."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _sandboxed(settings: Settings, demo: Demo, base_url: str, database_url: str) -> Settings:
    return settings.model_copy(
        update={
            "bot_token": SecretStr(demo.world.token),
            "bot_api_url": base_url,
            "database_url": database_url,
            "admin_ids": frozenset({demo.administrator.id}),
            "webhook_url": None,
            # /health and /metrics move aside: the address is the page's.
            "port": 0,
            "heartbeat_seconds": HEARTBEAT_SECONDS,
        }
    )
