"""What people can do in the local Telegram: write, tap, send a photo, block the bot. Each act is an update."""

from collections.abc import Mapping
from html import escape
from typing import Any

from bot.sandbox.methods import as_json, user
from bot.sandbox.world import BOT_ID, Message, Person, World, now

ATTACHMENTS: Mapping[str, Mapping[str, Any]] = {
    "photo": {"photo": [{"file_id": "photo", "file_unique_id": "p", "width": 1, "height": 1}]},
    "voice": {"voice": {"file_id": "voice", "file_unique_id": "v", "duration": 3}},
    "document": {"document": {"file_id": "document", "file_unique_id": "d"}},
    "sticker": {
        "sticker": {
            "file_id": "sticker",
            "file_unique_id": "s",
            "type": "regular",
            "width": 512,
            "height": 512,
            "is_animated": False,
            "is_video": False,
        }
    },
}


def write(world: World, person: Person, text: str) -> int:
    """Send a text; the id of the update."""
    message = _said(world, person, text)
    content = as_json(world, person, message)
    if text.startswith("/"):
        content["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]
    return world.updates.add("message", content)


def attach(world: World, person: Person, kind: str) -> int:
    """Send a photo, a voice, a sticker or a document."""
    message = _said(world, person, "")
    message.attachment = kind
    return world.updates.add("message", {**as_json(world, person, message), **ATTACHMENTS[kind]})


def edit(world: World, person: Person, message: Message, text: str) -> int:
    """Change a message that was sent before."""
    message.text, message.html, message.edited = text, escape(text), True
    return world.updates.add("edited_message", {**as_json(world, person, message), "edit_date": now()})


def tap(world: World, person: Person, message: Message | None, data: str) -> int:
    """Tap a button that carries `data`; without a message it is a button of a chat long deleted."""
    query_id = str(world.number())
    world.open_taps[query_id] = person.id
    content: dict[str, Any] = {"id": query_id, "from": user(person), "chat_instance": "1", "data": data}
    if message is not None:
        content["message"] = as_json(world, person, message)
    return world.updates.add("callback_query", content)


def write_in_group(world: World, person: Person, text: str) -> int:
    """Write in a group that the bot is in."""
    content = {
        "message_id": world.number(),
        "date": now(),
        "chat": {"id": -1000, "type": "group", "title": "Group"},
        "from": user(person),
        "text": text,
    }
    return world.updates.add("message", content)


def set_blocked(world: World, person: Person, *, blocked: bool) -> int:
    """Block the bot, or unblock it."""
    person.has_blocked = blocked
    member = {"user": {"id": BOT_ID, "is_bot": True, "first_name": "Otklik"}}
    free, kicked = {**member, "status": "member"}, {**member, "status": "kicked", "until_date": 0}
    content = {
        "chat": {"id": person.id, "type": "private", "first_name": person.name},
        "from": user(person),
        "date": now(),
        "old_chat_member": free if blocked else kicked,
        "new_chat_member": kicked if blocked else free,
    }
    return world.updates.add("my_chat_member", content)


def _said(world: World, person: Person, text: str) -> Message:
    person.has_started = True
    return world.add_message(person, Message(world.number(), False, text, escape(text), now()))
