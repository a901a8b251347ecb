"""The calm answer to a person whose update could not be applied."""

from collections.abc import Mapping, Sequence
from typing import Any

from aiogram.methods import AnswerCallbackQuery, SendMessage, TelegramMethod

from bot.intake.applying import Apology
from bot.intake.outcome import RawUpdate
from handlers.acquaintance import language_of
from handlers.texts import Html, Translators


def apology_in(translators: Translators, default_language: str) -> Apology:
    """An Apology in the language that the person's messenger is set to; the database is not asked again."""

    def text_for(user: Mapping[Any, Any]) -> Html:
        return translators(language_of(user.get("language_code"), default_language))("error.apology")

    def apologise(update: RawUpdate) -> Sequence[TelegramMethod[Any]]:
        match update:
            case {"callback_query": {"id": str(callback), "from": {**user}}}:
                return [AnswerCallbackQuery(callback_query_id=callback, text=text_for(user), show_alert=True)]
            case {"message": {"chat": {"id": int(chat), "type": "private"}, "from": {**user}}}:
                return [SendMessage(chat_id=chat, text=text_for(user))]
        return ()

    return apologise
