"""Messages that come: texts, rich messages, contacts, places; and what all methods that send have in common.

https://core.telegram.org/bots/api#sendmessage, #sendrichmessage
"""

from typing import Any, Protocol

from aiogram.client.default import Default
from aiogram.methods import SendContact, SendLocation, SendMessage, SendRichMessage
from aiogram.types import ReplyParameters

from bot.sandbox import limits
from bot.sandbox.chats import Attachment, Content, Person
from bot.sandbox.errors import bad_request
from bot.sandbox.methods import keyboards, texts
from bot.sandbox.methods.checking import plain, set_value
from bot.sandbox.methods.omissions import check_reply
from bot.sandbox.methods.reaching import at_pace
from bot.sandbox.objects import as_json
from bot.sandbox.rich.reading import rich_content
from bot.sandbox.world import World


class Sending(Protocol):
    """What the methods that send a message have in common."""

    chat_id: int | str
    reply_markup: Any
    reply_parameters: ReplyParameters | None
    protect_content: bool | Default | None


def sent(world: World, given: Sending, content: Content) -> dict[str, Any]:
    """A new message of the bot, as the answer holds it. Raises Refusal."""
    person = at_pace(world, given.chat_id)
    reply_to = answered(person, given.reply_parameters)
    keyboard, reply_keyboard = keyboards.both(given.reply_markup)
    message = world.add_message(person, content, from_bot=True)
    message.keyboard, message.reply_keyboard, message.reply_to = keyboard, reply_keyboard, reply_to
    message.is_protected = bool(set_value(given.protect_content))
    return as_json(world, person, message)


async def send_message(world: World, given: SendMessage) -> Any:  # noqa: ANN401 - JSON
    return sent(world, given, texts.text(given.text, given.parse_mode, given.entities))


async def send_rich_message(world: World, given: SendRichMessage) -> Any:  # noqa: ANN401 - JSON
    return sent(world, given, rich_content(world.files, given.rich_message))


async def send_contact(world: World, given: SendContact) -> Any:  # noqa: ANN401 - JSON
    if not given.phone_number.strip():
        raise bad_request('field "phone_number" must contain a valid phone number')
    if not given.first_name.strip():
        raise bad_request('field "first_name" must be non-empty')
    contact = plain(given, "phone_number", "first_name", "last_name", "vcard")
    return sent(world, given, Content(attachment=Attachment("contact", contact)))


async def send_location(world: World, given: SendLocation) -> Any:  # noqa: ANN401 - JSON
    # As a negation: what is no number is no place either.
    if not (abs(given.latitude) <= limits.FARTHEST_NORTH and abs(given.longitude) <= limits.FARTHEST_EAST):
        raise bad_request("wrong location specified")
    place = {"latitude": given.latitude, "longitude": given.longitude}
    return sent(world, given, Content(attachment=Attachment("location", place)))


def answered(person: Person, reply: ReplyParameters | None) -> int | None:
    """The id of the message that a new one answers. Raises Refusal."""
    if reply is None:
        return None
    check_reply(reply)
    if reply.chat_id not in {None, person.id, str(person.id)}:
        raise bad_request("message to be replied not found")
    if person.message(reply.message_id or 0) is None:
        if set_value(reply.allow_sending_without_reply):
            return None
        raise bad_request("message to be replied not found")
    return reply.message_id
