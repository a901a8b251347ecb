"""`python -m tests.bench.year [people]`: a year of 5,000 people through the tables, with priorities and without."""

import asyncio
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.databases import with_example
from tests.year.living import SURVEYS, Lived, live, rules

PEOPLE = 5_000
# What priorities must add at least to the rare survey's share; of 1,000 people it is ten points.
GAIN = 0.05


async def main(people: int) -> Sequence[str]:
    """Both years; what went wrong in them."""
    print(f"{'':20}{''.join(f'{survey:>12}' for survey in SURVEYS.values())}  share of the rare  broken rules  seconds")
    wrong: list[str] = []
    shares: list[float] = []
    for name, priorities in (("with priorities", (0, 1, 2)), ("without", (0, 0, 0))):
        begun = time.monotonic()
        lived = await _lived(people, priorities)
        asked = "".join(f"{lived.journal.asked[survey]:>12}" for survey in SURVEYS.values())
        seconds = time.monotonic() - begun
        wrong += map(str, lived.journal.violations)
        shares.append(lived.share_of_rare)
        print(f"{name:20}{asked}{lived.share_of_rare:>19.1%}{len(lived.journal.violations):>14}{seconds:>9.0f}")
    return [*wrong, *unfair(*shares)]


def unfair(share: float, without: float) -> Sequence[str]:
    """Whether the rare survey got too small a share with priorities, told against the year without."""
    return () if share >= without + GAIN else (f"priorities bring the rare survey {share - without:.1%} only",)


async def _lived(people: int, priorities: Sequence[int]) -> Lived:
    # What a service point needs in a month grows with its visitors.
    quota = max(1, people // 40)
    with tempfile.TemporaryDirectory() as folder:
        url = await with_example(f"sqlite+aiosqlite:///{Path(folder) / 'year.db'}")
        return await live(url, people, rules(priorities, quota))


if __name__ == "__main__":
    found = asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE))
    sys.exit("\n".join(found) or 0)
