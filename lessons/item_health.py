"""How good the check questions are, for authors: counts over the whole organisation, of settled groups."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from lessons.definition import OPTIONS
from lessons.school import School
from lessons.settled import settled
from storage import organisation, teams
from storage.teams import Chosen, Rated

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


def item_health(connection: Connection, school: School) -> list[ItemHealth]:
    """Every question of the catalog, in the glossary's order."""
    given: dict[tuple[str, str], list[Chosen]] = defaultdict(list)
    for each in teams.choices(connection):
        given[each.lesson, each.kind].append(each)
    rated: dict[str, list[Rated]] = defaultdict(list)
    for rating in teams.ratings(connection):
        rated[rating.lesson].append(rating)
    smallest = organisation.smallest_group(connection)
    return [
        _health(
            code,
            settled(given[code, "first"], smallest),
            settled(given[code, "review"], smallest),
            settled(rated[code], smallest),
        )
        for code in school.catalog.lessons
    ]


def _health(code: str, first: Sequence[Chosen], reviews: Sequence[Chosen], rated: Sequence[Rated]) -> ItemHealth:
    fails = bool(reviews) and sum(not each.is_right for each in reviews) / len(reviews) > FAILING
    helped = sum(each.useful for each in rated) / len(rated) if rated else None
    if not first:
        return ItemHealth(code, None, None, None, fails, helped)
    counts = Counter(OPTIONS if each.option is None else each.option for each in first)
    chosen = [counts[place] for place in range(OPTIONS + 1)]
    right = sum(each.is_right for each in first) / len(first)
    return ItemHealth(code, len(first), right, chosen, fails, helped)
