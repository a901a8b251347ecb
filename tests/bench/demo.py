"""`python -m tests.bench.demo`: how long a visitor waits after `make demo`, in Chromium; medians of RUNS runs."""

import asyncio
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.async_api import Browser

from tests.browser.browsing import Look, browser, demo, visiting

RUNS = 5
POINT = "Benefits and allowances · North branch"
WAITS = ("address printed", "page shown, links to open", "a link opened at once is answered")


async def main() -> None:
    """Start the demo again and again."""
    async with browser() as chromium:
        runs = [await waits(chromium) for _ in range(RUNS)]
    for what, times in zip(WAITS, zip(*runs, strict=True), strict=True):
        print(f"{what:36} {median(times):5.2f} s   ({', '.join(f'{each:.2f}' for each in sorted(times))})")


async def waits(chromium: Browser) -> tuple[float, float, float]:
    """Seconds from the start of the process to each of WAITS."""
    with TemporaryDirectory() as folder:
        began = time.perf_counter()
        async with demo(Path(folder)) as address:
            printed = time.perf_counter() - began
            async with visiting(chromium, address, Look()) as visitor:
                link = visitor.chat("Tom").get_by_role("button", name=POINT)
                await link.wait_for()
                shown = time.perf_counter() - began
                await link.click()
                await visitor.sees("Tom", "1 of 5")
                return printed, shown, time.perf_counter() - began


if __name__ == "__main__":
    asyncio.run(main())
