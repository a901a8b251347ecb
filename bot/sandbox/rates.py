"""Telegram's rates, enforced when a test or a demo asks for it.

A chat may get a short burst, which is then made up for.
"""

import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.sandbox import limits


@dataclass(slots=True)
class Rates:
    """Counts messages; `is_enforced` turns it on."""

    is_enforced: bool = False
    clock: Callable[[], float] = time.monotonic
    _sent: deque[float] = field(default_factory=deque)
    # When a chat will have made up for all it got.
    _even: dict[int, float] = field(default_factory=dict)

    def retry_after(self, chat_id: int) -> int | None:
        """Seconds to wait for; None lets the message through and counts it."""
        if not self.is_enforced:
            return None
        now = self.clock()
        while self._sent and self._sent[0] <= now - 1:
            self._sent.popleft()
        even = max(self._even.get(chat_id, now), now)
        wait = even - now - (limits.BURST_TO_CHAT - 1) * limits.SECONDS_BETWEEN_TO_CHAT
        if len(self._sent) >= limits.MOST_MESSAGES_A_SECOND:
            wait = max(wait, self._sent[0] + 1 - now)
        if wait > 0:
            return math.ceil(wait)
        self._sent.append(now)
        self._even[chat_id] = even + limits.SECONDS_BETWEEN_TO_CHAT
        return None
