"""The calm answer to a person whose update could not be applied."""

from collections.abc import Sequence
from typing import Any

from aiogram.methods import AnswerCallbackQuery, SendMessage, TelegramMethod

from bot.intake.applying import Apology
from bot.intake.outcome import RawUpdate
from handlers.acquaintance import language_of
from handlers.texts import Translators


def apology_in(translators: Translators, default_language: str) -> Apology:
    """An Apology in the language that the person's messenger is set to; the database is not asked again."""

    def apologise(update: RawUpdate) -> Sequence[TelegramMethod[Any]]:
        match update:
            case {"callback_query": {"id": str(callback), "from": {**user}}}:
                text = translators(language_of(user.get("language_code"), default_language))("error.apology")
                return [AnswerCallbackQuery(callback_query_id=callback, text=text, show_alert=True)]
            case {"message": {"chat": {"id": int(chat), "type": "private"}, "from": {**user}}}:
                text = translators(language_of(user.get("language_code"), default_language))("error.apology")
                return [SendMessage(chat_id=chat, text=text)]
        return ()

    return apologise
