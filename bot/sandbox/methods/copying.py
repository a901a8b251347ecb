"""Forward and copy: what was said before, once more.

https://core.telegram.org/bots/api#forwardmessage, #copymessage
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, Protocol

from aiogram.client.default import Default
from aiogram.methods import CopyMessage, CopyMessages, ForwardMessage, ForwardMessages

from bot.sandbox import limits
from bot.sandbox.chats import Attachment, Content, Message, Person
from bot.sandbox.errors import bad_request
from bot.sandbox.methods import texts
from bot.sandbox.methods.checking import set_value
from bot.sandbox.methods.polls import begun_again
from bot.sandbox.methods.reaching import at_pace, chat_of
from bot.sandbox.methods.sending import sent
from bot.sandbox.objects import as_json, bot_user, user
from bot.sandbox.world import World


async def forward_message(world: World, given: ForwardMessage) -> Any:  # noqa: ANN401 - JSON
    found = _found(world, given.from_chat_id, given.message_id, "forward")
    person = at_pace(world, given.chat_id)
    [forwarded] = _forwarded(world, person, [found], given)
    return as_json(world, person, forwarded)


async def forward_messages(world: World, given: ForwardMessages) -> Any:  # noqa: ANN401 - JSON
    found = _those_there(world, given.from_chat_id, given.message_ids)
    person = at_pace(world, given.chat_id, len(found))
    return [{"message_id": each.id} for each in _forwarded(world, person, found, given)]


async def copy_message(world: World, given: CopyMessage) -> Any:  # noqa: ANN401 - JSON
    _, message = _found(world, given.from_chat_id, given.message_id, "copy")
    content = _anew(world, message.content)
    if given.caption is not None and content.attachment is not None:
        content = texts.captioned(content.attachment, given.caption, given.parse_mode, given.caption_entities)
    return {"message_id": sent(world, given, content)["message_id"]}


async def copy_messages(world: World, given: CopyMessages) -> Any:  # noqa: ANN401 - JSON
    found = [message for _, message in _those_there(world, given.from_chat_id, given.message_ids)]
    person = at_pace(world, given.chat_id, len(found))
    contents = [_anew(world, message.content) for message in found]
    if given.remove_caption:
        contents = [replace(each, text="", html="", entities=()) if each.attachment else each for each in contents]
    copies = _added(world, person, contents, given)
    _group(world, found, copies)
    return [{"message_id": each.id} for each in copies]


class Protecting(Protocol):
    """What the methods of this module have in common."""

    protect_content: bool | Default | None


def _forwarded(
    world: World, person: Person, found: Sequence[tuple[Person, Message]], given: Protecting
) -> Sequence[Message]:
    forwarded = _added(world, person, [message.content for _, message in found], given)
    for new, (owner, message) in zip(forwarded, found, strict=True):
        author = bot_user(world) if message.from_bot else user(owner)
        origin = {"type": "user", "sender_user": author, "date": message.date}
        new.forward_origin = message.forward_origin or origin
    _group(world, [message for _, message in found], forwarded)
    return forwarded


def _added(world: World, person: Person, contents: Sequence[Content], given: Protecting) -> Sequence[Message]:
    messages = [world.add_message(person, content, from_bot=True) for content in contents]
    for message in messages:
        message.is_protected = bool(set_value(given.protect_content))
    return messages


def _group(world: World, originals: Sequence[Message], messages: Sequence[Message]) -> None:
    """What came in one album stays in one album; what is left alone of it stands alone."""
    sizes = Counter(each.media_group_id for each in originals if each.media_group_id is not None)
    albums = {group: str(world.number()) for group, size in sizes.items() if size > 1}
    for original, message in zip(originals, messages, strict=True):
        message.media_group_id = albums.get(original.media_group_id or "")


def _anew(world: World, content: Content) -> Content:
    """The content of a copy: a poll begins again, as another one."""
    if content.attachment is None or content.attachment.kind != "poll":
        return content
    return replace(content, attachment=Attachment("poll", begun_again(world, content.attachment.body)))


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
    if not 1 <= len(message_ids) <= limits.MOST_AT_ONCE:
        raise bad_request("wrong number of message identifiers specified")
    if any(later <= earlier for earlier, later in pairwise(message_ids)):
        raise bad_request("message identifiers must be in a strictly increasing order")
    owner = chat_of(world, chat_id)
    found = [owner.message(each) for each in message_ids]
    return [(owner, message) for message in found if message is not None and not message.is_protected]
