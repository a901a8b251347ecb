"""The pictures of the README: `make screenshots` takes them from the running demo."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from playwright.async_api import Browser

from tests.browser.browsing import CHROMIUM, ROOT, Visitor, browser, demo

PICTURES = ROOT / "docs" / "pictures"
DESKTOP = (1400, 860)
PHONE = (390, 780)
# Bubbles glide into their places.
SETTLED_MS = 600


async def main() -> None:
    """Take every picture, each from a demo of its own."""
    async with browser() as chromium:
        async with visiting(chromium, DESKTOP, "light", "en") as visitor:
            await side_by_side(visitor)
        async with visiting(chromium, PHONE, "dark", "ru") as visitor:
            await on_a_phone(visitor)


async def side_by_side(visitor: Visitor) -> None:
    """Two citizens answer in their languages, the coordinator reads what others said."""
    await visitor.write("Анна", "/start p_north-benefits")
    await visitor.tap("Анна", "Да")
    await visitor.sees("Анна", "2 из 5")
    await visitor.write("Tom", "/start p_north-certificates")
    await visitor.tap("Tom", "Yes")
    await visitor.tap("Tom", "6")
    await visitor.tap("Tom", "4")
    await visitor.tap("Tom", "The time it took")
    await visitor.sees("Tom", "4 of 5")
    await visitor.write("Ольга", "/summary Пособия")
    await visitor.sees("Ольга", "95 %")
    await picture(visitor, "demo.png")


async def on_a_phone(visitor: Visitor) -> None:
    """A survey on a phone at night."""
    await visitor.write("Анна", "/start p_north-benefits")
    await visitor.tap("Анна", "Да")
    await visitor.sees("Анна", "2 из 5")
    await picture(visitor, "phone.png")


async def picture(visitor: Visitor, name: str) -> None:
    """Write what is seen to docs/pictures."""
    await visitor.page.wait_for_timeout(SETTLED_MS)
    PICTURES.mkdir(parents=True, exist_ok=True)
    await visitor.page.screenshot(path=PICTURES / name)


@asynccontextmanager
async def visiting(
    chromium: Browser, size: tuple[int, int], scheme: Literal["light", "dark"], language: str
) -> AsyncIterator[Visitor]:
    """A new demo in a window of this size."""
    width, height = size
    with TemporaryDirectory() as folder:
        async with demo(Path(folder)) as address:
            context = await chromium.new_context(
                viewport={"width": width, "height": height}, color_scheme=scheme, locale=language, device_scale_factor=2
            )
            page = await context.new_page()
            await page.goto(address)
            yield Visitor(page)
            await context.close()


if __name__ == "__main__":
    if CHROMIUM is None:
        sys.exit("the pictures need Chromium: install the system's package chromium")
    asyncio.run(main())
