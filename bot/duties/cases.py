"""How what happens in cases becomes messages, and offers that nobody took."""

from collections.abc import Mapping
from typing import Any

from aiogram.methods import TelegramMethod

from bot.sending.sender import Kind
from handlers.rendering.cases import reply_screen
from handlers.screens import Screen
from handlers.texts import Translators
from surveys.cases import CASE_CLOSED, CASE_EXPIRED, CASE_REPLY, CASE_WAITING


def kinds(translators: Translators) -> Mapping[str, Kind]:
    """Replies and the end of a case go to the citizen, the note that something waits to coordinators.

    All may arrive twice: an answer that a person waits for had better come twice than never.
    """

    def reply(payload: Mapping[str, Any], language: str, chat_id: int) -> TelegramMethod[Any]:
        return reply_screen(payload["case"], payload["text"], translators(language)).to(chat_id)

    def told(text_id: str) -> Kind:
        def render(_payload: Mapping[str, Any], language: str, chat_id: int) -> TelegramMethod[Any]:
            return Screen(translators(language)(text_id)).to(chat_id)

        return Kind(render, repeatable=True)

    return {
        CASE_REPLY: Kind(reply, repeatable=True),
        CASE_CLOSED: told("case.closed"),
        CASE_EXPIRED: told("case.expired"),
        CASE_WAITING: told("case.waiting"),
    }
