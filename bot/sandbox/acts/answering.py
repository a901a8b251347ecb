"""A person answers: taps a button, reacts, votes."""

from dataclasses import replace
from typing import Any

from bot.sandbox.acts.impossible import Impossible, check_can_act
from bot.sandbox.chats import Attachment, Json, Message, Person
from bot.sandbox.objects import as_json, chat, user
from bot.sandbox.reactions import REACTIONS
from bot.sandbox.world import World


def tap(world: World, person: Person, message: Message | int | None, data: str) -> int:
    """Tap a button that carries `data`.

    Of a message, of the id of one that the bot can't see any more, or without a message at all. Raises Impossible.
    """
    check_can_act(person)
    query_id = world.queries.add_tap(person)
    person.has_seen_everything()
    content: dict[str, Any] = {"id": query_id, "from": user(person), "chat_instance": "1", "data": data}
    if isinstance(message, Message):
        content["message"] = as_json(world, person, message)
    elif message is not None:
        # https://core.telegram.org/bots/api#inaccessiblemessage
        content["message"] = {"chat": chat(person), "message_id": message, "date": 0}
    return world.updates.add("callback_query", content)


def react(world: World, person: Person, message: Message, emoji: str) -> int:
    """React with an emoji, or take the reaction back with an empty text. Raises Impossible."""
    check_can_act(person)
    if emoji and emoji not in REACTIONS:
        raise Impossible("Telegram has no such reaction.")
    old = message.reactions.pop(False, "")
    if emoji:
        message.reactions[False] = emoji
    content = {
        "chat": chat(person),
        "message_id": message.id,
        "user": user(person),
        "date": world.now(),
        "old_reaction": _as_reactions(old),
        "new_reaction": _as_reactions(emoji),
    }
    return world.updates.add("message_reaction", content)


def vote(world: World, person: Person, message: Message, options: list[int]) -> int:
    """Vote in a poll; without options the vote is taken back.

    An anonymous poll tells the bot only how it stands, another one also who voted. Raises Impossible.
    """
    check_can_act(person)
    poll = _poll_of(message)
    _check_vote(poll, options)
    votes = [{**option, "voter_count": int(place in options)} for place, option in enumerate(poll["options"])]
    changed = {**poll, "options": votes, "total_voter_count": int(bool(options))}
    message.content = replace(message.content, attachment=Attachment("poll", changed))
    person.has_seen_everything()
    if poll["is_anonymous"]:
        return world.updates.add("poll", changed)
    chosen = [votes[place]["persistent_id"] for place in options]
    answer = {"poll_id": poll["id"], "user": user(person), "option_ids": options, "option_persistent_ids": chosen}
    return world.updates.add("poll_answer", answer)


def _poll_of(message: Message) -> Json:
    attached = message.attachment
    if attached is None or attached.kind != "poll":
        raise Impossible(f"Message {message.id} is no poll.")
    poll: Json = attached.body
    return poll


def _check_vote(poll: Json, options: list[int]) -> None:
    if poll["is_closed"] or not set(options) <= set(range(len(poll["options"]))):
        raise Impossible("The poll is closed, or has no such option.")
    if len(options) > 1 and not poll["allows_multiple_answers"]:
        raise Impossible("The poll takes one option.")
    if poll["total_voter_count"] and not poll["allows_revoting"]:
        raise Impossible("The poll takes one vote of a person.")


def _as_reactions(emoji: str) -> list[dict[str, str]]:
    return [{"type": "emoji", "emoji": emoji}] if emoji else []
