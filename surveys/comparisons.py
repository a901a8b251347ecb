"""Many comparisons at once: which differences are proven."""

from collections.abc import Hashable, Mapping
from typing import Final, Protocol, TypeVar

Key = TypeVar("Key", bound=Hashable)

# The share of wrong ones among the differences that are called proven.
FALSE_DISCOVERIES: Final = 0.05


class Compared(Protocol):
    """A difference or a ratio, with the probability of so much by chance alone."""

    @property
    def p(self) -> float:
        """From 0 to 1."""


def proven(differences: Mapping[Key, Compared]) -> frozenset[Key]:
    """The keys of the differences that hold although so many were looked at.

    Benjamini, Y. and Hochberg, Y. (1995), Controlling the false discovery rate, Journal of the Royal Statistical
    Society B 57, 289-300. A proven difference's own 95 % interval leaves out 0 too, for no threshold is above 0.05.
    """
    by_p = sorted(differences, key=lambda key: differences[key].p)
    last = 0
    for rank, key in enumerate(by_p, start=1):
        if differences[key].p <= FALSE_DISCOVERIES * rank / len(by_p):
            last = rank
    return frozenset(by_p[:last])
