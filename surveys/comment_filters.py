"""Which comments a filter by score or driver may tell from others: docs/decisions/comments.md has the proof.

A group grows batch by batch, so what a filter tells of it must grow by enough people on either side too. Batches
that joined one after the other are told of together, as a block, once enough people are on either side of the filter.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from storage.comment_batches import ANYTHING, Batch
from surveys.counting import BAD, GOOD, NONE

Block = Sequence[Batch]
# Of those who gave each verdict, or of all: how many a filter lets pass, and how many they are.
Parts = Sequence[tuple[int, int]]
_VERDICTS = (GOOD, BAD, NONE)


def offered(groups: Iterable[Sequence[Batch]], driver: str | None, smallest: int) -> list[Batch]:
    """The batches whose comments may be told apart: by verdict, with a driver also by who names it.

    Nothing changes for a batch that is offered when others join its group later.
    """
    rated = by_verdict(groups, smallest)
    return [batch for block in (rated if driver is None else by_driver(rated, driver, smallest)) for batch in block]


def by_verdict(groups: Iterable[Sequence[Batch]], smallest: int) -> list[Block]:
    """The blocks of each group by verdict, of enough people; those of a group follow one another."""
    return [
        block
        for group in groups
        for block in _merged([[batch] for batch in group], _parts_by_verdict, smallest, fewest=smallest)
    ]


def by_driver(rated: Iterable[Block], driver: str, smallest: int) -> list[Block]:
    """The blocks of each group by who names a driver, among those of a verdict.

    Made of whole blocks by verdict: two divisions that cross each other would tell of the parts.
    """

    def parts(batch: Batch) -> Parts:
        counts = batch.counts
        return [(counts.get((verdict, driver), 0), counts.get((verdict, ANYTHING), 0)) for verdict in _VERDICTS]

    groups = groupby(rated, key=lambda block: block[0].group_id)
    return [block for _, group in groups for block in _merged(group, parts, smallest)]


def _parts_by_verdict(batch: Batch) -> Parts:
    rated = [batch.counts.get((verdict, ANYTHING), 0) for verdict in _VERDICTS]
    size = sum(rated)
    return [(part, size) for part in rated]


def _merged(
    blocks: Iterable[Block], parts: Callable[[Batch], Parts], smallest: int, fewest: int = 0
) -> Iterator[Block]:
    """Blocks put together in their order until they are safe; the last ones may have to wait."""
    waiting, told = list[Batch](), _Told()
    for block in blocks:
        waiting += block
        for batch in block:
            told.add(parts(batch))
        if told.is_safe(smallest, fewest):
            yield waiting
            waiting, told = [], _Told()


@dataclass(slots=True)
class _Told:
    """What a filter tells of a block, by verdict: who passes, of how many, and the smaller part of each batch.

    Somebody who compares a block with its batches learns at least of the smaller part of each.
    """

    chosen: list[int] = field(default_factory=lambda: [0] * len(_VERDICTS))
    whole: list[int] = field(default_factory=lambda: [0] * len(_VERDICTS))
    smaller: list[int] = field(default_factory=lambda: [0] * len(_VERDICTS))

    def add(self, parts: Parts) -> None:
        """One batch more."""
        for at, (part, of) in enumerate(parts):
            self.chosen[at] += part
            self.whole[at] += of
            self.smaller[at] += min(part, of - part)

    def is_safe(self, smallest: int, fewest: int) -> bool:
        """Whether those chosen are nobody, everybody, or can't be told from the rest by few people; of `fewest`."""
        return max(self.whole) >= fewest and all(
            chosen in (0, whole) or smaller >= smallest
            for chosen, whole, smaller in zip(self.chosen, self.whole, self.smaller, strict=True)
        )
