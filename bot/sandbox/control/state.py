"""What is to be seen: the state of everything, its changes, the log of calls, files."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any
from urllib.parse import quote

from aiohttp import web

from bot.sandbox.chats import Content, Message, Person
from bot.sandbox.control.requests import LINKS, WORLD
from bot.sandbox.world import World

KEEP_ALIVE_SECONDS = 15
# Of a chat, the newest: every change is read by every open page, and nobody scrolls back further.
MESSAGES_SHOWN = 300


async def state(request: web.Request) -> web.Response:
    """Everything, in one answer."""
    world = request.app[WORLD]
    return web.json_response(
        {
            "version": world.version,
            "now": world.clock().isoformat(timespec="seconds"),
            "zone": world.zone.key,
            "waiting": len(world.updates.waiting),
            "held": world.updates.is_held,
            "bot": {
                "username": world.username,
                "name": world.profile.name,
                "description": world.profile.descriptions.get("", ""),
                "short_description": world.profile.short_descriptions.get("", ""),
            },
            "people": [_person(world, person) for person in world.people.values() if person.is_shown],
        }
    )


async def events(request: web.Request) -> web.StreamResponse:
    """Server-sent events: the version, at once and after every change."""
    world = request.app[WORLD]
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    await response.prepare(request)
    try:
        while True:
            await response.write(f'data: {{"version": {world.version}}}\n\n'.encode())
            try:
                await asyncio.wait_for(world.change(), KEEP_ALIVE_SECONDS)
            except TimeoutError:
                continue
    except ConnectionError:
        return response


async def links(request: web.Request) -> web.Response:
    """The start links of the demo."""
    known = request.app[LINKS]
    return web.json_response(list(known))


async def calls(request: web.Request) -> web.Response:
    """The calls of the Bot API so far, the oldest first."""
    return web.json_response([asdict(call) for call in request.app[WORLD].calls])


async def file(request: web.Request) -> web.Response:
    """A file that was sent: pictures to be shown, everything else to be saved."""
    found = request.app[WORLD].files.get(request.match_info["file"])
    if found is None:
        raise web.HTTPNotFound(text="There is no such file.")
    is_shown = found.mime.startswith(("image/png", "image/jpeg", "image/webp", "image/gif", "audio/"))
    headers = {
        "Content-Type": found.mime,
        "Content-Disposition": f"{'inline' if is_shown else 'attachment'}; filename*=UTF-8''{quote(found.name)}",
        "X-Content-Type-Options": "nosniff",
    }
    return web.Response(body=found.content, headers=headers)


def _person(world: World, person: Person) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name,
        "language": person.language,
        "role": person.role,
        "blocked": person.has_blocked,
        "started": person.has_started,
        "typing": person.action,
        "commands": list(world.commands_for(person)),
        "menu_button": person.menu_button or world.menu_button,
        "unread": person.unread,
        "reply_keyboard": person.reply_keyboard,
        "messages": [_message(world, message) for message in person.messages[-MESSAGES_SHOWN:]],
        "toasts": [asdict(toast) for toast in person.toasts],
    }


def _message(world: World, message: Message) -> dict[str, Any]:
    return {
        "id": message.id,
        "from": "bot" if message.from_bot else "person",
        "date": message.date,
        "edited": message.edited_at is not None,
        "text": message.text,
        "html": message.content.html,
        "rich": message.content.rich,
        "attachment": _attachment(world, message.content),
        "media_group_id": message.media_group_id,
        "keyboard": message.keyboard,
        "reply_keyboard": message.reply_keyboard,
        "reply_to": message.reply_to,
        "reactions": [
            {"from": "bot" if by_bot else "person", "emoji": emoji} for by_bot, emoji in message.reactions.items()
        ],
        "forwarded_from": (message.forward_origin or {}).get("sender_user", {}).get("first_name"),
        "protected": message.is_protected,
        "pinned": message.is_pinned,
        "via_bot": message.via_bot,
    }


def _names(world: World, person_ids: Sequence[int] | None) -> str | None:
    """Who was chosen, as the one who chose reads it; the bot may learn ids only."""
    return ", ".join(world.people[each].name for each in person_ids) if person_ids else None


def _attachment(world: World, content: Content) -> Mapping[str, Any] | None:
    attached = content.attachment
    if attached is None:
        return None
    stored = world.files.get(attached.file_id) if attached.file_id else None
    if attached.file_id and stored is None:
        # Forgotten: it is named, and can't be opened any more.
        return {"kind": attached.kind, "body": {}, "name": None}
    if stored is None:
        return {"kind": attached.kind, "body": attached.body, "name": _names(world, attached.body.get("user_ids"))}
    sides = attached.body[-1] if attached.kind == "photo" else attached.body
    return {
        "kind": attached.kind,
        "file_id": stored.id,
        "name": stored.name,
        "size": len(stored.content),
        "mime": stored.mime,
        "width": sides.get("width"),
        "height": sides.get("height"),
        "url": f"/sandbox/files/{stored.id}",
    }
