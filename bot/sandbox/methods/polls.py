"""Polls and quizzes.

https://core.telegram.org/bots/api#sendpoll
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from aiogram.methods import SendPoll, StopPoll
from aiogram.types import InputPollOption

from bot.sandbox import limits
from bot.sandbox.chats import Attachment, Content, Json
from bot.sandbox.errors import bad_request
from bot.sandbox.markup.formatting import Formatted
from bot.sandbox.methods import keyboards, texts
from bot.sandbox.methods.reaching import at_pace
from bot.sandbox.methods.sending import sent
from bot.sandbox.world import World


@dataclass(frozen=True, slots=True)
class Told:
    """The texts of a poll, with their markup read. In questions and options there is room for custom emoji only."""

    question: str
    options: Sequence[str]
    explanation: Formatted


async def send_poll(world: World, given: SendPoll) -> Any:  # noqa: ANN401 - JSON
    told = _told(given)
    _check(given, told)
    poll = Attachment("poll", _body(world, given, told))
    return sent(world, given, Content(attachment=poll))


async def stop_poll(world: World, given: StopPoll) -> Any:  # noqa: ANN401 - JSON
    person = at_pace(world, given.chat_id)
    message = person.message(given.message_id)
    if message is None or message.attachment is None or message.attachment.kind != "poll":
        raise bad_request("message with poll to stop not found")
    if message.attachment.body["is_closed"]:
        raise bad_request("poll has already been closed")
    # Only by who sent it: neither a forwarded one, nor a person's.
    if message.forward_origin is not None or not message.from_bot:
        raise bad_request("poll can't be stopped")
    closed = {**message.attachment.body, "is_closed": True}
    message.content = replace(message.content, attachment=Attachment("poll", closed))
    message.keyboard = keyboards.inline(given.reply_markup)
    world.changed()
    return closed


def begun_again(world: World, poll: Json) -> Json:
    """The same question as a poll of its own, which nobody has answered yet."""
    options = [{**option, "voter_count": 0} for option in poll["options"]]
    return {**poll, "id": str(world.number()), "options": options, "total_voter_count": 0, "is_closed": False}


def _told(given: SendPoll) -> Told:
    """The texts of a poll. Raises Refusal."""
    question = texts.parsed(given.question, given.question_parse_mode, given.question_entities)
    options = [each if isinstance(each, InputPollOption) else InputPollOption(text=each) for each in given.options]
    return Told(
        question.text,
        [texts.parsed(each.text, each.text_parse_mode, each.text_entities).text for each in options],
        texts.parsed(given.explanation, given.explanation_parse_mode, given.explanation_entities),
    )


def _allows_revoting(given: SendPoll) -> bool:
    return given.type != "quiz" if given.allows_revoting is None else given.allows_revoting


def _body(world: World, given: SendPoll, told: Told) -> dict[str, Any]:
    body: dict[str, Any] = {
        "id": str(world.number()),
        "question": told.question,
        "options": [
            {"persistent_id": f"o{place}", "text": text, "voter_count": 0} for place, text in enumerate(told.options)
        ],
        "total_voter_count": 0,
        "is_closed": bool(given.is_closed),
        "is_anonymous": given.is_anonymous is not False,
        "type": given.type or "regular",
        "allows_multiple_answers": bool(given.allows_multiple_answers),
        "allows_revoting": _allows_revoting(given),
        "members_only": False,
    }
    if body["type"] == "quiz":
        body["correct_option_ids"] = _right(given)
        body.update(_explanation(told.explanation))
    return body


def _explanation(explanation: Formatted) -> Json:
    if not explanation.text:
        return {}
    entities = {"explanation_entities": explanation.entities} if explanation.entities else {}
    return {"explanation": explanation.text, **entities}


def _check(given: SendPoll, told: Told) -> None:
    options = told.options
    if not 1 <= len(told.question) <= limits.LONGEST_QUESTION:
        raise bad_request(f"poll question length must not exceed {limits.LONGEST_QUESTION}")
    if not options:
        raise bad_request("poll must have at least 1 option")
    if len(options) > limits.MOST_OPTIONS:
        raise bad_request(f"poll can't have more than {limits.MOST_OPTIONS} options")
    if any(not each.strip() for each in options):
        raise bad_request("poll options must be non-empty")
    if any(len(each) > limits.LONGEST_OPTION for each in options):
        raise bad_request(f"poll options length must not exceed {limits.LONGEST_OPTION}")
    if len(told.explanation.text) > limits.LONGEST_EXPLANATION:
        raise bad_request("MESSAGE_TOO_LONG")
    if given.type == "quiz" and not _right_places(given, len(options)):
        raise bad_request("wrong correct option ID specified")


def _right(given: SendPoll) -> list[int]:
    single = [given.correct_option_id] if given.correct_option_id is not None else []
    return list(given.correct_option_ids or single)


def _right_places(given: SendPoll, options: int) -> bool:
    right = _right(given)
    return bool(right) and set(right) <= set(range(options))
