"""Time that stands still until it is moved."""

from datetime import UTC, datetime, timedelta


class MovableClock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        """Move forward by days, hours and so on."""
        self.now += timedelta(**by)
