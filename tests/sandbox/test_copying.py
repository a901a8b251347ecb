"""Forwards and copies: protection, albums, polls, order."""

from typing import Any

import pytest

from bot.sandbox.client import Someone
from tests.sandbox.conftest import Api

PLURAL = ("forwardMessages", "copyMessages")
SINGULAR = ("forwardMessage", "copyMessage")
POLL = {"question": "Понятно?", "options": [{"text": "Да"}, {"text": "Нет"}], "is_anonymous": False}


def within(anna: Someone) -> dict[str, Any]:
    """From her chat into her chat."""
    return {"chat_id": anna.id, "from_chat_id": anna.id}


@pytest.mark.parametrize("method", [*SINGULAR, *PLURAL])
async def test_what_is_passed_on_can_be_protected(api: Api, anna: Someone, method: str) -> None:
    message = (await api.ok("sendMessage", chat_id=anna.id, text="x"))["message_id"]
    which: dict[str, Any] = {"message_ids": [message]} if method in PLURAL else {"message_id": message}
    await api.ok(method, **within(anna), **which)
    assert not anna.last.is_protected
    await api.ok(method, **within(anna), **which, protect_content=True)
    assert anna.last.is_protected


@pytest.mark.parametrize("method", PLURAL)
async def test_an_album_stays_together(api: Api, anna: Someone, method: str) -> None:
    await anna.attach_album(3)
    album = [message.id for message in anna.person.messages[-3:]]
    text = (await api.ok("sendMessage", chat_id=anna.id, text="x"))["message_id"]
    passed = await api.ok(method, **within(anna), message_ids=[*album, text])
    groups = [message.media_group_id for message in anna.person.messages[-len(passed) :]]
    assert (len(set(groups[:3])), groups[3]) == (1, None)
    assert groups[0] not in {None, anna.person.messages[1].media_group_id}
    await api.ok(method, **within(anna), message_ids=album[:1])
    assert anna.last.media_group_id is None


@pytest.mark.parametrize("method", PLURAL)
async def test_ids_grow(api: Api, anna: Someone, method: str) -> None:
    first, second = [(await api.ok("sendMessage", chat_id=anna.id, text="x"))["message_id"] for _ in range(2)]
    for ids in ([second, first], [first, first]):
        refused = await api.refused(method, **within(anna), message_ids=ids)
        assert refused == "Bad Request: message identifiers must be in a strictly increasing order"
    assert len(await api.ok(method, **within(anna), message_ids=[first, second, second + 1000])) == 2


@pytest.mark.parametrize("method", ["copyMessage", "copyMessages"])
async def test_a_copied_poll_is_another_one(api: Api, anna: Someone, method: str) -> None:
    poll = await api.ok("sendPoll", chat_id=anna.id, **POLL)
    await anna.vote(1)
    which = {"message_ids": [poll["message_id"]]} if method in PLURAL else {"message_id": poll["message_id"]}
    await api.ok(method, **within(anna), **which)
    assert anna.last.attachment is not None
    copy = anna.last.attachment.body
    assert copy["id"] != poll["poll"]["id"]
    assert (copy["total_voter_count"], [option["voter_count"] for option in copy["options"]]) == (0, [0, 0])


async def test_a_poll_is_stopped_by_its_sender_only(api: Api, anna: Someone) -> None:
    poll = await api.ok("sendPoll", chat_id=anna.id, **POLL)
    await anna.forward(anna.last, anna)
    theirs = anna.person.messages[-1].id
    ours = (await api.ok("forwardMessage", **within(anna), message_id=poll["message_id"]))["message_id"]
    for forwarded in (theirs, ours):
        refused = await api.refused("stopPoll", chat_id=anna.id, message_id=forwarded)
        assert refused == "Bad Request: poll can't be stopped"
    assert (await api.ok("stopPoll", chat_id=anna.id, message_id=poll["message_id"]))["is_closed"]
