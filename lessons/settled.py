"""Numbers about staff stand still between full groups, so that they don't tell what the last person answered."""

from collections.abc import Sequence
from typing import Protocol, TypeVar


class Given(Protocol):
    """Something that one person gave."""

    @property
    def enrollment_id(self) -> int:
        """Whose it is: it serves to count people, and is shown to nobody."""


Item = TypeVar("Item", bound=Given)


def settled(items: Sequence[Item], smallest: int) -> Sequence[Item]:
    """What was there after the last full `smallest` items, in their order; nothing when fewer people gave it."""
    found = items[: len(items) // smallest * smallest]
    return found if len({item.enrollment_id for item in found}) >= smallest else ()
