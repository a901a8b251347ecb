"""Whatever arrives over HTTP, the answer is a refusal in Telegram's form and nothing of it is kept."""

from typing import Any

import pytest

from bot.sandbox.client import Someone
from bot.sandbox.limits import DEEPEST_JSON
from tests.sandbox.conftest import Api

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
DEEP = b"[" * 100_000
JUST_TOO_DEEP = b'{"chat_id":' + b"[" * (DEEPEST_JSON + 1) + b"]" * (DEEPEST_JSON + 1) + b"}"


async def posted(api: Api, path: str, body: bytes, content_type: str) -> tuple[int, str]:
    """The status and the text of an answer."""
    async with api.session.post(f"{api.base}/{path}", data=body, headers={"Content-Type": content_type}) as response:
        return response.status, await response.text()


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (DEEP, JSON),
        (JUST_TOO_DEEP, JSON),
        (b'{"chat_id":501,"text":"\\ud800x"}', JSON),
        (b'{"chat_id":501,"text":"x","reply_markup":{"inline_keyboard":[[{"text":"\\ud800","url":"e.org"}]]}}', JSON),
        (b'{"chat_id":501,"text":"\xff"}', JSON),
        (b'{"chat_id":NaN,"text":"x"}', JSON),
        (b'{"chat_id":1e999,"text":"x"}', JSON),
        (b'{"chat_id":' + b"5" * 5000 + b',"text":"x"}', JSON),
        (b'{"chat_id":"--501","text":"x"}', JSON),
        (b'{"chat_id":"' + b"5" * 5000 + b'","text":"x"}', JSON),
        (b"chat_id=--501&text=x", FORM),
        (b"chat_id=501&text=x", f"{FORM}; charset=foo"),
        (b"chat_id=501&text=\xff", f"{FORM}; charset=utf-8"),
        (b"chat_id=501&text=x&reply_markup=" + DEEP, FORM),
        (b"x", "multipart/form-data"),
        (b"--b\r\nfoo", "multipart/form-data; boundary=b"),
        (b'--b\r\nContent-Disposition: form-data; name="text"\r\nContent-Encoding: foo\r\n\r\nx\r\n--b--\r\n',
         "multipart/form-data; boundary=b"),
        (b'--b\r\nContent-Disposition: form-data; name="text"\r\nContent-Encoding: gzip\r\n\r\nx\r\n--b--\r\n',
         "multipart/form-data; boundary=b"),
    ],
)  # fmt: skip
async def test_what_is_no_call(api: Api, anna: Someone, body: bytes, content_type: str) -> None:
    status, answer = await posted(api, f"bot{api.token}/sendMessage", body, content_type)
    assert (status, answer[:27]) == (400, '{"ok": false, "error_code":'), answer
    assert anna.messages == []
    assert (await api.control("calls", verb="GET"))[0] == 200


async def test_a_name_that_cannot_be_written_is_not_kept(api: Api) -> None:
    status, _ = await posted(api, f"bot{api.token}/setMyName", b'{"name":"\\ud800"}', JSON)
    assert (status, await api.ok("getMyName")) == (400, {"name": "Otklik"})


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("people", DEEP),
        ("people", b'{"name":"\\ud800"}'),
        ("people", b"\xff"),
        ("people/501/messages", b'{"text":"\\ud800"}'),
        ("faults", b'{"kind":"delay","seconds":1e400}'),
        ("clock", b'{"move":NaN}'),
        ("clock", b'{"to":"0001-01-01T00:00"}'),
        ("clock", b'{"to":"9999-12-31T23:59-14:00"}'),
    ],
)
async def test_what_is_no_control_request(api: Api, anna: Someone, path: str, body: bytes) -> None:
    assert anna.person.id == 501
    assert (await posted(api, f"sandbox/{path}", body, JSON))[0] == 400
    assert len((await api.state())["people"]) == 1


@pytest.mark.parametrize("body", [b"x", b"--b\r\nfoo"])
async def test_what_is_no_form(api: Api, anna: Someone, body: bytes) -> None:
    for content_type in ("multipart/form-data", "multipart/form-data; boundary=b"):
        assert (await posted(api, f"sandbox/people/{anna.id}/messages", body, content_type))[0] == 400


@pytest.mark.parametrize("path", ["people/{}/block", "updates/{}/replay"])
async def test_ids_that_are_too_long(api: Api, path: str) -> None:
    assert (await api.control(path.format("5" * 5000)))[0] == 404
    assert (await api.control(path.format("5" * 15)))[0] == 404


@pytest.mark.parametrize(
    "result",
    [
        {},
        {"id": 5},
        {"id": "1", "input_message_content": 5},
        {"id": "1", "input_message_content": {"message_text": "<b>", "parse_mode": "HTML"}},
        {"id": "1", "input_message_content": {"message_text": " "}},
        {"id": "1", "input_message_content": {"message_text": "x", "entities": [5]}},
        {"id": "1", "input_message_content": {"message_text": "x", "entities": [{"type": 5}]}},
        {"id": "1", "title": ""},
        {"id": "1", "title": "x", "reply_markup": "x"},
        {"id": "1", "title": "x", "reply_markup": {"inline_keyboard": "x"}},
        {"id": "1", "title": "x", "reply_markup": {"inline_keyboard": [[{"callback_data": "y"}]]}},
    ],
)
async def test_what_no_bot_offers_is_not_chosen(api: Api, anna: Someone, result: dict[str, Any]) -> None:
    waiting = (await api.state())["waiting"]
    assert (await api.control(f"people/{anna.id}/inline/choice", {"query": "", "result": result}))[0] == 400
    state = await api.state()
    assert (state["waiting"], len(state["people"][0]["messages"])) == (waiting, 1)
