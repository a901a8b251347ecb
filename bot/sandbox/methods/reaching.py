"""Whom and what a call names: a person who may be written to, a message that may be changed, the bot's rates."""

import re

from bot.sandbox.chats import Message, Person
from bot.sandbox.errors import Refusal, bad_request, too_many_requests
from bot.sandbox.world import World

_ID = re.compile(r"-?[0-9]{1,19}")

BLOCKED = "Forbidden: bot was blocked by the user"


def chat_of(world: World, chat_id: int | str) -> Person:
    """The person of a chat that exists: they have written first."""
    person = world.people.get(_number(chat_id))
    if person is None or not person.has_started:
        raise bad_request("chat not found")
    return person


def reachable(world: World, chat_id: int | str) -> Person:
    """The person of a chat that the bot may write to."""
    person = chat_of(world, chat_id)
    if person.has_blocked:
        raise Refusal(403, BLOCKED)
    return person


def at_pace(world: World, chat_id: int | str, messages: int = 1) -> Person:
    """As `reachable`, for what counts as a message; 429 above the rates when they are enforced."""
    person = reachable(world, chat_id)
    for _ in range(messages):
        seconds = world.rates.retry_after(person.id)
        if seconds is not None:
            raise too_many_requests(seconds)
    return person


def editable(world: World, chat_id: int | str | None, message_id: int | None) -> tuple[Person, Message]:
    """A message of the bot."""
    if chat_id is None:
        raise bad_request("chat_id is empty")
    if message_id is None:
        raise bad_request("message identifier is not specified")
    person = at_pace(world, chat_id)
    message = person.message(message_id)
    if message is None:
        raise bad_request("message to edit not found")
    # Nor is one that brought a keyboard below the input field, or took it away.
    if not message.from_bot or message.forward_origin is not None or message.reply_keyboard is not None:
        raise bad_request("message can't be edited")
    return person, message


def _number(chat_id: int | str) -> int:
    if isinstance(chat_id, int):
        return chat_id
    # Names of channels and groups: there are none here.
    return int(chat_id) if _ID.fullmatch(chat_id) else 0
