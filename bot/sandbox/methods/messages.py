"""Messages that come and go: send, delete, react, pin, say what one is doing.

https://core.telegram.org/bots/api#available-methods
"""

import asyncio
from collections.abc import Sequence
from typing import Any, Protocol

from aiogram.client.default import Default
from aiogram.methods import (
    DeleteMessage,
    DeleteMessages,
    PinChatMessage,
    SendChatAction,
    SendContact,
    SendLocation,
    SendMessage,
    SendRichMessage,
    SetMessageReaction,
    UnpinAllChatMessages,
    UnpinChatMessage,
)
from aiogram.types import ReactionTypeEmoji, ReplyParameters

from bot.sandbox.chats import Attachment, Content, Message, Person
from bot.sandbox.errors import bad_request
from bot.sandbox.methods import keyboards, texts
from bot.sandbox.methods.checking import plain, set_value
from bot.sandbox.methods.reaching import at_pace, reachable
from bot.sandbox.objects import as_json
from bot.sandbox.rich.reading import rich_content
from bot.sandbox.world import World

ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
# A status ends with a message, or by itself: https://core.telegram.org/bots/api#sendchataction
ACTION_SECONDS = 5.0
# https://core.telegram.org/bots/api#deletemessage
DELETABLE_SECONDS = 48 * 3600
MOST_DELETED = 100


class Sending(Protocol):
    """What the methods that send a message have in common."""

    chat_id: int | str
    reply_markup: Any
    reply_parameters: ReplyParameters | None
    protect_content: bool | Default | None


def sent(world: World, given: Sending, content: Content) -> dict[str, Any]:
    """A new message of the bot, as the answer holds it. Raises Refusal."""
    person = at_pace(world, given.chat_id)
    reply_to = _answered(person, given.reply_parameters)
    keyboard = Message(0, True, content, 0)
    keyboards.put(keyboard, given.reply_markup)
    message = world.add_message(person, content, from_bot=True)
    message.keyboard, message.reply_keyboard = keyboard.keyboard, keyboard.reply_keyboard
    message.reply_to = reply_to
    message.is_protected = bool(set_value(given.protect_content))
    return as_json(world, person, message)


async def send_message(world: World, given: SendMessage) -> Any:  # noqa: ANN401 - JSON
    return sent(world, given, texts.text(given.text, given.parse_mode, given.entities))


async def send_rich_message(world: World, given: SendRichMessage) -> Any:  # noqa: ANN401 - JSON
    return sent(world, given, rich_content(world.files, given.rich_message))


async def send_contact(world: World, given: SendContact) -> Any:  # noqa: ANN401 - JSON
    contact = {"phone_number": given.phone_number, "first_name": given.first_name}
    return sent(world, given, Content(attachment=Attachment("contact", contact)))


async def send_location(world: World, given: SendLocation) -> Any:  # noqa: ANN401 - JSON
    place = {"latitude": given.latitude, "longitude": given.longitude}
    return sent(world, given, Content(attachment=Attachment("location", place)))


async def send_chat_action(world: World, given: SendChatAction) -> bool:
    person = reachable(world, given.chat_id)
    if given.action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    person.action = given.action
    world.changed()
    asyncio.get_running_loop().call_later(ACTION_SECONDS, _rest, world, person, given.action)
    return True


async def delete_message(world: World, given: DeleteMessage) -> bool:
    person = reachable(world, given.chat_id)
    message = person.message(given.message_id)
    if message is None:
        raise bad_request("message to delete not found")
    if world.now() - message.date > DELETABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")
    person.messages.remove(message)
    world.changed()
    return True


async def delete_messages(world: World, given: DeleteMessages) -> bool:
    person = reachable(world, given.chat_id)
    if not 1 <= len(given.message_ids) <= MOST_DELETED:
        raise bad_request("wrong number of message identifiers specified")
    # Those that are not there are skipped, as documented.
    person.messages = [message for message in person.messages if message.id not in given.message_ids]
    world.changed()
    return True


async def set_message_reaction(world: World, given: SetMessageReaction) -> bool:
    person = reachable(world, given.chat_id)
    message = person.message(given.message_id)
    if message is None:
        raise bad_request("message to react not found")
    reactions = given.reaction or []
    if len(reactions) > 1 or any(not isinstance(each, ReactionTypeEmoji) for each in reactions):
        raise bad_request("REACTION_INVALID")
    message.reactions.pop(True, None)
    message.reactions.update({True: str(plain(each)["emoji"]) for each in reactions})
    world.changed()
    return True


async def pin_chat_message(world: World, given: PinChatMessage) -> bool:
    person = reachable(world, given.chat_id)
    message = person.message(given.message_id)
    if message is None:
        raise bad_request("message to pin not found")
    message.is_pinned = True
    world.changed()
    return True


async def unpin_chat_message(world: World, given: UnpinChatMessage) -> bool:
    person = reachable(world, given.chat_id)
    pinned = [each for each in person.messages if each.is_pinned and given.message_id in {None, each.id}]
    if not pinned:
        raise bad_request("message to unpin not found")
    _unpin(world, pinned[-1:])
    return True


async def unpin_all_chat_messages(world: World, given: UnpinAllChatMessages) -> bool:
    _unpin(world, reachable(world, given.chat_id).messages)
    return True


def _unpin(world: World, messages: Sequence[Message]) -> None:
    for message in messages:
        message.is_pinned = False
    world.changed()


def _answered(person: Person, reply: ReplyParameters | None) -> int | None:
    if reply is None:
        return None
    if person.message(reply.message_id or 0) is None:
        if set_value(reply.allow_sending_without_reply):
            return None
        raise bad_request("message to be replied not found")
    return reply.message_id


def _rest(world: World, person: Person, action: str) -> None:
    if person.action == action:
        person.action = None
        world.changed()
