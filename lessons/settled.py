"""Numbers about staff stand still between full groups, so that they don't tell what one person answered.

A group is full when so many different people are in it: between two numbers that are shown, at least so many answered.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar


class Given(Protocol):
    """Something that one person gave."""

    @property
    def enrollment_id(self) -> int:
        """Whose it is: it serves to count people, and is shown to nobody."""


Item = TypeVar("Item", bound=Given)
Value = TypeVar("Value")


@dataclass(slots=True)
class Group:
    """The people who gave something since the last full group."""

    smallest: int
    _people: set[int] = field(default_factory=set)

    def is_full_with(self, enrollment_id: int) -> bool:
        """Whether this person fills the group; the next one begins another then."""
        self._people.add(enrollment_id)
        if len(self._people) < self.smallest:
            return False
        self._people.clear()
        return True


class Tally(Generic[Value]):
    """Counts what people give, in its order; `shown` is what was there when the last group was full."""

    def __init__(self, smallest: int) -> None:
        self.shown: Counter[Value] = Counter()
        self._waiting: Counter[Value] = Counter()
        self._group = Group(smallest)

    def add(self, enrollment_id: int, value: Value) -> None:
        """Count what a person gave."""
        self._waiting[value] += 1
        if self._group.is_full_with(enrollment_id):
            self.shown.update(self._waiting)
            self._waiting.clear()


def settled(items: Sequence[Item], smallest: int) -> Sequence[Item]:
    """What was there when the last group of `smallest` people was full, in its order; nothing before the first one."""
    group, cut = Group(smallest), 0
    for number, item in enumerate(items, 1):
        if group.is_full_with(item.enrollment_id):
            cut = number
    return items[:cut]
