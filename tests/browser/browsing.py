"""The demo and a headless browser, for tests and for the pictures of the README."""

import asyncio
import os
import re
import shutil
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, Locator, Page, async_playwright, expect

ROOT = Path(__file__).parents[2]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
# A sandbox needs privileges that containers lack; the browser opens nothing but the page of this project.
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
PATIENCE_MS = 20_000
ADDRESS = re.compile(r"http://\S+")


class DemoEnded(AssertionError):
    """The demo ended before it had an address."""


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
        await process.wait()


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
        page.set_default_timeout(PATIENCE_MS)

    def chat(self, name: str) -> Locator:
        """The chat of a person."""
        return self.page.get_by_role("region", name=name)

    async def tap(self, name: str, label: str) -> None:
        """Tap the newest button with this label in a person's chat."""
        await self.chat(name).get_by_role("button", name=label, exact=True).last.click()

    async def write(self, name: str, text: str) -> None:
        """Write to the bot as a person."""
        field = self.chat(name).get_by_role("textbox")
        await field.fill(text)
        await field.press("Enter")

    async def sees(self, name: str, part: str) -> None:
        """Wait until a message of a person's chat contains `part`."""
        await expect(self.chat(name).get_by_role("article").filter(has_text=part).last).to_be_visible(
            timeout=PATIENCE_MS
        )


async def _address(process: asyncio.subprocess.Process) -> str:
    assert process.stdout is not None
    while line := await process.stdout.readline():
        if found := ADDRESS.search(line.decode()):
            return found[0]
    raise DemoEnded
