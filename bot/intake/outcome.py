"""What became of an update."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from aiogram.methods import TelegramMethod

# An update as Telegram sent it, parsed from JSON.
RawUpdate = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The replies that an update asks for, and how it ended."""

    result: Literal["applied", "replayed", "set_aside", "passed_over"]
    replies: Sequence[TelegramMethod[Any]] = ()


REPLAYED = Outcome("replayed")
# It could not even be set aside.
PASSED_OVER = Outcome("passed_over")
