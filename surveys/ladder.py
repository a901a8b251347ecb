"""The rungs that waiting responses climb until enough of them are together: docs/decisions/suppression.md."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from storage.releases import Node, Waiting
from surveys import periods
from surveys.periods import Period

# Of responses that are shown for the whole organisation only, and come from two units at least.
SMALLEST_OF_ORGANISATION: Final = 5


@dataclass(frozen=True, slots=True)
class Step:
    """A rung of the ladder that waiting responses climb: where they are shown together, and for which period."""

    has_touchpoint: bool
    has_unit: bool
    period: Callable[[date], Period]

    def node(self, response: Waiting) -> Node:
        """Where a response belongs on this rung."""
        period = self.period(response.local_date)
        return Node(
            response.survey_version_id,
            response.state,
            response.unit_id if self.has_unit else None,
            response.touchpoint_id if self.has_touchpoint else None,
            period.first,
            period.end,
        )


FIRST: Final = Step(has_touchpoint=True, has_unit=True, period=periods.week_in_month)
LADDER: Final = (
    FIRST,
    Step(has_touchpoint=True, has_unit=True, period=periods.month_of),
    Step(has_touchpoint=False, has_unit=True, period=periods.month_of),
    Step(has_touchpoint=False, has_unit=True, period=periods.quarter_of),
    Step(has_touchpoint=False, has_unit=False, period=periods.quarter_of),
)


def is_enough(node: Node, members: Sequence[Waiting], smallest: int) -> bool:
    """Whether responses may be shown together at a node."""
    if node.unit_id is not None:
        return len(members) >= smallest
    # Fewer are enough inside the organisation, but not if all of them are of one unit: they would be its cell.
    units = {member.unit_id for member in members}
    return len(members) >= min(smallest, SMALLEST_OF_ORGANISATION) and len(units) > 1
