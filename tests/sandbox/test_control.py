"""The control interface, as the page and scripts use it."""

from typing import Any

import pytest
from aiohttp import FormData

from bot.sandbox.client import Someone, Telegram
from bot.sandbox.serving import serving
from bot.sandbox.world import World
from tests.sandbox.conftest import Api


async def last(api: Api) -> Any:
    """The newest update."""
    return (await api.ok("getUpdates", offset=-1))[0]


async def test_somebody_new_writes(api: Api) -> None:
    status, added = await api.control("people", {"name": "Ольга", "language": "ru", "role": "coordinator"})
    assert status == 200
    await api.control(f"people/{added['id']}/messages", {"text": "/start p_north"})
    message = (await last(api))["message"]
    assert (message["text"], message["from"]["language_code"]) == ("/start p_north", "ru")
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    [person] = (await api.state())["people"]
    assert (person["name"], person["role"], person["started"]) == ("Ольга", "coordinator", True)


@pytest.mark.parametrize("kind", ["photo", "voice", "sticker", "document"])
async def test_samples_of_attachments(api: Api, anna: Someone, kind: str) -> None:
    await api.control(f"people/{anna.id}/messages", {"attachment": kind})
    assert kind in (await last(api))["message"]
    shown = (await api.state())["people"][0]["messages"][-1]["attachment"]
    async with api.session.get(api.base + shown["url"]) as response:
        assert len(await response.read()) == shown["size"] > 0


async def test_a_file_of_ones_own(api: Api, anna: Someone) -> None:
    form = FormData({"kind": "document", "caption": "смотрите"}, quote_fields=False)
    form.add_field("file", b"1;2", filename="list.csv", content_type="text/csv")
    async with api.session.post(f"{api.base}/sandbox/people/{anna.id}/messages", data=form) as response:
        assert response.status == 200
    message = (await last(api))["message"]
    assert (message["document"]["file_name"], message["caption"]) == ("list.csv", "смотрите")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"caption": "x"}, "The form has no field file."),
        ({"colour": "x"}, "The fields of the form are file, kind and caption."),
        ({"kind": "film", "file": "x"}, "kind is one of photo, document, voice, sticker."),
        ({"file": ""}, "A file has at least one byte and at most 50 MB."),
    ],
)
async def test_forms_that_are_wrong(api: Api, anna: Someone, fields: dict[str, str], sentence: str) -> None:
    form = FormData()
    for name, value in fields.items():
        is_file = name == "file"
        form.add_field(name, value, filename="a" if is_file else None, content_type="text/plain")
    async with api.session.post(f"{api.base}/sandbox/people/{anna.id}/messages", data=form) as response:
        assert (response.status, await response.text()) == (400, sentence)


async def test_taps_edits_forwards_contacts_people(api: Api, anna: Someone, telegram: Telegram) -> None:
    here = f"people/{anna.id}"
    own = anna.person.messages[0].id
    await api.control(f"{here}/taps", {"message_id": own, "data": "a:1"})
    assert (await last(api))["callback_query"]["data"] == "a:1"
    await api.control(f"{here}/edits", {"message_id": own, "text": "иначе"})
    assert (await last(api))["edited_message"]["text"] == "иначе"
    await api.control(f"{here}/forward", {"message_id": own})
    assert (await last(api))["message"]["forward_origin"]["sender_user"]["id"] == anna.id
    await api.control(f"{here}/contact", {"phone_number": "+79000000000"})
    assert (await last(api))["message"]["contact"]["user_id"] == anna.id
    tom = telegram.person("Tom")
    asked = {"text": "Who?", "request_users": {"request_id": 7, "request_name": True}}
    await api.ok("sendMessage", chat_id=anna.id, text="?", reply_markup={"keyboard": [[asked]]})
    await api.control(f"{here}/users", {"request_id": 7, "people": [tom.id]})
    assert (await last(api))["message"]["users_shared"]["users"] == [{"user_id": tom.id, "first_name": "Tom"}]


