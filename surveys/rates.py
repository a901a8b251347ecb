"""Response and completion rates: what became of invitations and of responses."""

from dataclasses import dataclass

from surveys.scores import Score, share_of


@dataclass(frozen=True, slots=True)
class Ledger:
    """What became of invitations, each counted once: the answers of open links and QR codes are not among them."""

    undelivered: int
    declined: int
    silent: int
    partial: int
    complete: int

    @property
    def delivered(self) -> int:
        """How many reached somebody."""
        return self.declined + self.silent + self.partial + self.complete

    @property
    def invited(self) -> int:
        """How many were sent."""
        return self.undelivered + self.delivered


@dataclass(frozen=True, slots=True)
class Rates:
    """Shares in percent; None where nothing is known of the denominator, or too few stand in it."""

    # Complete responses among delivered invitations. Who opens a link unasked has no denominator.
    response: Score | None
    # Complete responses among those that were begun, invited or not.
    completion: Score | None


def rates_of(complete: int, partial: int, ledger: Ledger | None, smallest: int) -> Rates:
    """The rates of the responses that are shown and, where people were invited, of the invitations."""
    response = _rate(ledger.complete, ledger.delivered, smallest) if ledger else None
    return Rates(response, _rate(complete, complete + partial, smallest) if partial else None)


def _rate(part: int, whole: int, smallest: int) -> Score | None:
    return share_of({"yes": part, "no": whole - part}, "yes") if whole >= smallest else None
