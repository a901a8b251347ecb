"""Which comments a filter by score or driver may tell from others: docs/decisions/comments.md has the proof.

A group grows batch by batch, so what a filter tells of it must grow by enough people on either side too. Batches
that joined one after the other are told of together, as a block, once enough people are on either side of the filter.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from storage.comment_batches import Batch
from surveys.counting import BAD, GOOD, NONE

Block = Sequence[Batch]
_VERDICTS = (GOOD, BAD, NONE)


def offered(groups: Iterable[Sequence[Batch]], driver: str | None, smallest: int) -> list[Batch]:
    """The batches whose comments may be told apart: by verdict, with a driver also by who names it.

    Nothing changes for a batch that is offered when others join its group later.
    """
    return [batch for group in groups for block in _blocks(group, driver, smallest) for batch in block]


def _blocks(group: Sequence[Batch], driver: str | None, smallest: int) -> Iterable[Block]:
    by_verdict = _merged([[batch] for batch in group], lambda block: _is_safe_by_verdict(block, smallest))
    if driver is None:
        return by_verdict
    # Made of whole blocks: two divisions that cross each other would tell of the parts.
    return _merged(by_verdict, lambda block: _is_safe_by_driver(block, smallest))


def _merged(blocks: Iterable[Block], is_safe: Callable[[Block], bool]) -> Iterator[Block]:
    """Blocks put together in their order until they are safe; the last ones may have to wait."""
    waiting: list[Batch] = []
    for block in blocks:
        waiting += block
        if is_safe(waiting):
            yield waiting
            waiting = []


def _is_safe_by_verdict(block: Block, smallest: int) -> bool:
    sizes = [sum(batch.counts.values()) for batch in block]
    return sum(sizes) >= smallest and all(
        _tells_of_enough([_rated(batch, verdict) for batch in block], sizes, smallest) for verdict in _VERDICTS
    )


def _is_safe_by_driver(block: Block, smallest: int) -> bool:
    return all(
        _tells_of_enough(
            [batch.counts.get((verdict, True), 0) for batch in block],
            [_rated(batch, verdict) for batch in block],
            smallest,
        )
        for verdict in _VERDICTS
    )


def _tells_of_enough(chosen: Sequence[int], of: Sequence[int], smallest: int) -> bool:
    """Whether those chosen of each batch are nobody, everybody, or can't be told from the rest by few people.

    Somebody who compares a block with its batches learns at least of the smaller part of each.
    """
    if sum(chosen) in (0, sum(of)):
        return True
    return sum(min(part, whole - part) for part, whole in zip(chosen, of, strict=True)) >= smallest


def _rated(batch: Batch, verdict: str) -> int:
    return batch.counts.get((verdict, True), 0) + batch.counts.get((verdict, False), 0)