async def test_a_forward_from_somebody_elses_chat(api: Api, anna: Someone, telegram: Telegram) -> None:
    tom = telegram.person("Tom")
    await tom.send("hello")
    await api.control(f"people/{anna.id}/forward", {"message_id": tom.person.messages[0].id, "person": tom.id})
    message = (await last(api))["message"]
    assert (message["text"], message["from"]["id"]) == ("hello", anna.id)
    assert message["forward_origin"]["sender_user"]["id"] == tom.id


async def test_unread_ends_with_a_look(api: Api, anna: Someone) -> None:
    for text in "ab":
        await api.ok("sendMessage", chat_id=anna.id, text=text)
    assert (await api.state())["people"][0]["unread"] == 2
    await api.control(f"people/{anna.id}/read")
    assert (await api.state())["people"][0]["unread"] == 0


async def test_blocking_and_unblocking(api: Api, anna: Someone) -> None:
    await api.control(f"people/{anna.id}/block")
    assert (await last(api))["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert (await api.state())["people"][0]["blocked"] is True
    await api.control(f"people/{anna.id}/unblock")
    assert (await last(api))["my_chat_member"]["new_chat_member"]["status"] == "member"


async def test_another_language(api: Api, anna: Someone) -> None:
    await api.control(f"people/{anna.id}/language", {"language": "en"})
    await anna.send("x")
    assert (await last(api))["message"]["from"]["language_code"] == "en"


@pytest.mark.parametrize(
    ("path", "body", "sentence"),
    [
        ("people", {"name": "", "language": "ru"}, "name: String should have at least 1 character."),
        ("people", {"name": "A", "colour": "red"}, "colour: Extra inputs are not permitted."),
        ("people", [1], "body: Input should be a valid dictionary or instance of NewPerson."),
        ("people/501/messages", {}, "body: give either a text or an attachment."),
        (
            "people/501/messages",
            {"attachment": "film"},
            "attachment: Input should be 'photo', 'document', 'voice' or 'sticker'.",
        ),
        ("people/501/edits", {"message_id": 99, "text": "x"}, "The chat of Анна has no message 99."),
        ("people/501/votes", {"message_id": 1, "options": [0]}, "Message 1 is no poll."),
        (
            "people/501/language",
            {"language": "русский"},
            "language: String should match pattern '^[a-z]{2,3}(-[A-Za-z]+)*$'.",
        ),
        ("people/501/inline/choice", {"query": "x", "result": {}}, "result: one of the results as the bot gave it."),
        (
            "faults",
            {"kind": "rain"},
            "kind: Input should be '429', '403', '500', '502', 'reset_before', 'reset_after', 'delay' or 'hang'.",
        ),
        ("faults", {"kind": "500", "method": "sendMesage"}, "method: the sandbox has no method sendMesage."),
        ("faults", {"kind": "500", "count": 0}, "count: Input should be greater than or equal to 1."),
        ("clock", {}, "body: give either move or to."),
        ("clock", {"to": "someday"}, "to: «today 18:00», «tomorrow», «next Monday 9:00» or 2026-12-01T10:00."),
        ("clock", {"to": "2001-01-01"}, "The clock goes ahead only, and by ten years at the most."),
    ],
)
async def test_bad_requests_get_one_sentence(api: Api, anna: Someone, path: str, body: Any, sentence: str) -> None:
    assert await api.control(path, body) == (400, sentence)


async def test_a_body_that_is_no_json(api: Api) -> None:
    async with api.session.post(f"{api.base}/sandbox/people", data=b"{") as response:
        assert (response.status, await response.text()) == (400, "The body is no JSON.")


async def test_nobody_and_nothing(api: Api, anna: Someone) -> None:
    assert await api.control("people/9/block") == (404, "There is nobody with the id 9.")
    assert await api.control(f"people/{anna.id}/forward", {"message_id": 1, "person": 9}) == (
        404,
        "There is nobody with the id 9.",
    )
    assert await api.control("files/nothing", verb="GET") == (404, "There is no such file.")


async def test_only_texts_of_ones_own_are_changed(api: Api, anna: Someone) -> None:
    await api.ok("sendMessage", chat_id=anna.id, text="x")
    refused = await api.control(f"people/{anna.id}/edits", {"message_id": anna.last.id, "text": "y"})
    assert refused == (400, "Only texts of one's own can be changed.")


async def test_the_clock_of_the_bot_and_its_telegram(api: Api, anna: Someone, world: World) -> None:
    before = world.clock()
    status, moved = await api.control("clock", {"move": 86_400})
    assert (status, moved["now"]) == (200, (await api.state())["now"])
    assert 86_400 <= (world.clock() - before).total_seconds() < 86_460
    await anna.send("tomorrow")
    assert (await last(api))["message"]["date"] - before.timestamp() >= 86_399


async def test_every_call_is_kept(api: Api, anna: Someone) -> None:
    await api.ok("sendMessage", chat_id=anna.id, text="x")
    await api.refused("sendMessage", chat_id=anna.id, text="")
    _, calls = await api.control("calls", verb="GET")
    assert [(call["method"], call["error"]) for call in calls] == [
        ("sendMessage", None),
        ("sendMessage", "Bad Request: message text is empty"),
    ]
    assert calls[0]["parameters"] == {"chat_id": anna.id, "text": "x"}


async def test_events_tell_of_changes(api: Api, telegram: Telegram) -> None:
    async with api.session.get(f"{api.base}/sandbox/events") as response:
        first = await response.content.readuntil(b"\n\n")
        telegram.person("Tom")
        second = await response.content.readuntil(b"\n\n")
    assert first == b'data: {"version": 0}\n\n'
    assert second == b'data: {"version": 1}\n\n'


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "localhost:8080"}, 200),
        ({"Host": "127.0.0.1:8080", "Origin": "http://127.0.0.1:8080"}, 200),
        ({"Host": "[::1]:8080", "Origin": "http://[::1]:8080"}, 200),
        ({"Host": "127.0.0.1:8080", "Origin": "http://127.0.0.1:8888"}, 403),
        ({"Host": "localhost:8080", "Origin": "http://localhost"}, 403),
        ({"Host": "evil.example"}, 403),
        ({"Host": "127.0.0.1.evil.example"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": ""}, 403),
        ({"Origin": "http://[bad"}, 403),
        ({"Sec-Fetch-Site": "same-origin", "Referer": "http://localhost:8080/"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Referer": "https://evil.example/page"}, 403),
    ],
)
async def test_only_this_machine_is_answered(api: Api, headers: dict[str, str], status: int) -> None:
    for path in ("/", "/sandbox/state", f"/bot{api.token}/getMe"):
        async with api.session.get(api.base + path, headers=headers) as response:
            assert response.status == status


async def test_it_listens_at_this_machine_only(world: World) -> None:
    with pytest.raises(ValueError, match="does not listen"):
        async with serving(world, "0.0.0.0"):
            pass


async def test_a_tap_on_what_is_gone(api: Api, anna: Someone) -> None:
    await api.control(f"people/{anna.id}/taps", {"message_id": 99, "data": "x"})
    assert (await last(api))["callback_query"]["message"]["date"] == 0


async def test_the_page_is_served(api: Api) -> None:
    async with api.session.get(f"{api.base}/") as response:
        assert response.content_type == "text/html"


@pytest.mark.parametrize(
    ("act", "given"),
    [
        ("messages", {"text": "x"}),
        ("edits", {"message_id": 1, "text": "x"}),
        ("forward", {"message_id": 1}),
        ("contact", {}),
        ("users", {"request_id": 1, "people": [501]}),
        ("taps", {"data": "x"}),
        ("reactions", {"message_id": 1, "emoji": "👍"}),
        ("votes", {"message_id": 1, "options": []}),
        ("inline", {"query": "x"}),
        ("inline/choice", {"query": "x", "result": {"id": "1"}}),
    ],
)
async def test_who_has_blocked_the_bot_does_nothing_to_it(
    api: Api, anna: Someone, world: World, act: str, given: dict[str, Any]
) -> None:
    await api.control(f"people/{anna.id}/block")
    made = len(world.updates.made)
    assert await api.control(f"people/{anna.id}/{act}", given) == (400, "Анна has blocked the bot.")
    assert len(world.updates.made) == made
    await api.control(f"people/{anna.id}/unblock")
    assert (await api.control(f"people/{anna.id}/messages", {"text": "x"}))[0] == 200
