"""Messages: sent, changed, deleted, and refused in Telegram's words."""

import inspect
import re
from datetime import timedelta
from typing import Any

import pytest
from aiogram.types import ReactionTypeEmoji

from bot.sandbox.client import Someone, Telegram
from bot.sandbox.reactions import REACTIONS
from bot.sandbox.world import World
from tests.sandbox.conftest import Api

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)
KEYBOARD = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}


async def test_a_message_arrives_as_people_see_it(api: Api, anna: Someone) -> None:
    sent = await api.ok("sendMessage", chat_id=anna.id, text="  <b>Hello</b> &amp; welcome \n", parse_mode="HTML")
    assert sent["text"] == "Hello & welcome" == anna.last.text
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 5}]
    assert sent["from"]["username"] == "otklik_demo_bot"
    assert sent["chat"] == {"id": anna.id, "type": "private", "first_name": "Анна"}


@pytest.mark.parametrize(
    ("parameters", "description"),
    [
        ({"chat_id": 501}, "message text is empty"),
        ({"chat_id": 501, "text": " \n "}, "message text is empty"),
        ({"chat_id": 501, "text": "<b> </b>", "parse_mode": "HTML"}, "message text is empty"),
        ({"chat_id": 501, "text": "о" * 4097}, "message is too long"),
        ({"chat_id": 501, "text": "😀" * 2049}, "message is too long"),
        ({"text": "x"}, "chat_id is empty"),
        ({"chat_id": 999, "text": "x"}, "chat not found"),
        ({"chat_id": "@channel", "text": "x"}, "chat not found"),
        ({"chat_id": 501, "text": "x", "parse_mode": "Pascal"}, "unsupported parse_mode"),
        ({"chat_id": 501, "text": "x", "colour": "red"}, "unknown parameter colour of sendMessage"),
        (
            {"chat_id": 501, "text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a", "call": "b"}]]}},
            "unknown parameter reply_markup.inline_keyboard.call of sendMessage",
        ),
        (
            {"chat_id": 501, "text": "x", "reply_parameters": {"message_id": 77}},
            "message to be replied not found",
        ),
    ],
)
async def test_what_is_wrong_with_a_message(
    api: Api, anna: Someone, parameters: dict[str, Any], description: str
) -> None:
    assert await api.refused("sendMessage", **parameters) == f"Bad Request: {description}"
    assert anna.messages == []


async def test_the_longest_text_is_counted_in_utf16_units_after_parsing(api: Api, anna: Someone) -> None:
    await api.ok("sendMessage", chat_id=anna.id, text=f"<b>{'😀' * 2048}</b>", parse_mode="HTML")
    assert anna.last.text == "😀" * 2048


async def test_nobody_is_written_to_before_they_write(api: Api, telegram: Telegram) -> None:
    tom = telegram.person("Tom")
    assert await api.refused("sendMessage", chat_id=tom.id, text="x") == "Bad Request: chat not found"
    await tom.send("/start")
    await api.ok("sendMessage", chat_id=tom.id, text="x")


async def test_whoever_blocked_the_bot_is_not_reached(api: Api, anna: Someone) -> None:
    await anna.block()
    for method, more in (("sendMessage", {"text": "x"}), ("sendChatAction", {"action": "typing"})):
        assert await api.raw(method, {"chat_id": anna.id, **more}) == (
            403,
            {"ok": False, "error_code": 403, "description": "Forbidden: bot was blocked by the user"},
        )
    await anna.unblock()
    await api.ok("sendMessage", chat_id=anna.id, text="x")


async def test_form_fields_and_queries_are_parameters_too(api: Api, anna: Someone) -> None:
    url = f"{api.base}/bot{api.token}/sendmessage"
    form = {"chat_id": str(anna.id), "text": "form", "protect_content": "true", "reply_markup": '{"force_reply":true}'}
    async with api.session.post(url, data=form) as response:
        assert (await response.json())["result"]["has_protected_content"] is True
    async with api.session.get(url, params={"chat_id": str(anna.id), "text": "query"}) as response:
        assert (await response.json())["ok"] is True
    assert [message.text for message in anna.messages] == ["form", "query"]


async def test_an_unknown_method_and_a_wrong_token(api: Api) -> None:
    assert await api.refused("sendTelegram") == "Not Found: method not found"
    async with api.session.get(f"{api.base}/bot1:no/getMe") as response:
        body = await response.json()
    assert (response.status, body["description"]) == (401, "Unauthorized")


async def test_a_body_that_is_no_object(api: Api) -> None:
    for body in (b"[1]", b"{", b"\xff"):
        url, headers = f"{api.base}/bot{api.token}/getMe", {"Content-Type": "application/json"}
        async with api.session.post(url, data=body, headers=headers) as response:
            assert response.status == 400


