"""Edits: of texts, captions, attachments and keyboards. A keyboard that an edit leaves out is gone.

https://core.telegram.org/bots/api#updating-messages
"""

from typing import Any

from aiogram.methods import EditMessageCaption, EditMessageMedia, EditMessageReplyMarkup, EditMessageText
from aiogram.types import InlineKeyboardMarkup

from bot.sandbox.chats import Content, Message, Person
from bot.sandbox.errors import bad_request
from bot.sandbox.methods import keyboards, texts
from bot.sandbox.methods.media import ALONE_IN_ALBUMS, IN_ALBUMS, media_content
from bot.sandbox.methods.reaching import editable
from bot.sandbox.objects import as_json
from bot.sandbox.rich.reading import rich_content
from bot.sandbox.world import World

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


async def edit_message_text(world: World, given: EditMessageText) -> Any:  # noqa: ANN401 - JSON
    person, message = editable(world, given.chat_id, given.message_id)
    if message.attachment is not None:
        raise bad_request("there is no text in the message to edit")
    if given.rich_message is not None:
        content = rich_content(world.files, given.rich_message)
    else:
        content = texts.text(given.text, given.parse_mode, given.entities)
    return _edited(world, person, message, content, given.reply_markup)


async def edit_message_caption(world: World, given: EditMessageCaption) -> Any:  # noqa: ANN401 - JSON
    person, message = editable(world, given.chat_id, given.message_id)
    if message.attachment is None or message.attachment.file_id is None:
        raise bad_request("there is no caption in the message to edit")
    content = texts.captioned(message.attachment, given.caption, given.parse_mode, given.caption_entities)
    return _edited(world, person, message, content, given.reply_markup)


async def edit_message_media(world: World, given: EditMessageMedia) -> Any:  # noqa: ANN401 - JSON
    person, message = editable(world, given.chat_id, given.message_id)
    if message.media_group_id is not None:
        _check_in_album(message, str(given.media.type))
    return _edited(world, person, message, media_content(world.files, given.media), given.reply_markup)


async def edit_message_reply_markup(world: World, given: EditMessageReplyMarkup) -> Any:  # noqa: ANN401 - JSON
    person, message = editable(world, given.chat_id, given.message_id)
    # Clients show no mark of an edit that changed the keyboard only.
    edited_at = message.edited_at
    result = _edited(world, person, message, message.content, given.reply_markup)
    message.edited_at = edited_at
    return result


def _check_in_album(message: Message, kind: str) -> None:
    old = message.attachment.kind if message.attachment is not None else ""
    if kind not in IN_ALBUMS:
        raise bad_request("message content type can't be used in an album")
    if kind != old and {kind, old} & ALONE_IN_ALBUMS:
        raise bad_request("can't change media type in the album")


def _edited(
    world: World, person: Person, message: Message, content: Content, markup: InlineKeyboardMarkup | None
) -> dict[str, Any]:
    keyboard = keyboards.inline(markup)
    if content == message.content and list(keyboard) == list(message.keyboard):
        raise bad_request(NOT_MODIFIED)
    message.content, message.keyboard = content, keyboard
    message.edited_at = world.now()
    world.changed()
    return as_json(world, person, message)
