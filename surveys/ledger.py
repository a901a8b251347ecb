"""What became of invitations: every one is counted once, and rates have one set below and above the line."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

# Whom the message, or the link, has reached.
DELIVERED: Final = ("invited", "started", "declined", "silent", "partial", "complete")
# Whom nothing has reached, or not yet.
NOT_REACHED: Final = ("waiting", "undelivered")
# Of which nothing more is to come.
ENDED: Final = ("not_asked", "undelivered", "declined", "silent", "partial", "complete")


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
    def ended(self) -> int:
        """How many have ended."""
        return sum(self.states.get(state, 0) for state in ENDED)

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.states.values())


@dataclass(frozen=True, slots=True)
class ShownLedger:
    """What coordinators may see of those who were not reached; a count is None where it is not shown."""

    total: int
    states: Mapping[str, int | None]
    reasons: Mapping[str, int | None]


def ledger_of(rows: Iterable[Sequence[Any]]) -> Ledger:
    """The ledger of (state, reason, count)."""
    states: dict[str, int] = {}
    reasons: dict[str, int] = {}
    for state, reason, count in rows:
        states[state] = states.get(state, 0) + count
        if state == "not_asked" and reason:
            reasons[reason] = reasons.get(reason, 0) + count
    return Ledger(states, reasons)


def shown(ledger: Ledger, smallest: int) -> ShownLedger:
    """The ledger without what concerns fewer than the smallest group, and without what people did who were reached.

    That is told by whole months alone (surveys.settling): by the difference of counts of other days, the months would
    tell of fewer people.
    """
    states = {state: count for state, count in ledger.states.items() if state in NOT_REACHED}
    return ShownLedger(ledger.total, _shown(states, smallest), _shown(ledger.reasons, smallest))


def _shown(counts: Mapping[str, int], smallest: int) -> Mapping[str, int | None]:
    return {name: None if count < smallest else count for name, count in counts.items()}