async def test_an_edit_in_place(api: Api, anna: Someone) -> None:
    sent = await api.ok("sendMessage", chat_id=anna.id, text="one", reply_markup=KEYBOARD)
    here = {"chat_id": anna.id, "message_id": sent["message_id"]}
    edited = await api.ok("editMessageText", **here, text="two", reply_markup=KEYBOARD)
    assert (edited["text"], "edit_date" in edited, anna.last.labels) == ("two", True, ["Yes"])
    assert await api.refused("editMessageText", **here, text="two", reply_markup=KEYBOARD) == NOT_MODIFIED


async def test_an_edit_that_leaves_the_keyboard_out_removes_it(api: Api, anna: Someone) -> None:
    sent = await api.ok("sendMessage", chat_id=anna.id, text="one", reply_markup=KEYBOARD)
    here = {"chat_id": anna.id, "message_id": sent["message_id"]}
    edited = await api.ok("editMessageText", **here, text="one")
    assert "reply_markup" not in edited
    assert anna.last.labels == []
    assert await api.refused("editMessageReplyMarkup", **here) == NOT_MODIFIED
    marked = await api.ok("editMessageReplyMarkup", **here, reply_markup=KEYBOARD)
    assert marked["reply_markup"] == KEYBOARD


async def test_what_cannot_be_edited(api: Api, anna: Someone) -> None:
    own = anna.person.messages[0].id
    photo = await api.ok("sendContact", chat_id=anna.id, phone_number="+70000000000", first_name="A")
    edit = "editMessageText"
    assert await api.refused(edit, chat_id=anna.id, message_id=own, text="x") == "Bad Request: message can't be edited"
    gone = await api.refused(edit, chat_id=anna.id, message_id=999, text="x")
    assert gone == "Bad Request: message to edit not found"
    no_text = await api.refused(edit, chat_id=anna.id, message_id=photo["message_id"], text="x")
    assert no_text == "Bad Request: there is no text in the message to edit"
    no_caption = await api.refused("editMessageCaption", chat_id=anna.id, message_id=own + 1, caption="x")
    assert no_caption == "Bad Request: there is no caption in the message to edit"
    assert await api.refused(edit, chat_id=anna.id, text="x") == "Bad Request: message identifier is not specified"
    asking = await api.ok("sendMessage", chat_id=anna.id, text="x", reply_markup={"keyboard": [[{"text": "Yes"}]]})
    below = await api.refused(edit, chat_id=anna.id, message_id=asking["message_id"], text="y")
    assert below == "Bad Request: message can't be edited"


async def test_deletion(api: Api, anna: Someone) -> None:
    first, second = [(await api.ok("sendMessage", chat_id=anna.id, text=text))["message_id"] for text in "ab"]
    await api.ok("deleteMessage", chat_id=anna.id, message_id=first)
    gone = await api.refused("deleteMessage", chat_id=anna.id, message_id=first)
    assert gone == "Bad Request: message to delete not found"
    await api.ok("deleteMessages", chat_id=anna.id, message_ids=[first, second])
    assert anna.messages == []


async def test_after_two_days_a_message_stays(api: Api, anna: Someone) -> None:
    sent = await api.ok("sendMessage", chat_id=anna.id, text="x")
    await api.control("clock", {"move": 48 * 3600 + 1})
    refused = await api.refused("deleteMessage", chat_id=anna.id, message_id=sent["message_id"])
    assert refused == "Bad Request: message can't be deleted for everyone"


