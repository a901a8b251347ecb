"""How much of where and when a file may tell: every place and time in it stands on at least k responses.

Cells below k are put together with others until they hold k; which cells went into it can't be told from the file.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from typing import Final, TypeVar

Key = TypeVar("Key", bound=Hashable)
Place = TypeVar("Place", bound=Hashable)
Time = TypeVar("Time", bound=Hashable)

# What a cell says that was put together with others.
OTHER: Final = None


def shown(counts: Mapping[Key, int], k: int) -> set[Key]:
    """The cells that may be told apart.

    Those with at least k; when the others together are some but fewer than k, the smallest of these joins them,
    because what was left out would otherwise follow from the total.
    """
    large = sorted((key for key in counts if counts[key] >= k), key=lambda key: (counts[key], repr(key)))
    rest = sum(count for count in counts.values() if count < k)
    if 0 < rest < k:
        large = large[1:]
    return set(large)


def coarsened(
    counts: Mapping[tuple[Place, Time], int], k: int
) -> dict[tuple[Place, Time], tuple[Place | None, Time | None]]:
    """What stands in the file for each (place, time): both, the place alone, or neither.

    First places are put together, then the times within each place, so that every pair in the file has at least k
    responses, or all of them when they are fewer.
    """
    places = shown(_summed((place, count) for (place, _), count in counts.items()), k)
    named = {cell: cell[0] if cell[0] in places else OTHER for cell in counts}
    result: dict[tuple[Place, Time], tuple[Place | None, Time | None]] = {}
    for place in set(named.values()):
        inside = [cell for cell in counts if named[cell] == place]
        times = shown(_summed((cell[1], counts[cell]) for cell in inside), k)
        result.update({cell: (place, cell[1] if cell[1] in times else OTHER) for cell in inside})
    return result


def _summed(pairs: Iterable[tuple[Key, int]]) -> Mapping[Key, int]:
    total: Counter[Key] = Counter()
    for key, count in pairs:
        total[key] += count
    return total
