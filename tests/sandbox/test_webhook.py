"""Webhooks: the secret, order, connections, back-off, methods in the response."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web

from bot.sandbox.client import Someone, Telegram
from bot.sandbox.delivery import lane_of
from bot.sandbox.world import World
from tests.sandbox.conftest import Api


@dataclass
class Hook:
    """A bot's webhook that answers as told."""

    url: str = ""
    answers: list[Any] = field(default_factory=list)
    seen: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    open: asyncio.Event = field(default_factory=asyncio.Event)
    arrivals: asyncio.Queue[None] = field(default_factory=asyncio.Queue)
    inside: int = 0
    most_inside: int = 0

    async def take(self, request: web.Request) -> web.Response:
        """Note the update; answer with the next status or body."""
        self.inside += 1
        self.most_inside = max(self.most_inside, self.inside)
        self.arrivals.put_nowait(None)
        await self.open.wait()
        self.inside -= 1
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        self.seen.append((secret, await request.json()))
        answer = self.answers.pop(0) if self.answers else 200
        return web.Response(status=answer) if isinstance(answer, int) else web.json_response(answer)

    @property
    def texts(self) -> list[str]:
        """The texts of the messages that came."""
        return [update["message"]["text"] for _, update in self.seen if "message" in update]


async def moved(request: web.Request) -> web.Response:
    """A webhook that says it is elsewhere."""
    raise web.HTTPTemporaryRedirect(request.url.with_path("/hook"))


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    hook.open.set()
    application = web.Application()
    application.router.add_post("/hook", hook.take)
    application.router.add_post("/moved", moved)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield hook
    await runner.cleanup()


async def test_updates_come_in_order_with_the_secret(api: Api, anna: Someone, telegram: Telegram, hook: Hook) -> None:
    await api.ok("setWebhook", url=hook.url, secret_token="s-3_x")
    for text in ("one", "two", "three"):
        await anna.send(text)
    await telegram.settled()
    assert hook.texts == ["/start", "one", "two", "three"]
    assert {secret for secret, _ in hook.seen} == {"s-3_x"}


