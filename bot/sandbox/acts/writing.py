"""A person writes: texts, files, contacts, forwards, edits."""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

from bot.sandbox import samples
from bot.sandbox.attaching import attachment
from bot.sandbox.chats import Attachment, Content, Message, Person
from bot.sandbox.files import StoredFile
from bot.sandbox.markup.detecting import detected
from bot.sandbox.markup.showing import shown
from bot.sandbox.objects import as_json, bot_user, chat, user
from bot.sandbox.world import World

GROUP = {"id": -1000, "type": "group", "title": "Group"}
SAMPLES: Mapping[str, Callable[[], tuple[str, bytes, str]]] = samples.BY_KIND


def write(world: World, person: Person, text: str) -> int:
    """Send a text."""
    return _send(world, person, _written(text))


def attach(world: World, person: Person, kind: str) -> int:
    """Send a sample of a photo, a voice, a sticker or a document."""
    name, content, mime = SAMPLES[kind]()
    return send_file(world, person, world.files.add(name, content, mime), kind)


def attach_album(world: World, person: Person, count: int) -> Sequence[int]:
    """Send an album of sample photos, each an update of its own."""
    name, content, mime = SAMPLES["photo"]()
    photo = attachment(world.files, world.files.add(name, content, mime), "photo")
    group = str(world.number())
    return [_send(world, person, Content(attachment=photo), media_group_id=group) for _ in range(count)]


def send_file(world: World, person: Person, file: StoredFile, kind: str, caption: str = "") -> int:
    """Send a file of one's own."""
    return _send(world, person, Content(caption, escape(caption), (), attachment(world.files, file, kind)))


def share_contact(world: World, person: Person, phone_number: str) -> int:
    """Share one's own contact, as the button of a reply keyboard asks."""
    body = {"phone_number": phone_number, "first_name": person.name, "user_id": person.id}
    return _send(world, person, Content(attachment=Attachment("contact", body)))


def share_users(world: World, person: Person, request_id: int, chosen: Sequence[Person]) -> int:
    """Share the people that a button of a reply keyboard asks for."""
    users = [{"user_id": each.id, "first_name": each.name} for each in chosen]
    body = {"request_id": request_id, "users": users, "user_ids": [each.id for each in chosen]}
    return _send(world, person, Content(attachment=Attachment("users_shared", body)))


def forward(world: World, person: Person, owner: Person, message: Message) -> int:
    """Forward a message of a chat, one's own or somebody else's, to the bot. Its keyboard stays behind."""
    author = bot_user(world) if message.from_bot else user(owner)
    origin = {"type": "user", "sender_user": author, "date": message.date}
    return _send(world, person, message.content, forward_origin=message.forward_origin or origin)


def edit(world: World, person: Person, message: Message, text: str) -> int:
    """Change a message that was sent before."""
    message.content, message.edited_at = _written(text), world.now()
    person.has_seen_everything()
    return world.updates.add("edited_message", as_json(world, person, message))


def write_in_group(world: World, person: Person, text: str) -> int:
    """Write in a group that the bot is in."""
    content = {"message_id": world.number(), "date": world.now(), "chat": GROUP, "from": user(person), "text": text}
    return world.updates.add("message", content)


def set_blocked(world: World, person: Person, *, blocked: bool) -> int:
    """Block the bot, or unblock it."""
    person.has_blocked = blocked
    member: dict[str, Any] = {"user": bot_user(world)}
    free, kicked = {**member, "status": "member"}, {**member, "status": "kicked", "until_date": 0}
    content = {
        "chat": chat(person),
        "from": user(person),
        "date": world.now(),
        "old_chat_member": free if blocked else kicked,
        "new_chat_member": kicked if blocked else free,
    }
    return world.updates.add("my_chat_member", content)


def _written(text: str) -> Content:
    entities = detected(text)
    return Content(text, shown(text, entities), entities)


def _send(
    world: World,
    person: Person,
    content: Content,
    forward_origin: Mapping[str, Any] | None = None,
    media_group_id: str | None = None,
) -> int:
    person.has_started = True
    message = world.add_message(person, content, from_bot=False)
    message.forward_origin, message.media_group_id = forward_origin, media_group_id
    person.has_seen_everything()
    return world.updates.add("message", as_json(world, person, message))
