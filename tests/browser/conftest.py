"""Pages in the system's Chromium: of a local Telegram without a bot, or of the whole demo."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, FilePayload

from bot.sandbox.server import BotApi
from bot.sandbox.serving import serving
from bot.sandbox.world import World
from tests.browser.browsing import CHROMIUM, Look, Visitor, browser, demo, visiting

Visit = Callable[..., Awaitable[Visitor]]
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0000003010100"
    "c9fe92ef0000000049454e44ae426082"
)


def file(name: str, mime: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": mime, "buffer": content}


class Bot:
    """A bot that says what a test wants."""

    def __init__(self, world: World) -> None:
        self._api = BotApi(world)
        self.chat_id = next(iter(world.people))

    async def call(self, method: str, **given: Any) -> Any:
        return await self._api.execute(method, given)

    async def says(self, text: str, **given: Any) -> Any:
        return await self.call("sendMessage", chat_id=self.chat_id, text=text, parse_mode="HTML", **given)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """One browser for all tests."""
    if CHROMIUM is None:
        pytest.skip("needs Chromium: install the system's package chromium")
    async with browser() as launched:
        yield launched


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def demo_address(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    """The address of a running demo."""
    async with demo(tmp_path_factory.mktemp("demo")) as address:
        yield address


@pytest.fixture
def world() -> World:
    """A local Telegram of two people."""
    world = World()
    world.add_person("Анна", "ru")
    world.add_person("Tom", "en")
    return world


@pytest_asyncio.fixture(loop_scope="session")
async def address(world: World) -> AsyncIterator[str]:
    """The address of its page; no bot listens."""
    links = [{"label": {"ru": "Справки · Север", "en": "Certificates · North"}, "payload": "p_north-certificates"}]
    async with serving(world, links=links) as base_url:
        yield base_url


@pytest_asyncio.fixture(loop_scope="session")
async def visit(chromium: Browser, address: str) -> AsyncIterator[Visit]:
    """Opens a page, without an address the one of `address`; WentWrong at the end when something did."""
    async with AsyncExitStack() as opened:

        async def open_page(at: str = address, look: Look | None = None) -> Visitor:
            return await opened.enter_async_context(visiting(chromium, at, look or Look()))

        yield open_page


@pytest.fixture
def bot(world: World) -> Bot:
    """Анна has started it."""
    world.people[next(iter(world.people))].has_started = True
    return Bot(world)


@pytest_asyncio.fixture(loop_scope="session")
async def visitor(visit: Visit) -> AsyncIterator[Visitor]:
    """Somebody at a desk."""
    yield await visit()
