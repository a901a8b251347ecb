"""How good the check questions are, for authors: counts over the whole organisation, of settled groups."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from sqlalchemy import Connection

from lessons.definition import OPTIONS
from lessons.school import School
from lessons.settled import Tally
from storage import organisation, teams

# Right on the first try: less means an unclear lesson or question, more a question that asks nothing.
HEALTHY: Final = (0.65, 0.85)
# A question that so many answer wrongly again and again is not remembered, or not understood.
FAILING: Final = 0.35

# The option, None for "not sure", and whether it is right.
Answer: TypeAlias = tuple[int | None, bool]


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
    """Every question of the catalog, in the glossary's order.

    It reads all that was ever answered, lesson by lesson, and keeps no more than counts: for a job, not for a tap.
    """
    smallest = organisation.smallest_group(connection)
    useful: dict[str, Tally[bool]] = defaultdict(lambda: Tally(smallest))
    for rating in teams.ratings(connection):
        useful[rating.lesson].add(rating.enrollment_id, rating.useful)
    return [
        _health(code, *_answered(connection, code, smallest), useful[code].shown) for code in school.catalog.lessons
    ]


def _answered(connection: Connection, code: str, smallest: int) -> tuple[Counter[Answer], Counter[Answer]]:
    """What is shown of the first answers to a question, and of those from memory."""
    tallies: dict[str, Tally[Answer]] = {kind: Tally(smallest) for kind in ("first", "review")}
    for each in teams.choices(connection, code):
        tallies[each.kind].add(each.enrollment_id, (each.option, each.is_right))
    return tallies["first"].shown, tallies["review"].shown


def _health(code: str, first: Counter[Answer], reviews: Counter[Answer], useful: Counter[bool]) -> ItemHealth:
    fails = reviews.total() > 0 and 1 - _right(reviews) > FAILING
    helped = useful[True] / useful.total() if useful else None
    if not first:
        return ItemHealth(code, None, None, None, fails, helped)
    chosen = [0] * (OPTIONS + 1)
    for (option, _), count in first.items():
        chosen[OPTIONS if option is None else option] += count
    return ItemHealth(code, first.total(), _right(first), chosen, fails, helped)


def _right(answers: Counter[Answer]) -> float:
    return sum(count for (_, is_right), count in answers.items() if is_right) / answers.total()
