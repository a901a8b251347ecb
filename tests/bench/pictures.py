"""How soon a picture is there, from a cold renderer and from a warm one: `python -m tests.bench.pictures`.

A spawned process imports the program's main module again; so this one, like bot/__main__.py, imports little.
"""

import asyncio
import time
from statistics import median

from bot.drawing.summary_picture import Bar, Panel, Picture, TrendPoint, draw
from bot.drawing.worker import Drawing

RUNS = 5
WARM = 5
WEEKS = 13

PICTURE = Picture(
    title="Certificates and extracts · North branch · window",
    subtitle="Easy to get it handled (CES, ratings 5–7)",
    trend_title="Share by time, %, with the 95 % interval",
    trend=[TrendPoint(f"{week} Nov", 60.0 + week, 50.0 + week, 70.0 + week) for week in range(WEEKS)],
    scale=(0, 100),
    distribution=Panel(
        "Answers, %", [Bar(str(value), 10.0 + value, "10.0 %", "good" if value > 4 else "bad") for value in range(1, 8)]
    ),
    drivers=Panel("What got in the way", [Bar(f"Reason {place}", 60.0, "60.0 %", "bad") for place in range(5)]),
    footnote="Answers: 240",
)


async def main() -> None:
    """Draw with new processes, and again with each of them."""
    cold, warm = [], []
    for _ in range(RUNS):
        drawing = Drawing()
        cold.append(await seconds(drawing))
        warm += [await seconds(drawing) for _ in range(WARM)]
        drawing.close()
    print(f"picture: {median(cold):.2f} s cold, {median(warm):.2f} s warm (medians of {RUNS} processes)")


async def seconds(drawing: Drawing) -> float:
    """One picture."""
    began = time.perf_counter()
    await drawing.draw(draw, PICTURE)
    return time.perf_counter() - began


if __name__ == "__main__":
    asyncio.run(main())
