"""What is done with messages that are there: delete, react, pin; and the status above them.

https://core.telegram.org/bots/api#available-methods
"""

import asyncio
from collections.abc import Sequence

from aiogram.methods import (
    DeleteMessage,
    DeleteMessages,
    PinChatMessage,
    SendChatAction,
    SetMessageReaction,
    UnpinAllChatMessages,
    UnpinChatMessage,
)

from bot.sandbox import limits
from bot.sandbox.chats import Message, Person
from bot.sandbox.errors import bad_request
from bot.sandbox.methods.checking import plain
from bot.sandbox.methods.reaching import reachable
from bot.sandbox.reactions import REACTIONS
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


async def send_chat_action(world: World, given: SendChatAction) -> bool:
    person = reachable(world, given.chat_id)
    if given.action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    person.action = given.action
    world.changed()
    asyncio.get_running_loop().call_later(limits.ACTION_SECONDS, _rest, world, person, given.action)
    return True


async def delete_message(world: World, given: DeleteMessage) -> bool:
    person = reachable(world, given.chat_id)
    message = person.message(given.message_id)
    if message is None:
        raise bad_request("message to delete not found")
    if not _is_deletable(world, message):
        raise bad_request("message can't be deleted for everyone")
    person.messages.remove(message)
    world.changed()
    return True


async def delete_messages(world: World, given: DeleteMessages) -> bool:
    person = reachable(world, given.chat_id)
    if not 1 <= len(given.message_ids) <= limits.MOST_AT_ONCE:
        raise bad_request("wrong number of message identifiers specified")
    # Those that are not there, or too old, are skipped, as documented.
    person.messages = [
        message
        for message in person.messages
        if message.id not in given.message_ids or not _is_deletable(world, message)
    ]
    world.changed()
    return True


async def set_message_reaction(world: World, given: SetMessageReaction) -> bool:
    person = reachable(world, given.chat_id)
    message = person.message(given.message_id)
    if message is None:
        raise bad_request("message to react not found")
    reactions = given.reaction or []
    if len(reactions) > 1 or any(getattr(each, "emoji", None) not in REACTIONS for each in reactions):
        raise bad_request("REACTION_INVALID")
    message.reactions.pop(True, None)
    if reactions:
        message.reactions[True] = str(plain(reactions[0])["emoji"])
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


def _is_deletable(world: World, message: Message) -> bool:
    return world.now() - message.date <= limits.MESSAGE_DELETABLE.total_seconds()


def _unpin(world: World, messages: Sequence[Message]) -> None:
    for message in messages:
        message.is_pinned = False
    world.changed()


def _rest(world: World, person: Person, action: str) -> None:
    if person.action == action:
        person.action = None
        world.changed()
