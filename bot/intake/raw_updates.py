"""getUpdates without models: one update that does not parse must not hide the others of its batch."""

from typing import Any

from aiogram.methods import GetUpdates
from aiogram.methods.base import TelegramMethod


class GetRawUpdates(TelegramMethod[list[dict[str, Any]]]):
    """getUpdates whose result stays as Telegram sent it."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = GetUpdates.__api_method__

    offset: int | None = None
    limit: int | None = None
    timeout: int | None = None
    allowed_updates: list[str] | None = None
