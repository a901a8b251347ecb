"""How good the check questions are, for authors: counts over the whole organisation, never below the smallest group."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import Connection

from lessons.definition import OPTIONS
from lessons.school import School
from storage import organisation, teams
from storage.teams import Chosen

# Right on the first try: less means an unclear lesson or question, more a question that asks nothing.
HEALTHY: Final = (0.65, 0.85)
# A question that so many answer wrongly again and again is not remembered, or not understood.
FAILING: Final = 0.35


@dataclass(frozen=True, slots=True)
class ItemHealth:
    """A question; `chosen` counts each option and, last, "not sure". Everything is None below the smallest group."""

    lesson: str
    n: int | None
    right: float | None
    chosen: Sequence[int] | None
    keeps_failing: bool
    useful: float | None

    @property
    def is_healthy(self) -> bool:
        """Whether an author may leave it as it is; an unknown one is not called ill."""
        low, high = HEALTHY
        return self.right is None or (low <= self.right <= high and not self.keeps_failing)


@dataclass
class _Tally:
    """Counts of one question: first answers by place, right ones among them, wrong and all reviews."""

    chosen: Counter[int] = field(default_factory=Counter)
    right: int = 0
    wrong_reviews: int = 0
    reviews: int = 0

    def add(self, each: Chosen) -> None:
        if each.kind == "first":
            self.chosen[OPTIONS if each.option is None else each.option] += each.count
            self.right += each.count * each.is_right
        else:
            self.reviews += each.count
            self.wrong_reviews += each.count * (not each.is_right)


def item_health(connection: Connection, school: School) -> list[ItemHealth]:
    """Every question of the catalog, in the glossary's order."""
    tallies: dict[str, _Tally] = defaultdict(_Tally)
    for each in teams.choices(connection):
        tallies[each.lesson].add(each)
    useful, smallest = teams.usefulness(connection), organisation.smallest_group(connection)
    return [_health(code, tallies[code], useful.get(code, {}), smallest) for code in school.catalog.lessons]


def _health(code: str, tally: _Tally, useful: Mapping[bool, int], smallest: int) -> ItemHealth:
    n, rated = sum(tally.chosen.values()), sum(useful.values())
    fails = tally.reviews >= smallest and tally.wrong_reviews / tally.reviews > FAILING
    helped = useful.get(True, 0) / rated if rated >= smallest else None
    if n < smallest:
        return ItemHealth(code, None, None, None, fails, helped)
    chosen = [tally.chosen[place] for place in range(OPTIONS + 1)]
    return ItemHealth(code, n, tally.right / n, chosen, fails, helped)
