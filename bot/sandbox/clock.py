"""A clock that ticks like the real one and can be moved ahead, for the bot and its Telegram alike."""

from datetime import datetime, timedelta

from storage.clock import Clock, system_clock


class MovedClock:
    """The real time, plus what it was moved by so far."""

    def __init__(self, clock: Clock = system_clock) -> None:
        self._clock = clock
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        """Now, aware, in UTC."""
        return self._clock() + self._ahead

    def move(self, by: timedelta) -> None:
        """Go ahead, or back with a negative `by`."""
        self._ahead += by
