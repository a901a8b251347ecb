"""A person asks inline: types the bot's name and a query, sees results, chooses one.

The results are sent to the person's own chat with the bot: it is the only chat there is.
"""

import asyncio
from collections.abc import Mapping
from typing import Any

from bot.sandbox.acts.impossible import Impossible, check_can_act
from bot.sandbox.chats import Content, Json, Person
from bot.sandbox.errors import Refusal
from bot.sandbox.markup.formatting import formatted
from bot.sandbox.objects import as_json, user
from bot.sandbox.world import World

PATIENCE_SECONDS = 10.0


class NoAnswer(Exception):
    """The bot did not answer in time."""


async def ask(world: World, person: Person, query: str, offset: str = "") -> tuple[str, Json]:
    """Ask; returns the id of the query and the bot's answer, as answerInlineQuery gave it.

    Raises NoAnswer and Impossible.
    """
    check_can_act(person)
    answer: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
    query_id = world.queries.add_inline(person, answer)
    content = {"id": query_id, "from": user(person), "query": query, "offset": offset, "chat_type": "sender"}
    world.updates.add("inline_query", content)
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return query_id, await answer
    except TimeoutError:
        raise NoAnswer from None


def choose(world: World, person: Person, query: str, result: Mapping[str, Any]) -> int:
    """Send a result through the bot. The update is the message; a chosen_inline_result comes before it.

    Raises Impossible.
    """
    check_can_act(person)
    if not result.get("id"):
        raise Impossible("result: one of the results as the bot gave it.")
    content = _content(result)
    world.updates.add("chosen_inline_result", {"result_id": result["id"], "from": user(person), "query": query})
    message = world.add_message(person, content, from_bot=False)
    message.via_bot = True
    message.keyboard = (result.get("reply_markup") or {}).get("inline_keyboard") or ()
    person.has_started = True
    person.has_seen_everything()
    return world.updates.add("message", as_json(world, person, message))


def _content(result: Mapping[str, Any]) -> Content:
    given = result.get("input_message_content") or {"message_text": result.get("title", "")}
    try:
        text = formatted(given.get("message_text") or "", given.get("parse_mode"), given.get("entities"))
    except Refusal as refusal:
        raise Impossible(f"result: {refusal.description}.") from None
    if not text.text:
        raise Impossible("result: there is no text to send.")
    return Content(text.text, text.html, text.entities)
