"""Filters as coroutines: aiogram sends every synchronous one, magic filters too, through a thread (110 us each)."""

from aiogram.enums import ContentType
from aiogram.types import Message


async def is_text(message: Message) -> bool:
    """A text that is no command."""
    return message.text is not None and not message.text.startswith("/")


# What people send; the rest are notes of Telegram's: a pinned message, a timer, a call.
# https://core.telegram.org/bots/api#message
CONTENTS = frozenset(
    {
        ContentType.ANIMATION,
        ContentType.AUDIO,
        ContentType.CONTACT,
        ContentType.DICE,
        ContentType.DOCUMENT,
        ContentType.LOCATION,
        ContentType.PHOTO,
        ContentType.POLL,
        ContentType.STICKER,
        ContentType.STORY,
        ContentType.VENUE,
        ContentType.VIDEO,
        ContentType.VIDEO_NOTE,
        ContentType.VOICE,
    }
)


async def is_content(message: Message) -> bool:
    """Something a person sent that is no text."""
    return message.content_type in CONTENTS


async def is_command(message: Message) -> bool:
    """Any command; registered last, it catches those that nobody knows or nobody may call."""
    return message.text is not None and message.text.startswith("/")
