"""Long polling: offsets, limits, kinds, a second poller."""

import asyncio

import pytest

from bot.sandbox.client import Someone, Telegram
from bot.sandbox.world import World
from tests.sandbox.conftest import Api

CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


async def test_an_offset_confirms_what_is_below_it(api: Api, anna: Someone) -> None:
    second = await anna.send("two")
    assert [each["message"]["text"] for each in await api.ok("getUpdates")] == ["/start", "two"]
    assert len(await api.ok("getUpdates")) == 2
    assert [each["update_id"] for each in await api.ok("getUpdates", offset=second)] == [second]
    assert await api.ok("getUpdates", offset=second + 1) == []


async def test_at_most_so_many_at_once(api: Api, telegram: Telegram) -> None:
    anna = telegram.person("Анна")
    for number in range(101):
        await anna.send(str(number))
    assert len(await api.ok("getUpdates", limit=3)) == 3
    assert len(await api.ok("getUpdates", limit=1000)) == 100


async def test_a_negative_offset_forgets_all_but_the_last(api: Api, anna: Someone) -> None:
    last = await anna.send("last")
    assert [each["update_id"] for each in await api.ok("getUpdates", offset=-1)] == [last]
    assert len(await api.ok("getUpdates")) == 1


@pytest.mark.parametrize(("seconds", "left"), [(149, ["message", "callback_query"]), (151, ["message"]), (86_401, [])])
async def test_nothing_waits_for_ever(api: Api, anna: Someone, seconds: int, left: list[str]) -> None:
    await anna.tap_data("x")
    await api.control("clock", {"move": seconds})
    kinds = [next(key for key in each if key != "update_id") for each in await api.ok("getUpdates")]
    assert kinds == left


async def test_a_poll_waits_for_what_comes(api: Api, anna: Someone) -> None:
    [first] = await api.ok("getUpdates")
    polling = asyncio.create_task(api.ok("getUpdates", offset=first["update_id"] + 1, timeout=30))
    await asyncio.sleep(0)
    await anna.send("hello")
    assert [each["message"]["text"] for each in await polling] == ["hello"]


async def test_a_poll_ends_after_its_time(api: Api) -> None:
    assert await api.ok("getUpdates", timeout=0) == []


async def test_a_second_poller_ends_the_first(api: Api, world: World) -> None:
    first = asyncio.create_task(api.refused("getUpdates", timeout=30))
    await world.change()
    assert await api.ok("getUpdates") == []
    assert await first == CONFLICT


async def test_only_the_kinds_that_were_asked_for(api: Api, anna: Someone) -> None:
    await api.ok("getUpdates", offset=-1, allowed_updates=["callback_query"])
    await anna.send("nobody hears this")
    await anna.tap_data("x")
    kinds = [next(key for key in each if key != "update_id") for each in await api.ok("getUpdates")]
    assert kinds == ["message", "callback_query"]
    await api.ok("getUpdates", allowed_updates=[])
    await anna.send("heard again")
    assert "message" in (await api.ok("getUpdates"))[-1]


async def test_reactions_come_only_when_named(api: Api, anna: Someone) -> None:
    await api.ok("sendMessage", chat_id=anna.id, text="x")
    await anna.react("👍")
    assert len(await api.ok("getUpdates")) == 1
    await api.ok("getUpdates", allowed_updates=["message_reaction"])
    await anna.react("")
    changed = (await api.ok("getUpdates"))[-1]["message_reaction"]
    assert (changed["old_reaction"], changed["new_reaction"]) == ([{"type": "emoji", "emoji": "👍"}], [])


async def test_while_a_webhook_is_set_nobody_polls(api: Api) -> None:
    await api.ok("setWebhook", url="http://127.0.0.1:9/hook")
    assert await api.refused("getUpdates") == WEBHOOK
    await api.ok("deleteWebhook")
    await api.ok("getUpdates")


async def test_held_updates_come_in_the_order_that_is_wanted(api: Api, anna: Someone) -> None:
    await api.control("updates/hold")
    second, third = await anna.send("two"), await anna.send("three")
    assert await api.ok("getUpdates") == []
    await api.control("updates/reorder", {"ids": [third, second]})
    assert [each["message"]["text"] for each in await api.ok("getUpdates")] == ["three", "two", "/start"]


async def test_without_ids_the_newest_comes_first(api: Api, anna: Someone) -> None:
    await anna.send("two")
    await api.control("updates/reorder")
    assert [each["message"]["text"] for each in await api.ok("getUpdates")] == ["two", "/start"]


async def test_an_update_is_replayed_under_its_id(api: Api, anna: Someone) -> None:
    [update] = await api.ok("getUpdates")
    await api.ok("getUpdates", offset=update["update_id"] + 1)
    assert (await api.control(f"updates/{update['update_id']}/replay"))[0] == 200
    assert await api.ok("getUpdates") == [update]
    assert await api.control("updates/5/replay") == (404, "There is no update 5.")


@pytest.mark.parametrize("drop", [True, False])
async def test_waiting_updates_are_dropped_when_asked(api: Api, anna: Someone, drop: bool) -> None:
    await api.ok("deleteWebhook", drop_pending_updates=drop)
    assert len(await api.ok("getUpdates")) == (0 if drop else 1)
