"""How good the check questions are, for authors: counts over the whole organisation, never below the smallest group."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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


def item_health(connection: Connection, school: School) -> list[ItemHealth]:
    """Every question of the catalog, in the glossary's order."""
    first: dict[str, Counter[int]] = {}
    reviews: dict[str, Counter[bool]] = {}
    for each in teams.choices(connection):
        if each.kind == "first":
            first.setdefault(each.lesson, Counter())[_place(each)] += each.count
        else:
            reviews.setdefault(each.lesson, Counter())[each.is_right] += each.count
    useful, smallest = teams.usefulness(connection), organisation.smallest_group(connection)
    return [
        _health(school, code, smallest, first.get(code, Counter()), reviews.get(code, Counter()), useful.get(code, {}))
        for code in school.catalog.lessons
    ]


def _health(
    school: School,
    code: str,
    smallest: int,
    first: Mapping[int, int],
    reviews: Mapping[bool, int],
    useful: Mapping[bool, int],
) -> ItemHealth:
    n = sum(first.values())
    asked_again, rated = sum(reviews.values()), sum(useful.values())
    fails = asked_again >= smallest and reviews.get(False, 0) / asked_again > FAILING
    helped = useful.get(True, 0) / rated if rated >= smallest else None
    if n < smallest:
        return ItemHealth(code, None, None, None, fails, helped)
    right = first.get(school.lesson(code).in_("en").right_option, 0)
    chosen = [first.get(place, 0) for place in range(OPTIONS + 1)]
    return ItemHealth(code, n, right / n, chosen, fails, helped)


def _place(chosen: Chosen) -> int:
    return OPTIONS if chosen.option is None else chosen.option
