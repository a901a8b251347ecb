"""What became of invitations: every one is counted once, and rates have one set below and above the line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Row

from surveys.intervals import Interval, wilson

# Whom the message, or the link, has reached.
DELIVERED: Final = ("invited", "started", "declined", "silent", "partial", "complete")


@dataclass(frozen=True, slots=True)
class Ledger:
    """Invitations by state, and those nobody was asked by, by reason."""

    states: Mapping[str, int]
    reasons: Mapping[str, int]

    @property
    def delivered(self) -> int:
        """How many reached somebody."""
        return sum(self.states.get(state, 0) for state in DELIVERED)

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.states.values())

    @property
    def response_rate(self) -> tuple[float, Interval] | None:
        """Complete among delivered, 0..1, with its Wilson interval; None when none was delivered."""
        complete, delivered = self.states.get("complete", 0), self.delivered
        return (complete / delivered, wilson(complete, delivered)) if delivered else None


def ledger_of(rows: Iterable[Row[str, str | None, int]]) -> Ledger:
    """The ledger of (state, reason, count)."""
    states: dict[str, int] = {}
    reasons: dict[str, int] = {}
    for state, reason, count in rows:
        states[state] = states.get(state, 0) + count
        if state == "not_asked" and reason:
            reasons[reason] = reasons.get(reason, 0) + count
    return Ledger(states, reasons)
