"""The kinds of questions, and the scales that are built in.

A scale's codes and their direction are fixed for ever: answers of different years are compared by them.
Their words are data: surveys/wording/scales.yaml.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

Kind = Literal["effort", "satisfaction", "loyalty", "yes_no", "resolved", "single", "several", "comment"]
Metric = Literal["ces", "csat", "loyalty", "yes_share", "resolved"]


@dataclass(frozen=True, slots=True)
class Scale:
    """What a fixed kind of question offers, from the lowest to the highest when its codes are numbers."""

    id: str
    metric: Metric
    codes: tuple[str, ...]
    is_numeric: bool


def _numbers(low: int, high: int) -> tuple[str, ...]:
    return tuple(str(number) for number in range(low, high + 1))


# CES 2.0 asks for agreement with "it was easy": a high number is a good one on every scale here.
SCALES: Final[Mapping[Kind, Scale]] = MappingProxyType(
    {
        "effort": Scale("agree_7", "ces", _numbers(1, 7), is_numeric=True),
        "satisfaction": Scale("satisfied_5", "csat", _numbers(1, 5), is_numeric=True),
        "loyalty": Scale("likely_11", "loyalty", _numbers(0, 10), is_numeric=True),
        "yes_no": Scale("yes_no", "yes_share", ("yes", "no"), is_numeric=False),
        "resolved": Scale("resolved_4", "resolved", ("yes", "partly", "no", "waiting"), is_numeric=False),
    }
)
