"""A screen: what a person sees at once, sent as a new message or put in place of the one that was tapped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from aiogram.enums import ButtonStyle, ParseMode
from aiogram.methods import (
    AnswerCallbackQuery,
    EditMessageReplyMarkup,
    EditMessageText,
    SendMessage,
    SendRichMessage,
    TelegramMethod,
)
from aiogram.types import (
    CallbackQuery,
    InputRichMessage,
    Message,
)

from handlers.texts import Html

Replies = Sequence[TelegramMethod[Any]]
# Keyboards travel as the JSON they become: a model of eight buttons costs a third of a whole tap.
Button = Mapping[str, Any]
Rows = Sequence[Sequence[Button]]


# No text of ours needs a preview, and one of an address in a comment would fetch it.
NO_PREVIEW = {"is_disabled": True}


class SendScreen(SendMessage):
    """sendMessage whose keyboard is plain JSON."""

    link_preview_options: dict[str, Any] = NO_PREVIEW  # type: ignore[assignment]
    reply_markup: dict[str, Any] | None = None  # type: ignore[assignment]


class EditScreen(EditMessageText):
    """editMessageText whose keyboard is plain JSON."""

    link_preview_options: dict[str, Any] = NO_PREVIEW  # type: ignore[assignment]
    reply_markup: dict[str, Any] | None = None  # type: ignore[assignment]


class SendRichScreen(SendRichMessage):
    """sendRichMessage whose keyboard is plain JSON."""

    reply_markup: dict[str, Any] | None = None  # type: ignore[assignment]


class EditKeyboard(EditMessageReplyMarkup):
    """editMessageReplyMarkup whose keyboard is plain JSON."""

    reply_markup: dict[str, Any] | None = None  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Screen:
    """Text with rows of buttons. `rich` says the same in blocks, and a rich message is then sent in its place."""

    text: Html
    rows: Rows = ()
    rich: Html | None = None

    def to(self, chat_id: int) -> TelegramMethod[Message]:
        """The screen as a new message."""
        if self.rich is not None:
            body = InputRichMessage(html=self.rich)
            return SendRichScreen(chat_id=chat_id, rich_message=body, reply_markup=self._keyboard())
        return SendScreen(
            chat_id=chat_id,
            text=self.text,
            parse_mode=ParseMode.HTML,
            reply_markup=self._keyboard(),
        )

    def instead_of(self, message: Message) -> EditMessageText:
        """The screen in place of a message of ours."""
        return self.at(message.chat.id, message.message_id)

    def at(self, chat_id: int, message_id: int) -> EditMessageText:
        """The screen in place of a message of ours, by its id."""
        return EditScreen(
            chat_id=chat_id,
            message_id=message_id,
            text=self.text,
            parse_mode=ParseMode.HTML,
            reply_markup=self._keyboard(),
        )

    def answers(self, callback: CallbackQuery) -> Replies:
        """The screen as the answer to a tap: in place of the tapped message while Telegram lets it be edited.

        A rich message is a card that stays: it is neither replaced nor does it replace another message.
        """
        message = own_message(callback)
        if message is None or self.rich is not None or message.rich_message is not None:
            return self.below(callback)
        return [self.instead_of(message), AnswerCallbackQuery(callback_query_id=callback.id)]

    def below(self, callback: CallbackQuery) -> Replies:
        """The screen as the answer to a tap, below the tapped message, which stays as it is."""
        return [self.to(callback.from_user.id), AnswerCallbackQuery(callback_query_id=callback.id)]

    def _keyboard(self) -> dict[str, Any] | None:
        return {"inline_keyboard": [list(row) for row in self.rows]} if self.rows else None


def button(label: str, data: str, style: ButtonStyle | None = None) -> Button:
    """A button that carries callback data."""
    return {"text": label, "callback_data": data, **({"style": style.value} if style else {})}


def copy_button(label: str, text: str) -> Button:
    """A button that puts `text` on the clipboard."""
    return {"text": label, "copy_text": {"text": text}}


def exchanged(callback: CallbackQuery, other: Button) -> Replies:
    """Another button in place of the tapped one; the message stays as it is. Empty where it can't be edited."""
    message = own_message(callback)
    if message is None or message.reply_markup is None:
        return ()
    rows = [
        [
            other if each.callback_data == callback.data else each.model_dump(mode="json", exclude_none=True)
            for each in row
        ]
        for row in message.reply_markup.inline_keyboard
    ]
    place = {"chat_id": message.chat.id, "message_id": message.message_id}
    keyboard = EditKeyboard(**place, reply_markup={"inline_keyboard": rows})
    return [keyboard, AnswerCallbackQuery(callback_query_id=callback.id)]


def own_message(callback: CallbackQuery) -> Message | None:
    """The tapped message, if it is in the person's own chat and not too old for Telegram to name it."""
    message = callback.message
    if isinstance(message, Message) and message.chat.id == callback.from_user.id:
        return message
    return None


def toast(callback: CallbackQuery, text: Html, *, alert: bool = False) -> AnswerCallbackQuery:
    """A short note over the chat, which Telegram shows as plain text."""
    return AnswerCallbackQuery(callback_query_id=callback.id, text=unescape(text), show_alert=alert)


def without_buttons(chat_id: int, message_id: int) -> EditMessageReplyMarkup:
    """Take the buttons off a message whose time is over."""
    return EditMessageReplyMarkup(chat_id=chat_id, message_id=message_id)
