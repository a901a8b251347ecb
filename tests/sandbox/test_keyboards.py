"""Keyboards and what each button may be."""

from typing import Any

import pytest

from bot.sandbox.client import Someone
from tests.sandbox.conftest import Api

UNALLOWED = "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
EMPTY = 'can\'t parse inline keyboard button: Field "text" must be non-empty'


def button(**more: Any) -> dict[str, Any]:
    return {"text": "x", **more}


@pytest.mark.parametrize(
    ("rows", "description"),
    [
        ([[button()]], UNALLOWED),
        ([[button(callback_data="a", url="https://e.org")]], UNALLOWED),
        ([[{"text": "", "callback_data": "a"}]], EMPTY),
        ([[button(callback_data="")]], "BUTTON_DATA_INVALID"),
        ([[button(callback_data="я" * 33)]], "BUTTON_DATA_INVALID"),
        ([[button(copy_text={"text": "x" * 257})]], "BUTTON_COPY_TEXT_INVALID"),
        ([[button(url="nothing")]], "inline keyboard button URL 'nothing' is invalid: Wrong HTTP URL"),
        (
            [[button(url="ftp://e.org")]],
            "inline keyboard button URL 'ftp://e.org' is invalid: Unsupported URL protocol",
        ),
        (
            [[button(callback_data="a", style="pink")]],
            "can't parse inline keyboard button: Invalid button style specified",
        ),
        ([[button(callback_data="a")]] * 101, "reply markup is too long"),
        ([[button(callback_data="a")] * 9], "reply markup is too long"),
    ],
)
async def test_refused_keyboards(api: Api, anna: Someone, rows: list[Any], description: str) -> None:
    markup = {"inline_keyboard": rows}
    refused = await api.refused("sendMessage", chat_id=anna.id, text="x", reply_markup=markup)
    assert refused == f"Bad Request: {description}"


async def test_every_kind_of_button(api: Api, anna: Someone) -> None:
    rows = [
        [button(callback_data="я" * 32, style="danger"), button(url="https://e.org")],
        [button(copy_text={"text": "x" * 256}), button(switch_inline_query_current_chat="")],
        [button(callback_data="a")] * 8,
    ]
    sent = await api.ok("sendMessage", chat_id=anna.id, text="x", reply_markup={"inline_keyboard": [*rows, []]})
    assert sent["reply_markup"] == {"inline_keyboard": rows}
    assert anna.last.buttons[0] == ["x", "x"]


async def test_a_reply_keyboard_stays_until_it_is_removed(api: Api, anna: Someone) -> None:
    keyboard = {"keyboard": [[button(request_contact=True)]], "resize_keyboard": True}
    await api.ok("sendMessage", chat_id=anna.id, text="x", reply_markup=keyboard)
    await api.ok("sendMessage", chat_id=anna.id, text="y")
    assert (await api.state())["people"][0]["reply_keyboard"] == keyboard
    await api.ok("sendMessage", chat_id=anna.id, text="z", reply_markup={"remove_keyboard": True})
    assert (await api.state())["people"][0]["reply_keyboard"] is None


async def test_a_reply_keyboard_has_buttons_with_texts(api: Api, anna: Someone) -> None:
    for rows in ([], [[{"text": ""}]]):
        refused = await api.refused("sendMessage", chat_id=anna.id, text="x", reply_markup={"keyboard": rows})
        assert refused == 'Bad Request: can\'t parse keyboard button: Field "text" must be non-empty'


@pytest.mark.parametrize(
    ("markup", "description"),
    [
        ({"keyboard": [[{"text": "a"}] * 13]}, "reply markup is too long"),
        ({"keyboard": [[{"text": "a"}]] * 301}, "reply markup is too long"),
        ({"keyboard": [[{"text": "a"}]], "input_field_placeholder": "x" * 65}, "REPLY_MARKUP_PLACEHOLDER_INVALID"),
    ],
)
async def test_refused_reply_keyboards(api: Api, anna: Someone, markup: dict[str, Any], description: str) -> None:
    refused = await api.refused("sendMessage", chat_id=anna.id, text="x", reply_markup=markup)
    assert (refused, anna.messages) == (f"Bad Request: {description}", [])
    largest = {"keyboard": [[{"text": "a"}] * 12] * 25, "input_field_placeholder": "x" * 64}
    await api.ok("sendMessage", chat_id=anna.id, text="x", reply_markup=largest)
