"""Objects as the Bot API writes them: people, the bot, messages."""

from typing import Any

from bot.sandbox.chats import Json, Message, Person
from bot.sandbox.world import BOT_ID, World


def user(person: Person) -> dict[str, Any]:
    """A person."""
    return {"id": person.id, "is_bot": False, "first_name": person.name, "language_code": person.language}


def chat(person: Person) -> dict[str, Any]:
    """Their private chat with the bot."""
    return {"id": person.id, "type": "private", "first_name": person.name}


def bot_user(world: World) -> dict[str, Any]:
    """The bot."""
    return {
        "id": BOT_ID,
        "is_bot": True,
        "first_name": world.profile.name,
        "username": world.username,
    }


def as_json(world: World, person: Person, message: Message) -> dict[str, Any]:
    """A message with the one it answers."""
    result = _alone(world, person, message)
    answered = person.message(message.reply_to) if message.reply_to else None
    if answered is not None:
        result["reply_to_message"] = _alone(world, person, answered)
    return result


def _alone(world: World, person: Person, message: Message) -> dict[str, Any]:
    result: dict[str, Any] = {
        "message_id": message.id,
        "from": bot_user(world) if message.from_bot else user(person),
        "chat": chat(person),
        "date": message.date,
        **_content(message),
    }
    optional = {
        "edit_date": message.edited_at,
        "forward_origin": message.forward_origin,
        "media_group_id": message.media_group_id,
        "has_protected_content": message.is_protected or None,
        "via_bot": bot_user(world) if message.via_bot else None,
        "reply_markup": {"inline_keyboard": message.keyboard} if message.keyboard else None,
    }
    result.update((name, value) for name, value in optional.items() if value is not None)
    return result


def _content(message: Message) -> Json:
    content = message.content
    if content.rich is not None:
        return {"rich_message": {"blocks": content.rich}}
    if content.attachment is None:
        return {"text": content.text, **({"entities": content.entities} if content.entities else {})}
    attached: dict[str, Any] = {content.attachment.kind: content.attachment.body}
    if content.text:
        attached["caption"] = content.text
    if content.entities:
        attached["caption_entities"] = content.entities
    return attached
