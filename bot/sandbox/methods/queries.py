"""Answers to taps and inline queries, each given once and in time.

https://core.telegram.org/bots/api#answercallbackquery, #answerinlinequery
"""

import re
from typing import Any

from aiogram.methods import AnswerCallbackQuery, AnswerInlineQuery
from aiogram.types import InputTextMessageContent

from bot.sandbox import limits
from bot.sandbox.errors import bad_request
from bot.sandbox.methods import keyboards, texts
from bot.sandbox.methods.checking import plain
from bot.sandbox.queries import Query
from bot.sandbox.world import World

OLD_QUERY = "query is too old and response timeout expired or query ID is invalid"

_START_PAYLOAD = re.compile(rf"[A-Za-z0-9_-]{{1,{limits.LONGEST_START_PAYLOAD}}}")


async def answer_callback_query(world: World, given: AnswerCallbackQuery) -> bool:
    text = given.text or ""
    # Before the tap is taken: it can still be answered with fewer words.
    if len(text) > limits.LONGEST_CALLBACK_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    query = _taken(world, given.callback_query_id)
    if query.answer is not None:
        raise bad_request(OLD_QUERY)
    if text:
        world.add_toast(query.person, text, alert=bool(given.show_alert))
    return True


async def answer_inline_query(world: World, given: AnswerInlineQuery) -> bool:
    if given.inline_query_id not in world.queries.waiting:
        raise bad_request(OLD_QUERY)
    _check_results(given)
    query = _taken(world, given.inline_query_id)
    if query.answer is None or query.answer.done():
        raise bad_request(OLD_QUERY)
    answer = {"results": [plain(each) for each in given.results], "next_offset": given.next_offset or ""}
    query.answer.set_result({**answer, "button": plain(given.button) if given.button else None})
    return True


def _taken(world: World, query_id: str) -> Query:
    query = world.queries.take(query_id)
    if query is None:
        raise bad_request(OLD_QUERY)
    return query


def _check_results(given: AnswerInlineQuery) -> None:
    ids = [each.id for each in given.results]
    if len(ids) > limits.MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    if any(not 1 <= len(each.encode()) <= limits.LONGEST_RESULT_ID for each in ids):
        raise bad_request("RESULT_ID_INVALID")
    if len(set(ids)) < len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")
    if len((given.next_offset or "").encode()) > limits.LONGEST_OFFSET:
        raise bad_request("NEXT_OFFSET_INVALID")
    parameter = given.button.start_parameter if given.button else None
    if parameter is not None and _START_PAYLOAD.fullmatch(parameter) is None:
        raise bad_request("START_PARAM_INVALID")
    for result in given.results:
        keyboards.inline(getattr(result, "reply_markup", None))
        _check_content(getattr(result, "input_message_content", None))


def _check_content(content: Any) -> None:  # noqa: ANN401 - one of many models
    if isinstance(content, InputTextMessageContent):
        texts.text(content.message_text, content.parse_mode, content.entities)
