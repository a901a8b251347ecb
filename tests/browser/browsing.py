"""The demo and a headless browser, for tests and for the pictures of the README."""

import asyncio
import os
import re
import shutil
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from playwright.async_api import Browser, ConsoleMessage, Locator, Page, Request, async_playwright, expect

ROOT = Path(__file__).parents[2]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
# A sandbox needs privileges that containers lack; the browser opens nothing but the page of this project.
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
DESKTOP = (1400, 860)
PHONE = (390, 780)
# Real time that a slow machine may take; a test that passes never waits so long.
PATIENCE_MS = 60_000
ADDRESS = re.compile(r"http://\S+")
expect.set_options(timeout=PATIENCE_MS)


class DemoEnded(AssertionError):
    """The demo ended before it had an address."""


class WentWrong(AssertionError):
    """The page wrote errors to its console, or asked another machine."""


@dataclass(frozen=True, slots=True)
class Look:
    """The visitor's window and habits; the tour greets whoever comes for the first time."""

    size: tuple[int, int] = DESKTOP
    scheme: Literal["light", "dark"] = "light"
    language: str = "en"
    is_first_visit: bool = False
    scale: int = 1


@asynccontextmanager
async def demo(folder: Path) -> AsyncIterator[str]:
    """`python -m bot demo` as a subprocess in an empty folder; gives the address of its page."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONPATH": str(ROOT), "PORT": "0"}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "demo", cwd=folder, env=environment, stdout=asyncio.subprocess.PIPE
    )
    try:
        yield await _address(process)
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        await process.communicate()


@asynccontextmanager
async def browser() -> AsyncIterator[Browser]:
    """The system's Chromium without a window."""
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        try:
            yield chromium
        finally:
            await chromium.close()


class Visitor:
    """Somebody who looks at the page: a person's chat is found by the person's name, a button by its label."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.problems: list[str] = []
        page.set_default_timeout(PATIENCE_MS)
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("request", self._see)

    def chat(self, name: str) -> Locator:
        """The chat of a person."""
        return self.page.get_by_role("region", name=name)

    def field(self, name: str) -> Locator:
        """Where a person writes."""
        return self.chat(name).get_by_role("textbox")

    def button(self, label: str) -> Locator:
        """A button of the page itself."""
        return self.page.get_by_role("button", name=label, exact=True)

    async def tap(self, name: str, label: str) -> None:
        """Tap the newest button with this label in a person's chat."""
        await self.chat(name).get_by_role("button", name=label, exact=True).last.click()

    async def write(self, name: str, text: str) -> None:
        """Write to the bot as a person."""
        await self.field(name).fill(text)
        await self.field(name).press("Enter")

    async def sees(self, name: str, part: str) -> None:
        """Wait until a message of a person's chat contains `part`."""
        await expect(self.chat(name).get_by_role("article").filter(has_text=part).last).to_be_visible()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.problems.append(message.text)

    def _see(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob"} and parts.hostname != "127.0.0.1":
            self.problems.append(f"request to {parts.hostname}")


@asynccontextmanager
async def visiting(chromium: Browser, address: str, look: Look) -> AsyncIterator[Visitor]:
    """The page in a window of its own. Raises WentWrong at the end when something went wrong in it."""
    width, height = look.size
    context = await chromium.new_context(
        viewport={"width": width, "height": height},
        color_scheme=look.scheme,
        locale=look.language,
        device_scale_factor=look.scale,
    )
    if not look.is_first_visit:
        await context.add_init_script("localStorage.setItem('otklik.tour', 'seen')")
    visitor = Visitor(await context.new_page())
    await visitor.page.goto(address)
    try:
        yield visitor
    finally:
        await context.close()
    if visitor.problems:
        raise WentWrong("\n".join(visitor.problems))


async def _address(process: asyncio.subprocess.Process) -> str:
    assert process.stdout is not None
    while line := await process.stdout.readline():
        if found := ADDRESS.search(line.decode()):
            return found[0]
    raise DemoEnded