async def test_a_reply_shows_what_it_answers(api: Api, anna: Someone) -> None:
    own = anna.person.messages[0].id
    sent = await api.ok("sendMessage", chat_id=anna.id, text="x", reply_parameters={"message_id": own})
    assert sent["reply_to_message"]["text"] == "/start"
    lenient = {"message_id": 999, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await api.ok("sendMessage", chat_id=anna.id, text="x", reply_parameters=lenient)


async def test_typing_ends_with_the_message(api: Api, anna: Someone) -> None:
    await api.ok("sendChatAction", chat_id=anna.id, action="typing")
    assert (await api.state())["people"][0]["typing"] == "typing"
    await api.ok("sendMessage", chat_id=anna.id, text="x")
    assert (await api.state())["people"][0]["typing"] is None
    wrong = await api.refused("sendChatAction", chat_id=anna.id, action="singing")
    assert wrong == "Bad Request: wrong parameter action in request"


async def test_reactions_of_the_bot(api: Api, anna: Someone) -> None:
    here = {"chat_id": anna.id, "message_id": anna.person.messages[0].id}
    thumb = {"type": "emoji", "emoji": "👍"}
    await api.ok("setMessageReaction", **here, reaction=[thumb])
    shown = (await api.state())["people"][0]["messages"][0]["reactions"]
    assert shown == [{"from": "bot", "emoji": "👍"}]
    assert await api.refused("setMessageReaction", **here, reaction=[thumb, thumb]) == "Bad Request: REACTION_INVALID"
    await api.ok("setMessageReaction", **here)
    assert anna.person.messages[0].reactions == {}


async def test_pins(api: Api, anna: Someone) -> None:
    sent = await api.ok("sendMessage", chat_id=anna.id, text="x")
    await api.ok("pinChatMessage", chat_id=anna.id, message_id=sent["message_id"])
    assert anna.last.is_pinned
    await api.ok("unpinChatMessage", chat_id=anna.id)
    assert not anna.last.is_pinned
    assert await api.refused("unpinChatMessage", chat_id=anna.id) == "Bad Request: message to unpin not found"
    await api.ok("unpinAllChatMessages", chat_id=anna.id)


async def test_forwards_and_copies(api: Api, anna: Someone, telegram: Telegram) -> None:
    olga = telegram.person("Ольга")
    await olga.send("Здравствуйте")
    said = olga.person.messages[0].id
    forwarded = await api.ok("forwardMessage", chat_id=anna.id, from_chat_id=olga.id, message_id=said)
    assert (forwarded["text"], forwarded["forward_origin"]["sender_user"]["first_name"]) == ("Здравствуйте", "Ольга")
    copied = await api.ok("copyMessage", chat_id=anna.id, from_chat_id=olga.id, message_id=said)
    assert copied == {"message_id": anna.last.id}
    assert anna.last.forward_origin is None
    several = await api.ok("copyMessages", chat_id=anna.id, from_chat_id=olga.id, message_ids=[said, 999])
    assert len(several) == 1
    assert len(await api.ok("forwardMessages", chat_id=anna.id, from_chat_id=olga.id, message_ids=[said])) == 1
    gone = await api.refused("forwardMessage", chat_id=anna.id, from_chat_id=olga.id, message_id=999)
    assert gone == "Bad Request: message to forward not found"


async def test_protected_content_stays_where_it_is(api: Api, anna: Someone) -> None:
    sent = await api.ok("sendMessage", chat_id=anna.id, text="secret", protect_content=True)
    here = {"chat_id": anna.id, "from_chat_id": anna.id, "message_id": sent["message_id"]}
    for method in ("forwardMessage", "copyMessage"):
        refused = await api.refused(method, **here)
        assert refused == "Bad Request: message has protected content and can't be forwarded"
    status, sentence = await api.control(f"people/{anna.id}/forward", {"message_id": sent["message_id"]})
    assert (status, sentence) == (400, "A protected message can't be forwarded.")


@pytest.mark.parametrize(("latitude", "longitude"), [(90.1, 0), (0, -180.1), ("nan", 0)])
async def test_a_place_is_on_the_earth(api: Api, anna: Someone, latitude: float | str, longitude: float) -> None:
    refused = await api.refused("sendLocation", chat_id=anna.id, latitude=latitude, longitude=longitude)
    assert refused == "Bad Request: wrong location specified"
    place = await api.ok("sendLocation", chat_id=anna.id, latitude=-90, longitude=180)
    assert place["location"] == {"latitude": -90, "longitude": 180}


async def test_what_is_too_old_stays_when_several_are_deleted(api: Api, anna: Someone, world: World) -> None:
    old = (await api.ok("sendMessage", chat_id=anna.id, text="old"))["message_id"]
    world.clock.move(timedelta(hours=48, seconds=2))
    new = (await api.ok("sendMessage", chat_id=anna.id, text="new"))["message_id"]
    await api.ok("deleteMessages", chat_id=anna.id, message_ids=[old, new])
    assert [message.text for message in anna.messages] == ["old"]


@pytest.mark.parametrize(
    ("contact", "description"),
    [
        ({"phone_number": " ", "first_name": "Анна"}, 'field "phone_number" must contain a valid phone number'),
        ({"phone_number": "+7", "first_name": ""}, 'field "first_name" must be non-empty'),
    ],
)
async def test_a_contact_has_a_number_and_a_name(
    api: Api, anna: Someone, contact: dict[str, str], description: str
) -> None:
    assert await api.refused("sendContact", chat_id=anna.id, **contact) == f"Bad Request: {description}"
    whole = {"phone_number": "+7", "first_name": "Анна", "last_name": "Б"}
    assert (await api.ok("sendContact", chat_id=anna.id, **whole))["contact"] == whole


@pytest.mark.parametrize("emoji", ["not an emoji", "", "👍👍", "🦖"])
async def test_reactions_are_those_of_telegram(api: Api, anna: Someone, emoji: str) -> None:
    message = (await api.ok("sendMessage", chat_id=anna.id, text="x"))["message_id"]
    reaction = [{"type": "emoji", "emoji": emoji}]
    refused = await api.refused("setMessageReaction", chat_id=anna.id, message_id=message, reaction=reaction)
    assert refused == "Bad Request: REACTION_INVALID"
    if emoji:
        answer = await api.control(f"people/{anna.id}/reactions", {"message_id": message, "emoji": emoji})
        assert answer == (400, "Telegram has no such reaction.")


def test_the_reactions_are_the_documented_ones() -> None:
    documented = inspect.getsource(ReactionTypeEmoji).partition("it can be one of")[2].partition("\n")[0]
    assert sorted(re.findall(r'"([^"\s]+)"', documented)) == sorted(REACTIONS)
