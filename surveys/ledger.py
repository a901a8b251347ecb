"""What became of invitations: every one is counted once, and rates have one set below and above the line."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from surveys.intervals import Interval, wilson

# Whom the message, or the link, has reached.
DELIVERED: Final = ("invited", "started", "declined", "silent", "partial", "complete")
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

    @property
    def response_rate(self) -> tuple[float, Interval] | None:
        """Complete among delivered, 0..1, with its Wilson interval; None when none was delivered."""
        complete, delivered = self.states.get("complete", 0), self.delivered
        return (complete / delivered, wilson(complete, delivered)) if delivered else None


@dataclass(frozen=True, slots=True)
class ShownLedger:
    """What coordinators may see of a ledger; a count is None where it is not shown, and so is the rate."""

    total: int
    delivered: int
    states: Mapping[str, int | None]
    reasons: Mapping[str, int | None]
    response_rate: tuple[float, Interval] | None
    smallest_group: int


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
    """The ledger without what concerns fewer than the smallest group, nor what would give it away."""
    delivered = {state: count for state, count in ledger.states.items() if state in DELIVERED}
    # The number of the delivered is told, so that one hidden state alone could be reckoned from the others.
    concealed = hidden(delivered, smallest)
    apart = {state for state, count in ledger.states.items() if state not in DELIVERED and count < smallest}
    return ShownLedger(
        ledger.total,
        ledger.delivered,
        {state: None if state in concealed | apart else count for state, count in ledger.states.items()},
        {reason: None if count < smallest else count for reason, count in ledger.reasons.items()},
        None if "complete" in concealed else ledger.response_rate,
        smallest,
    )


def hidden(counts: Mapping[str, int], smallest: int) -> frozenset[str]:
    """Which of the parts of a known sum are not to be shown.

    Those below the smallest group, and further ones, the smallest first, until what is hidden are two parts at least
    and together no fewer than the smallest group.
    """
    ascending = sorted((name for name, count in counts.items() if count), key=lambda name: (counts[name], name))
    taken = [name for name in ascending if counts[name] < smallest]
    for name in ascending[len(taken) :]:
        if not taken or (len(taken) > 1 and sum(counts[each] for each in taken) >= smallest):
            break
        taken.append(name)
    return frozenset(taken)
