"""Who speaks, in which language to answer, and what to say when the domain refuses."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.enums import ChatType
from aiogram.methods import SendMessage
from aiogram.types import CallbackQuery, Message, TelegramObject, Update, User

from handlers.screens import Replies, Screen, own_message, toast, without_buttons
from handlers.texts import Translator, Translators
from lessons.errors import LessonError
from storage import people
from storage.database import Unit
from storage.people import Person
from surveys.errors import ResponseNotFound, SurveyError

# What the domain refuses, each with the id of the text that the person reads.
Refused = SurveyError | LessonError

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]

LANGUAGES = ("ru", "en")


class Acquaintance(BaseMiddleware):
    """Gives handlers the `person` and their texts `t`, and turns a refusal of the domain into an answer."""

    def __init__(self, translators: Translators, default_language: str) -> None:
        self._translators = translators
        self._default_language = default_language

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:  # noqa: ANN401
        """Introduce the person of a private chat; elsewhere the bot only says where it is at home."""
        if not isinstance(event, Update):
            return await handler(event, data)
        if event.inline_query:
            return await handler(event, {**data, "t": self._texts_for(event.inline_query.from_user, data)})
        user = _speaker(event)
        if user is None:
            return self._outside(event, data["bot_name"])
        language = language_of(user.language_code, self._default_language)
        unit: Unit = data["unit"]
        person: Person | None = data.get("known")
        today = data["clock"]().date()
        if person is None or person.chat_id != user.id or not people.is_up_to_date(person, language, today):
            person = await unit.run(people.meet, user.id, language, today)
            # A refusal undoes what was asked for, not the acquaintance.
            unit.begin_part()
        data["person"], data["t"] = person, self._translators(person.language, easy=person.easy_reading)
        try:
            return await handler(event, data)
        except (SurveyError, LessonError) as error:
            return refusal(event, error, data["t"])

    def _texts_for(self, user: User, data: dict[str, Any]) -> Translator:
        """The texts for somebody who asks inline and need not be known: nothing is stored about them."""
        known: Person | None = data.get("known")
        is_theirs = known is not None and known.chat_id == user.id
        return self._translators(
            known.language if known and is_theirs else language_of(user.language_code, self._default_language)
        )

    def _outside(self, update: Update, bot_name: str) -> Replies:
        message = update.message
        if message is None or message.from_user is None or not _calls(message.text or "", bot_name):
            return ()
        t = self._translators(language_of(message.from_user.language_code, self._default_language))
        return [SendMessage(chat_id=message.chat.id, text=t("private_only"))]


def language_of(code: str | None, default: str) -> str:
    """The bot's language for a language of Telegram, an IETF tag such as en-GB."""
    language = (code or "").partition("-")[0].lower()
    return language if language in LANGUAGES else default


def refusal(update: Update, error: Refused, t: Translator) -> Replies:
    """The answer to a tap or a message that the domain refused."""
    text = t(error.text, **error.fields)
    if update.callback_query:
        # Ten fast taps on a last button are no reason to stand in the way of the thanks.
        alert = not isinstance(error, ResponseNotFound)
        return _refused_tap(update.callback_query, error, toast(update.callback_query, text, alert=alert))
    if update.message:
        return [Screen(text).to(update.message.chat.id)]
    return ()


def _refused_tap(callback: CallbackQuery, error: Refused, note: Any) -> Replies:  # noqa: ANN401
    message = own_message(callback)
    if isinstance(error, ResponseNotFound) and message is not None and message.reply_markup is not None:
        # The button is dead for good: an old message need not go on offering it.
        return [without_buttons(message.chat.id, message.message_id), note]
    return [note]


def _calls(text: str, bot_name: str) -> bool:
    """Whether a text of a group is a command, and none for another bot of the group."""
    command, _, address = next(iter(text.split()), "").partition("@")
    return command.startswith("/") and address.lower() in ("", bot_name.lower())


def _speaker(update: Update) -> User | None:
    """The person of a private chat. A tap may come from anywhere: the person is who tapped."""
    if update.callback_query:
        return update.callback_query.from_user
    event: Message | Any = update.message or update.my_chat_member
    if event is None or event.chat.type != ChatType.PRIVATE:
        return None
    return event.from_user
