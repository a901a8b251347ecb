"""Response and completion rates in percent: None where too few stand in the denominator, or none is known."""

from surveys.ledger import Ledger
from surveys.scores import Score, share_of


def response_rate(ledger: Ledger, smallest: int) -> Score | None:
    """Complete responses among delivered invitations. Who opens a link unasked has no denominator."""
    return _rate(ledger.states.get("complete", 0), ledger.delivered, smallest)


def completion_rate(complete: int, partial: int, smallest: int) -> Score | None:
    """Complete responses among those that were begun, invited or not, and are shown."""
    return _rate(complete, complete + partial, smallest) if partial else None


def _rate(part: int, whole: int, smallest: int) -> Score | None:
    return share_of({"yes": part, "no": whole - part}, "yes") if whole >= smallest else None
