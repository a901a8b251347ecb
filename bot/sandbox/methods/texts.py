"""Texts and captions: parsed, and as long as Telegram lets them be."""

from collections.abc import Sequence

from aiogram.client.default import Default
from aiogram.types import MessageEntity

from bot.sandbox import limits
from bot.sandbox.chats import Attachment, Content
from bot.sandbox.errors import bad_request
from bot.sandbox.markup.formatting import Formatted, formatted
from bot.sandbox.methods.checking import plain, set_value
from handlers.limits import utf16_length

ParseMode = str | Default | None
Entities = Sequence[MessageEntity] | None


def text(source: str | None, parse_mode: ParseMode, entities: Entities) -> Content:
    """The content of a message of text. Raises Refusal."""
    found = parsed(source, parse_mode, entities)
    if not found.text:
        raise bad_request("message text is empty")
    if utf16_length(found.text) > limits.LONGEST_MESSAGE:
        raise bad_request("message is too long")
    return Content(found.text, found.html, found.entities)


def captioned(attachment: Attachment, source: str | None, parse_mode: ParseMode, entities: Entities) -> Content:
    """The content of a message with an attachment. Raises Refusal."""
    found = parsed(source, parse_mode, entities)
    if utf16_length(found.text) > limits.LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    return Content(found.text, found.html, found.entities, attachment)


def parsed(source: str | None, parse_mode: ParseMode, entities: Entities) -> Formatted:
    """A text with its markup read, of any length. Raises Refusal."""
    return formatted(source or "", set_value(parse_mode), [plain(each) for each in entities or ()])
