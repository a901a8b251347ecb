"""Faults on order: the next calls that match get what a bad day brings."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["429", "403", "500", "502", "reset_before", "reset_after", "delay", "hang"]


@dataclass(slots=True)
class Fault:
    """What happens to `count` calls of a method, of one chat or of all, after the first `after` of them went well."""

    kind: Kind
    method: str | None = None
    chat_id: int | None = None
    count: int = 1
    retry_after: int = 1
    seconds: float = 0.0
    after: int = 0

    def matches(self, method: str, chat_id: int | None) -> bool:
        """Whether it concerns a call."""
        is_method = self.method is None or self.method.lower() == method.lower()
        return is_method and (self.chat_id is None or self.chat_id == chat_id)


class Faults:
    """The faults that are still to come."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    @property
    def ordered(self) -> list[Fault]:
        """What is still to come."""
        return list(self._faults)

    def add(self, fault: Fault) -> None:
        """Order a fault."""
        self._faults.append(fault)

    def clear(self) -> None:
        """Let everything go well from now on."""
        self._faults.clear()

    def take(self, method: str, chat_id: int | None) -> Fault | None:
        """The fault of a call, used up by it."""
        for fault in self._faults:
            if fault.matches(method, chat_id):
                if fault.after > 0:
                    fault.after -= 1
                    continue
                fault.count -= 1
                if not fault.count:
                    self._faults.remove(fault)
                return fault
        return None
