"""A message whose markup Telegram refuses, as plain text: our bug must not keep people from what they are told."""

import re
from html import unescape
from typing import Any

from aiogram.methods import EditMessageText, SendMessage, TelegramMethod

TAG = re.compile(r"<[^>]+>")


def plain(method: TelegramMethod[Any]) -> TelegramMethod[Any] | None:
    """The method without markup; None when it carries no text."""
    if not isinstance(method, EditMessageText | SendMessage):
        return None
    return method.model_copy(update={"parse_mode": None, "text": unescape(TAG.sub("", method.text or ""))})
