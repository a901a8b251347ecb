"""A demo may run for days: what the sandbox remembers is bounded, and nothing that is still to come is forgotten."""

from datetime import timedelta

import pytest

from bot.sandbox import files, updates
from bot.sandbox import world as worlds
from bot.sandbox.chats import Content
from bot.sandbox.client import Someone, Telegram
from bot.sandbox.control import state
from bot.sandbox.limits import TAP_LASTS
from bot.sandbox.world import World
from tests.sandbox.conftest import Api

MORE = 5


async def test_the_newest_updates_can_be_replayed(api: Api, world: World, anna: Someone) -> None:
    first = next(iter(world.updates.made))
    await api.ok("getUpdates")
    await api.ok("getUpdates", offset=first + 1)
    for _ in range(updates.MADE_KEPT + MORE):
        last = await anna.tap_data("x")
    assert len(world.updates.made) == updates.MADE_KEPT + MORE
    world.updates.drop()
    last = await anna.tap_data("x")
    assert len(world.updates.made) == updates.MADE_KEPT
    assert (await api.control(f"updates/{first}/replay"))[0] == 404
    assert (await api.control(f"updates/{last}/replay"))[0] == 200


async def test_taps_that_nobody_answers_are_forgotten(world: World, anna: Someone) -> None:
    await anna.tap_data("x")
    world.clock.move(TAP_LASTS + timedelta(seconds=1))
    await anna.tap_data("y")
    assert len(world.queries.waiting) == 1


async def test_the_newest_notes_are_kept(telegram: Telegram, world: World) -> None:
    anna = telegram.person("Анна")
    for number in range(worlds.TOASTS_KEPT + MORE):
        world.add_toast(anna.person, str(number), alert=False)
    assert [anna.person.toasts[0].text, len(anna.person.toasts)] == [str(MORE), worlds.TOASTS_KEPT]


async def test_the_newest_messages_are_kept_and_the_newest_of_them_shown(
    api: Api, anna: Someone, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worlds, "MESSAGES_KEPT", state.MESSAGES_SHOWN + MORE)
    for number in range(worlds.MESSAGES_KEPT + MORE):
        world.add_message(anna.person, Content(str(number)), from_bot=True)
    assert (anna.person.messages[0].text, len(anna.person.messages)) == (str(MORE), worlds.MESSAGES_KEPT)
    [shown] = (await api.state())["people"]
    assert (shown["messages"][0]["text"], len(shown["messages"])) == (str(2 * MORE), state.MESSAGES_SHOWN)
    assert shown["unread"] == worlds.MESSAGES_KEPT


async def test_the_files_sent_last_are_kept(
    api: Api, anna: Someone, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "BYTES_KEPT", 25)
    first, second, third = (world.files.add(f"{name}.txt", b"0123456789").id for name in "abc")
    assert [world.files.get(each) is not None for each in (first, second, third)] == [False, True, True]
    refused = await api.refused("sendDocument", chat_id=anna.id, document=first)
    assert refused == "Bad Request: wrong file identifier/HTTP URL specified"
    # What is sent again is among the newest.
    await api.ok("sendDocument", chat_id=anna.id, document=second)
    world.files.add("d.txt", b"0123456789")
    assert [world.files.get(each) is not None for each in (second, third)] == [True, False]


async def test_a_picture_whose_file_is_forgotten_is_named(api: Api, anna: Someone, world: World) -> None:
    await anna.attach("photo")
    world.files = files.Files()
    shown = (await api.state())["people"][0]["messages"][-1]
    assert shown["attachment"] == {"kind": "photo", "body": {}, "name": None}
