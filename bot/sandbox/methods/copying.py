"""Forward and copy: what was said before, once more.

https://core.telegram.org/bots/api#forwardmessage, #copymessage
"""

from dataclasses import replace
from typing import Any

from aiogram.methods import CopyMessage, CopyMessages, ForwardMessage, ForwardMessages

from bot.sandbox import limits
from bot.sandbox.chats import Message, Person
from bot.sandbox.errors import bad_request
from bot.sandbox.methods import texts
from bot.sandbox.methods.reaching import at_pace, chat_of
from bot.sandbox.methods.sending import sent
from bot.sandbox.objects import as_json, bot_user, user
from bot.sandbox.world import World


async def forward_message(world: World, given: ForwardMessage) -> Any:  # noqa: ANN401 - JSON
    owner, message = _found(world, given.from_chat_id, given.message_id, "forward")
    return as_json(world, *_forwarded(world, given.chat_id, owner, message))


async def forward_messages(world: World, given: ForwardMessages) -> Any:  # noqa: ANN401 - JSON
    _check_number(given.message_ids)
    found = _those_there(world, given.from_chat_id, given.message_ids)
    return [{"message_id": _forwarded(world, given.chat_id, *each)[1].id} for each in found]


async def copy_message(world: World, given: CopyMessage) -> Any:  # noqa: ANN401 - JSON
    _, message = _found(world, given.from_chat_id, given.message_id, "copy")
    content = message.content
    if given.caption is not None and content.attachment is not None:
        content = texts.captioned(content.attachment, given.caption, given.parse_mode, given.caption_entities)
    return {"message_id": sent(world, given, content)["message_id"]}


async def copy_messages(world: World, given: CopyMessages) -> Any:  # noqa: ANN401 - JSON
    _check_number(given.message_ids)
    person = at_pace(world, given.chat_id)
    contents = [message.content for _, message in _those_there(world, given.from_chat_id, given.message_ids)]
    if given.remove_caption:
        contents = [replace(each, text="", html="", entities=()) if each.attachment else each for each in contents]
    return [{"message_id": world.add_message(person, each, from_bot=True).id} for each in contents]


def _forwarded(world: World, chat_id: int | str, owner: Person, message: Message) -> tuple[Person, Message]:
    person = at_pace(world, chat_id)
    author = bot_user(world) if message.from_bot else user(owner)
    forwarded = world.add_message(person, message.content, from_bot=True)
    origin = {"type": "user", "sender_user": author, "date": message.date}
    forwarded.forward_origin = message.forward_origin or origin
    return person, forwarded


def _found(world: World, chat_id: int | str, message_id: int, what: str) -> tuple[Person, Message]:
    owner = chat_of(world, chat_id)
    message = owner.message(message_id)
    if message is None:
        raise bad_request(f"message to {what} not found")
    if message.is_protected:
        raise bad_request("message has protected content and can't be forwarded")
    return owner, message


def _those_there(world: World, chat_id: int | str, message_ids: list[int]) -> list[tuple[Person, Message]]:
    """Those that are gone or protected are skipped, as documented."""
    owner = chat_of(world, chat_id)
    found = [owner.message(each) for each in message_ids]
    return [(owner, message) for message in found if message is not None and not message.is_protected]


def _check_number(message_ids: list[int]) -> None:
    if not 1 <= len(message_ids) <= limits.MOST_AT_ONCE:
        raise bad_request("wrong number of message identifiers specified")
