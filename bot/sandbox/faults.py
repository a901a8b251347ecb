"""Faults on order: the next calls that match get what a bad day brings."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["429", "403", "500", "502", "reset_before", "reset_after", "delay"]


@dataclass(slots=True)
class Fault:
    """What happens to `count` calls of a method, of one chat or of all."""

    kind: Kind
    method: str | None = None
    chat_id: int | None = None
    count: int = 1
    retry_after: int = 1
    seconds: float = 0.0

    def matches(self, method: str, chat_id: int | None) -> bool:
        """Whether a call gets this fault."""
        is_method = self.method is None or self.method.lower() == method.lower()
        return self.count > 0 and is_method and (self.chat_id is None or self.chat_id == chat_id)


class Faults:
    """The faults that are still to come."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Order a fault."""
        self._faults.append(fault)

    def take(self, method: str, chat_id: int | None) -> Fault | None:
        """The fault of a call, used up by it."""
        for fault in self._faults:
            if fault.matches(method, chat_id):
                fault.count -= 1
                return fault
        return None
