"""Taps and inline queries are answered once and in time."""

import asyncio
from typing import Any

import pytest

from bot.sandbox.client import Someone
from tests.sandbox.conftest import Api

OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


async def tapped(api: Api, anna: Someone) -> dict[str, Any]:
    """A tap on a button, as the bot gets it."""
    keyboard = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
    await api.ok("sendMessage", chat_id=anna.id, text="?", reply_markup=keyboard)
    await anna.tap("Yes")
    return dict((await api.ok("getUpdates"))[-1]["callback_query"])


async def test_a_tap_is_answered_once(api: Api, anna: Someone) -> None:
    query = await tapped(api, anna)
    assert (query["data"], query["message"]["text"], query["from"]["id"]) == ("y", "?", anna.id)
    await api.ok("answerCallbackQuery", callback_query_id=query["id"], text="Noted", show_alert=True)
    await anna.sees_toast("Noted")
    assert await api.refused("answerCallbackQuery", callback_query_id=query["id"]) == OLD


async def test_an_answer_that_comes_late(api: Api, anna: Someone) -> None:
    query = await tapped(api, anna)
    await api.control("clock", {"move": 151})
    assert await api.refused("answerCallbackQuery", callback_query_id=query["id"]) == OLD


async def test_an_answer_that_is_too_long(api: Api, anna: Someone) -> None:
    query = await tapped(api, anna)
    refused = await api.refused("answerCallbackQuery", callback_query_id=query["id"], text="x" * 201)
    assert refused == "Bad Request: MESSAGE_TOO_LONG"
    await api.ok("answerCallbackQuery", callback_query_id=query["id"], text="x" * 200)


def article(number: int, **more: Any) -> dict[str, Any]:
    content = {"message_text": f"<b>{number}</b>", "parse_mode": "HTML"}
    return {"type": "article", "id": str(number), "title": "t", "input_message_content": content, **more}


async def asked(api: Api, anna: Someone, query: str) -> tuple["asyncio.Task[Any]", str]:
    """Somebody who waits for results, and the id of their query."""
    asking = asyncio.create_task(anna.ask_inline(query))
    updates = await api.ok("getUpdates", timeout=5, offset=-1)
    while "inline_query" not in updates[-1]:
        updates = await api.ok("getUpdates", timeout=5, offset=updates[-1]["update_id"] + 1)
    assert updates[-1]["inline_query"]["query"] == query
    return asking, updates[-1]["inline_query"]["id"]


async def test_an_inline_query_and_its_choice(api: Api, anna: Someone) -> None:
    asking, query_id = await asked(api, anna, "эмпатия")
    await api.ok("answerInlineQuery", inline_query_id=query_id, results=[article(1), article(2)])
    results = await asking
    assert [each["id"] for each in results] == ["1", "2"]
    await anna.choose_inline("эмпатия", results[1])
    chosen, message = (await api.ok("getUpdates", offset=-2))[-2:]
    assert chosen["chosen_inline_result"]["result_id"] == "2"
    assert (message["message"]["text"], message["message"]["via_bot"]["is_bot"]) == ("2", True)
    assert await api.refused("answerInlineQuery", inline_query_id=query_id, results=[]) == OLD


@pytest.mark.parametrize(
    ("answer", "description"),
    [
        ({"results": [article(number) for number in range(51)]}, "RESULTS_TOO_MUCH"),
        ({"results": [article(1), article(1)]}, "RESULT_ID_DUPLICATE"),
        ({"results": [article(1, id="x" * 65)]}, "RESULT_ID_INVALID"),
        ({"results": [], "next_offset": "x" * 65}, "NEXT_OFFSET_INVALID"),
        ({"results": [], "button": {"text": "x", "start_parameter": "x" * 65}}, "START_PARAM_INVALID"),
        ({"results": [article(1, input_message_content={"message_text": ""})]}, "message text is empty"),
        (
            {"results": [article(1, reply_markup={"inline_keyboard": [[{"text": "x", "callback_data": ""}]]})]},
            "BUTTON_DATA_INVALID",
        ),
    ],
)
async def test_refused_results(api: Api, anna: Someone, answer: dict[str, Any], description: str) -> None:
    asking, query_id = await asked(api, anna, "x")
    assert await api.refused("answerInlineQuery", inline_query_id=query_id, **answer) == f"Bad Request: {description}"
    await api.ok("answerInlineQuery", inline_query_id=query_id, results=[])
    assert await asking == []


async def test_after_half_a_minute_nobody_waits(api: Api, anna: Someone) -> None:
    asking, query_id = await asked(api, anna, "x")
    await api.control("clock", {"move": 31})
    assert await api.refused("answerInlineQuery", inline_query_id=query_id, results=[]) == OLD
    asking.cancel()