async def test_what_is_not_taken_comes_again_before_what_follows(
    api: Api, anna: Someone, telegram: Telegram, hook: Hook
) -> None:
    hook.answers = [500, 404, 200]
    await api.ok("setWebhook", url=hook.url)
    await anna.send("next")
    await telegram.settled()
    assert hook.texts == ["/start", "/start", "/start", "next"]
    info = await api.ok("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 404 Not Found"
    assert (info["url"], info["pending_update_count"], info["max_connections"]) == (hook.url, 0, 40)


async def test_one_chat_does_not_wait_for_another(
    api: Api, anna: Someone, telegram: Telegram, hook: Hook, world: World
) -> None:
    hook.open.clear()
    tom = telegram.person("Tom")
    await tom.send("hello")
    await anna.send("second")
    await api.ok("setWebhook", url=hook.url, max_connections=100)
    for _ in range(2):
        await hook.arrivals.get()
    assert len(world.updates.waiting) == 3
    hook.open.set()
    await telegram.settled()
    # Anna's second message waited for her first.
    assert hook.most_inside == 2
    assert hook.texts.index("/start") < hook.texts.index("second")


async def test_no_more_connections_than_allowed(api: Api, telegram: Telegram, hook: Hook) -> None:
    for number in range(6):
        await telegram.person(str(number)).send("x")
    await api.ok("setWebhook", url=hook.url, max_connections=3)
    await telegram.settled()
    assert (len(hook.seen), hook.most_inside <= 3) == (6, True)


async def test_a_method_in_the_response_is_carried_out(api: Api, anna: Someone, telegram: Telegram, hook: Hook) -> None:
    hook.answers = [{"method": "sendMessage", "chat_id": anna.id, "text": "at once"}, {"method": "sendMessage"}, {}]
    await api.ok("setWebhook", url=hook.url)
    await anna.send("x")
    await anna.send("y")
    await telegram.settled()
    assert anna.last.text == "at once"
    assert [call.error for call in telegram.calls if call.method == "sendMessage"] == [
        None,
        "Bad Request: chat_id is empty",
    ]


async def test_an_answer_that_is_no_object_takes_the_update(
    api: Api, anna: Someone, telegram: Telegram, hook: Hook
) -> None:
    hook.answers = [[1], "ok", {"method": 5}]
    await api.ok("setWebhook", url=hook.url)
    for text in ("one", "two", "three"):
        await anna.send(text)
    await telegram.settled()
    assert hook.texts == ["/start", "one", "two", "three"]


async def failed_once(world: World) -> None:
    """Return when a delivery has failed and pauses."""
    while world.updates.hook is None or not world.updates.hook.failure:
        await world.change()


async def test_a_dropped_update_is_not_tried_again(
    api: Api, anna: Someone, telegram: Telegram, hook: Hook, world: World
) -> None:
    hook.answers = [500]
    await api.ok("setWebhook", url=hook.url)
    await failed_once(world)
    await api.ok("setWebhook", url=hook.url, drop_pending_updates=True)
    await anna.send("new")
    await telegram.settled()
    assert hook.texts == ["/start", "new"]


async def test_an_update_that_is_too_old_is_not_tried_again(
    api: Api, anna: Someone, telegram: Telegram, hook: Hook, world: World
) -> None:
    hook.answers = [500]
    await api.ok("setWebhook", url=hook.url)
    await failed_once(world)
    await api.control("clock", {"move": 25 * 3600})
    await anna.send("new")
    await telegram.settled()
    assert hook.texts == ["/start", "new"]


async def test_a_hold_holds_what_is_tried_again(
    api: Api, anna: Someone, telegram: Telegram, hook: Hook, world: World
) -> None:
    hook.answers = [500]
    await api.ok("setWebhook", url=hook.url)
    await failed_once(world)
    world.updates.hold()
    # The delivery ends with its pause; the change that it makes then is the next one.
    await world.change()
    assert (hook.texts, len(world.updates.waiting)) == (["/start"], 1)
    world.updates.release([])
    await telegram.settled()
    assert (hook.texts, anna.messages) == (["/start", "/start"], [])


async def test_an_update_waits_for_a_webhook_that_is_down(api: Api, anna: Someone, world: World) -> None:
    await api.ok("setWebhook", url="http://127.0.0.1:9/hook")
    hook = world.updates.hook
    assert hook is not None
    while not hook.failure:
        await world.change()
    assert (await api.ok("getWebhookInfo"))["last_error_message"] == "Connection failed"
    await api.ok("deleteWebhook")
    assert [each["message"]["text"] for each in await api.ok("getUpdates")] == ["/start"]


@pytest.mark.parametrize(
    ("parameters", "description"),
    [
        ({"url": "https://example.org/hook"}, "bad webhook: the sandbox reaches this machine only"),
        ({"url": "http://127.0.0.1/", "secret_token": "ключ"}, "secret token contains unallowed characters"),
        ({"url": "http://127.0.0.1/", "secret_token": "x" * 257}, "secret token is too long"),
        ({"url": "http://127.0.0.1/", "max_connections": 101}, "bad webhook: max_connections must be from 1 to 100"),
    ],
)
async def test_refused_webhooks(api: Api, parameters: dict[str, Any], description: str) -> None:
    assert await api.refused("setWebhook", **parameters) == f"Bad Request: {description}"
    assert (await api.ok("getWebhookInfo"))["url"] == ""


async def test_allowed_kinds_are_told(api: Api) -> None:
    await api.ok("setWebhook", url="http://127.0.0.1:9/", allowed_updates=["message"])
    assert (await api.ok("getWebhookInfo"))["allowed_updates"] == ["message"]


async def test_taps_and_messages_of_one_person_are_queued_apart(anna: Someone, world: World) -> None:
    message, tap = await anna.send("x"), await anna.tap_data("y")
    made = world.updates.made
    assert (lane_of(made[message]), lane_of(made[tap])) == (("chats", anna.id), ("taps", anna.id))


async def test_a_webhook_that_is_elsewhere_has_failed(
    api: Api, anna: Someone, telegram: Telegram, hook: Hook, world: World
) -> None:
    await api.ok("setWebhook", url=hook.url.replace("/hook", "/moved"))
    while not (info := await api.ok("getWebhookInfo")).get("last_error_message"):
        await world.change()
    assert info["last_error_message"] == "Wrong response from the webhook: 307 Temporary Redirect"
    assert (info["pending_update_count"], hook.seen) == (1, [])
    await api.ok("setWebhook", url=hook.url)
    await telegram.settled()
    assert hook.texts == ["/start"]


async def test_a_webhook_ends_the_poll_of_before(
    api: Api, anna: Someone, telegram: Telegram, hook: Hook, world: World
) -> None:
    world.updates.drop()
    version = world.version
    poll = asyncio.create_task(api.refused("getUpdates", timeout=50))
    while world.version == version:
        await world.change()
    await api.ok("setWebhook", url=hook.url)
    await anna.send("once")
    await telegram.settled()
    assert await poll == "Conflict: terminated by setWebhook request"
    assert hook.texts == ["once"]
