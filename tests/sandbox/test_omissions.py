"""No parameter is dropped in silence: it is carried out, or changes nothing but the look, or is refused."""

import re
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox import methods
from bot.sandbox.client import Someone, Telegram
from bot.sandbox.methods import omissions
from bot.sandbox.methods.registry import METHODS
from tests.sandbox.conftest import Api

SOURCES = "".join(path.read_text() for path in Path(methods.__file__).parent.glob("*.py"))


def test_the_code_of_the_methods_names_every_parameter() -> None:
    parameters = {name for model, _ in METHODS.values() for name in model.model_fields}
    assert sorted(name for name in parameters if not re.search(rf"\bgiven\.{name}\b|\"{name}\"", SOURCES)) == []
    assert not omissions.TAKEN & omissions.LEFT_OUT
    assert sorted(omissions.LEFT_OUT - parameters) == []


@pytest.mark.parametrize(
    ("method", "given"),
    [
        ("sendMessage", {"text": "x", "message_thread_id": 5}),
        ("sendMessage", {"text": "x", "message_effect_id": "5104841245755180586"}),
        ("sendPoll", {"question": "?", "options": [{"text": "a"}], "open_period": 60}),
        ("sendPoll", {"question": "?", "options": [{"text": "a"}], "description": "x"}),
        ("sendLocation", {"latitude": 1, "longitude": 1, "live_period": 60}),
    ],
)
async def test_what_would_do_nothing_is_refused(api: Api, anna: Someone, method: str, given: dict[str, Any]) -> None:
    name = list(given)[-1]
    refused = await api.refused(method, chat_id=anna.id, **given)
    assert refused == f"Bad Request: the sandbox leaves out the parameter {name} of {method}"
    assert anna.messages == []
    await api.ok(method, chat_id=anna.id, **{**given, name: None})


async def test_a_reply_quotes_nothing_and_stays_in_its_chat(api: Api, anna: Someone, telegram: Telegram) -> None:
    tom = telegram.person("Tom")
    message = (await api.ok("sendMessage", chat_id=anna.id, text="x"))["message_id"]
    given = {"chat_id": anna.id, "text": "y"}
    refused = await api.refused("sendMessage", **given, reply_parameters={"message_id": message, "quote": "x"})
    assert refused == "Bad Request: the sandbox leaves out the parameter quote of reply_parameters"
    refused = await api.refused("sendMessage", **given, reply_parameters={"message_id": message, "chat_id": tom.id})
    assert refused == "Bad Request: message to be replied not found"
    replied = await api.ok("sendMessage", **given, reply_parameters={"message_id": message, "chat_id": anna.id})
    assert replied["reply_to_message"]["message_id"] == message


async def test_the_bot_is_called_what_it_calls_itself(api: Api, anna: Someone) -> None:
    await api.ok("setMyName", name="Слышим")
    sent = await api.ok("sendMessage", chat_id=anna.id, text="x")
    assert (await api.ok("getMe"))["first_name"] == sent["from"]["first_name"] == "Слышим"
