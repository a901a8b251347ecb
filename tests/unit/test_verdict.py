"""Every refusal of Telegram leads to the right act; the errors are made by aiogram's own check of the response."""

import json

import pytest
from aiogram import Bot
from aiogram.methods import SendMessage

from bot.sending.errors import MaybeSent, NotSent, Verdict, verdict
from bot.session import JsonSession

METHOD = SendMessage(chat_id=1, text="x")


@pytest.mark.parametrize(
    ("status", "description", "expected"),
    [
        (400, "Bad Request: message is not modified: specified new message content", Verdict.UNCHANGED),
        (400, "Bad Request: query is too old and response timeout expired or query ID is invalid", Verdict.EXPIRED),
        (400, "Bad Request: message to edit not found", Verdict.NOT_EDITABLE),
        (400, "Bad Request: message can't be edited", Verdict.NOT_EDITABLE),
        (400, "Bad Request: chat not found", Verdict.INACTIVE),
        (400, "Bad Request: can't parse entities: Unsupported start tag", Verdict.UNPARSABLE),
        (400, "Bad Request: message is too long", Verdict.REFUSED),
        (400, "Bad Request: BUTTON_DATA_INVALID", Verdict.REFUSED),
        (401, "Unauthorized", Verdict.UNAUTHORIZED),
        (403, "Forbidden: bot was blocked by the user", Verdict.INACTIVE),
        (403, "Forbidden: user is deactivated", Verdict.INACTIVE),
        (403, "Forbidden: bot can't initiate conversation with a user", Verdict.INACTIVE),
        (409, "Conflict: terminated by other getUpdates request", Verdict.CONFLICT),
        (413, "Request Entity Too Large", Verdict.REFUSED),
        (500, "Internal Server Error", Verdict.LATER),
        (502, "Bad Gateway", Verdict.LATER),
    ],
)
def test_a_refusal_is_sorted(status: int, description: str, expected: Verdict) -> None:
    content = json.dumps({"ok": False, "error_code": status, "description": description})
    assert verdict(error_of(status, content)) is expected


def test_too_many_requests_is_a_pause() -> None:
    content = json.dumps(
        {"ok": False, "error_code": 429, "description": "Too Many Requests", "parameters": {"retry_after": 7}}
    )
    assert verdict(error_of(429, content)) is Verdict.PAUSE


def test_an_html_page_of_a_proxy_is_tried_later() -> None:
    assert verdict(error_of(502, "<html>Bad Gateway</html>")) is Verdict.LATER


def test_the_network_before_and_after_the_request() -> None:
    assert verdict(NotSent(method=METHOD, message="")) is Verdict.LATER
    assert verdict(MaybeSent(method=METHOD, message="")) is Verdict.AMBIGUOUS


def test_anything_else_is_our_bug() -> None:
    assert verdict(KeyError("x")) is Verdict.REFUSED


def error_of(status: int, content: str) -> Exception:
    bot = Bot("123456789:" + "A" * 35)
    with pytest.raises(Exception) as raised:  # noqa: PT011 - which one is what is tested
        JsonSession().check_response(bot=bot, method=METHOD, status_code=status, content=content)
    return raised.value
