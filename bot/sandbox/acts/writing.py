"""A person writes: texts, files, contacts, forwards, edits."""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

from bot.sandbox import limits, samples
from bot.sandbox.acts.impossible import Impossible, check_can_act
from bot.sandbox.acts.splitting import pieces
from bot.sandbox.attaching import attachment
from bot.sandbox.chats import Attachment, Content, Message, Person
from bot.sandbox.files import StoredFile
from bot.sandbox.markup.detecting import detected
from bot.sandbox.markup.showing import shown
from bot.sandbox.objects import as_json, bot_user, chat, user
from bot.sandbox.world import World
from handlers.limits import utf16_length

GROUP = {"id": -1000, "type": "group", "title": "Group"}
SAMPLES: Mapping[str, Callable[[], tuple[str, bytes, str]]] = samples.BY_KIND


def write(world: World, person: Person, text: str) -> int:
    """Send a text, in several messages when it is too long for one; the id of the last update. Raises Impossible."""
    if not text:
        raise Impossible("A message has at least one character.")
    # Telegram lets nobody send nothing but blanks; a bot that gets them all the same must not break.
    return [_send(world, person, _written(piece)) for piece in list(pieces(text)) or [text]][-1]


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
    """Send a file of one's own. Raises Impossible."""
    if utf16_length(caption) > limits.LONGEST_CAPTION:
        raise Impossible(f"A caption has at most {limits.LONGEST_CAPTION} characters.")
    return _send(world, person, Content(caption, escape(caption), (), attachment(world.files, file, kind)))


def share_contact(world: World, person: Person, phone_number: str) -> int:
    """Share one's own contact, as the button of a reply keyboard asks."""
    body = {"phone_number": phone_number, "first_name": person.name, "user_id": person.id}
    return _send(world, person, Content(attachment=Attachment("contact", body)))


def share_users(world: World, person: Person, request_id: int, chosen: Sequence[Person]) -> int:
    """Share the people that a button of the reply keyboard asks for. Raises Impossible."""
    request = _request_for_users(person, request_id)
    if not 1 <= len(chosen) <= request.get("max_quantity", 1):
        raise Impossible(f"The button takes from 1 to {request.get('max_quantity', 1)} people.")
    users = [
        {"user_id": each.id, **({"first_name": each.name} if request.get("request_name") else {})} for each in chosen
    ]
    body = {"request_id": request_id, "users": users, "user_ids": [each.id for each in chosen]}
    return _send(world, person, Content(attachment=Attachment("users_shared", body)))


def forward(world: World, person: Person, owner: Person, message: Message) -> int:
    """Forward a message of a chat, one's own or somebody else's, to the bot. Its keyboard stays behind.

    Raises Impossible.
    """
    if message.is_protected:
        raise Impossible("A protected message can't be forwarded.")
    author = bot_user(world) if message.from_bot else user(owner)
    origin = {"type": "user", "sender_user": author, "date": message.date}
    return _send(world, person, message.content, forward_origin=message.forward_origin or origin)


def edit(world: World, person: Person, message: Message, text: str) -> int:
    """Change a message that was sent before. Raises Impossible."""
    check_can_act(person)
    if message.from_bot or message.attachment is not None:
        raise Impossible("Only texts of one's own can be changed.")
    if not 0 < utf16_length(text.strip()) <= limits.LONGEST_MESSAGE:
        raise Impossible(f"A message has from 1 to {limits.LONGEST_MESSAGE} characters.")
    message.content, message.edited_at = _written(text), world.now()
    person.has_seen_everything()
    return world.updates.add("edited_message", as_json(world, person, message))


def write_in_group(world: World, person: Person, text: str) -> int:
    """Write in a group that the bot is in, even if one has blocked it oneself."""
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


def _request_for_users(person: Person, request_id: int) -> Mapping[str, Any]:
    keyboard = (person.reply_keyboard or {}).get("keyboard", ())
    requests = (button["request_users"] for row in keyboard for button in row if "request_users" in button)
    found: Mapping[str, Any] | None = next((each for each in requests if each["request_id"] == request_id), None)
    if found is None:
        raise Impossible(f"No button asks {person.name} for people with the request {request_id}.")
    return found


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
    check_can_act(person)
    person.has_started = True
    message = world.add_message(person, content, from_bot=False)
    message.forward_origin, message.media_group_id = forward_origin, media_group_id
    person.has_seen_everything()
    return world.updates.add("message", as_json(world, person, message))
