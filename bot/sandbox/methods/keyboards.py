"""Keyboards: their limits, and the one kind of button that each button must be.

https://core.telegram.org/bots/api#inlinekeyboardbutton
"""

from collections.abc import Sequence
from typing import Any

from aiogram.types import ForceReply, InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyKeyboardRemove

from bot.sandbox import limits
from bot.sandbox.addresses import split
from bot.sandbox.chats import Json, Keyboard
from bot.sandbox.errors import Refusal, bad_request
from bot.sandbox.methods.checking import plain

Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | ForceReply | None

STYLES = ("danger", "success", "primary")
# Of what a button does, by the parameters that say so.
ACTIONS = frozenset(
    {
        "url",
        "callback_data",
        "web_app",
        "login_url",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "copy_text",
        "disabled",
    }
)


def both(markup: Markup) -> tuple[Keyboard, Json | None]:
    """The keyboard below a message, and the one below the input field; there is at most one of them."""
    if markup is None or isinstance(markup, InlineKeyboardMarkup):
        return inline(markup), None
    return (), _reply(markup) if isinstance(markup, ReplyKeyboardMarkup) else plain(markup)


def inline(markup: InlineKeyboardMarkup | None) -> Keyboard:
    """The rows of an inline keyboard; none when there is no keyboard. Raises Refusal."""
    if markup is None:
        return ()
    rows = [row for row in plain(markup)["inline_keyboard"] if row]
    if sum(map(len, rows)) > limits.MOST_BUTTONS or any(len(row) > limits.MOST_BUTTONS_IN_ROW for row in rows):
        raise bad_request("reply markup is too long")
    for row in rows:
        for button in row:
            check_button(button)
    return rows


def check_button(button: Json) -> None:
    """Refuse a button that Telegram refuses."""
    if not button["text"]:
        raise _button('Field "text" must be non-empty')
    if len(ACTIONS & button.keys()) != 1:
        raise _button("Text buttons are unallowed in the inline keyboard")
    data = button.get("callback_data")
    if data is not None and not 1 <= len(data.encode()) <= limits.LONGEST_CALLBACK_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    if not 1 <= len(button.get("copy_text", {"text": "-"})["text"]) <= limits.LONGEST_COPY_TEXT:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    if button.get("style", STYLES[0]) not in STYLES:
        raise _button("Invalid button style specified")
    if "url" in button:
        _check_url(button["url"])


def _check_url(url: str) -> None:
    parts = split(url if "://" in url else f"http://{url}")
    if parts.scheme not in {"http", "https", "tg", "ton"}:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol")
    is_named = "." in parts.netloc or parts.hostname == "localhost" or parts.scheme in {"tg", "ton"}
    if not is_named or " " in url:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def _reply(markup: ReplyKeyboardMarkup) -> dict[str, Any]:
    rows: Sequence[Sequence[Json]] = plain(markup)["keyboard"]
    buttons = [button for row in rows for button in row]
    if not buttons or any(not button["text"] for button in buttons):
        raise bad_request('can\'t parse keyboard button: Field "text" must be non-empty')
    if len(buttons) > limits.MOST_REPLY_BUTTONS or any(len(row) > limits.MOST_REPLY_BUTTONS_IN_ROW for row in rows):
        raise bad_request("reply markup is too long")
    if len(markup.input_field_placeholder or "") > limits.LONGEST_PLACEHOLDER:
        raise bad_request("REPLY_MARKUP_PLACEHOLDER_INVALID")
    return plain(markup)


def _button(reason: str) -> Refusal:
    return bad_request(f"can't parse inline keyboard button: {reason}")
