"""The pictures of the README: `make screenshots` takes them from the running demo."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.async_api import Browser

from tests.browser.browsing import CHROMIUM, PHONE, ROOT, Look, Visitor, browser, demo, visiting

PICTURES = ROOT / "docs" / "pictures"
SIDE_BY_SIDE = Look(size=(1400, 800), scale=2)
ON_A_PHONE = Look(size=PHONE, scheme="dark", language="ru", scale=2)
# Bubbles glide into their places.
SETTLED_MS = 900
# As many as a picture with a palette has.
COLOURS = 256


async def main() -> None:
    """Take every picture, each from a demo of its own."""
    async with browser() as chromium:
        async with new_demo(chromium, SIDE_BY_SIDE) as visitor:
            await side_by_side(visitor)
        async with new_demo(chromium, ON_A_PHONE) as visitor:
            await on_a_phone(visitor)


async def side_by_side(visitor: Visitor) -> None:
    """Two citizens answer in their languages, the staff member learns, the coordinator reads what others said."""
    await visitor.write("Анна", "/start p_north-benefits")
    await visitor.tap("Анна", "Да")
    await visitor.sees("Анна", "2 из 5")
    await visitor.write("Tom", "/start p_south-documents")
    await visitor.tap("Tom", "Yes")
    await visitor.sees("Tom", "2 of 5")
    await visitor.tap("Tom", "6")
    await visitor.sees("Tom", "3 of 5")
    await visitor.tap("Tom", "5")
    await visitor.tap("Tom", "Clarity of rules and steps")
    await visitor.sees("Tom", "4 of 5")
    await visitor.write("Мария", "/lesson")
    await visitor.sees("Мария", "Сегодня")
    await visitor.write("Ольга", "/summary Пособия")
    await visitor.chat("Ольга").get_by_role("button", name="Open the photo").wait_for()
    await picture(visitor, "demo.png")


async def on_a_phone(visitor: Visitor) -> None:
    """A survey on a phone at night."""
    await visitor.write("Анна", "/start p_north-benefits")
    await visitor.tap("Анна", "Да")
    await visitor.sees("Анна", "2 из 5")
    await visitor.tap("Анна", "6")
    await visitor.sees("Анна", "3 из 5")
    await picture(visitor, "phone.png")


async def picture(visitor: Visitor, name: str) -> None:
    """Write what is seen to docs/pictures; the pointer and the focus are nobody's matter."""
    await visitor.page.mouse.move(0, 0)
    await visitor.page.evaluate("document.activeElement.blur()")
    await visitor.page.wait_for_timeout(SETTLED_MS)
    PICTURES.mkdir(parents=True, exist_ok=True)
    (PICTURES / name).write_bytes(lighter(await visitor.page.screenshot()))


def lighter(picture: bytes) -> bytes:
    """The same picture in 256 colours: nobody sees the difference, and it is a third of the size."""
    written = BytesIO()
    with Image.open(BytesIO(picture)) as image:
        few = image.convert("RGB").quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(written, "PNG", optimize=True)
    return written.getvalue()


@asynccontextmanager
async def new_demo(chromium: Browser, look: Look) -> AsyncIterator[Visitor]:
    """A demo in which nobody has said anything yet."""
    with TemporaryDirectory() as folder:
        async with demo(Path(folder)) as address, visiting(chromium, address, look) as visitor:
            yield visitor


if __name__ == "__main__":
    if CHROMIUM is None:
        sys.exit("the pictures need Chromium: install the system's package chromium")
    asyncio.run(main())
