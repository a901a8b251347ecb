"""Webhook delivery: in order for each chat, many chats at once, again and again until an update is taken.

Messages are queued by chat and taps by person, as Telegram does: both of one person may come at once.
https://core.telegram.org/bots/api#setwebhook
"""

import asyncio
from contextlib import suppress
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector

from bot.sandbox.bodies import Unreadable, loads
from bot.sandbox.errors import Refusal
from bot.sandbox.hooks import Hook
from bot.sandbox.server import BotApi
from bot.sandbox.updates import Update, kind_of
from bot.sandbox.world import World

HEADER = "X-Telegram-Bot-Api-Secret-Token"
# Telegram's pauses grow to a minute; a test has no such patience.
FIRST_PAUSE = 0.1
LONGEST_PAUSE = 5.0
# How long an answer may take, as observed.
TIMEOUT_SECONDS = 60.0
SUCCESS = range(200, 300)

Lane = tuple[str, int]


class Delivery:
    """Delivers what waits while a webhook is set."""

    def __init__(self, world: World, api: BotApi) -> None:
        self._world = world
        self._api = api
        self._busy: dict[Lane, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Deliver until cancelled."""
        async with ClientSession(connector=TCPConnector(limit=0), timeout=ClientTimeout(TIMEOUT_SECONDS)) as session:
            try:
                while True:
                    self._start_what_can(session)
                    await self._world.change()
            finally:
                for task in self._busy.values():
                    task.cancel()
                await asyncio.gather(*self._busy.values(), return_exceptions=True)

    def _start_what_can(self, session: ClientSession) -> None:
        updates = self._world.updates
        if updates.hook is None or updates.is_held:
            return
        updates.forget_old()
        for update in updates.waiting:
            if len(self._busy) >= updates.hook.connections:
                return
            lane = lane_of(update)
            if lane not in self._busy:
                self._busy[lane] = asyncio.create_task(self._deliver(session, update, lane))

    async def _deliver(self, session: ClientSession, update: Update, lane: Lane) -> None:
        pause = FIRST_PAUSE
        try:
            while (hook := self._hook_for(update)) is not None:
                failure = await self._post(session, hook, update)
                if not failure:
                    self._world.updates.confirm(update)
                    return
                hook.failed_at, hook.failure = self._world.now(), failure
                self._world.changed()
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
        finally:
            del self._busy[lane]
            self._world.changed()

    def _hook_for(self, update: Update) -> Hook | None:
        """Where to post an update; None when deliveries are held, or when it waits no more."""
        updates = self._world.updates
        updates.forget_old()
        is_waiting = any(each is update for each in updates.waiting)
        return updates.hook if is_waiting and not updates.is_held else None

    async def _post(self, session: ClientSession, hook: Hook, update: Update) -> str:
        """Post an update; what went wrong, or an empty text."""
        headers = {HEADER: hook.secret} if hook.secret else {}
        try:
            # Telegram follows nobody elsewhere.
            async with session.post(hook.url, json=update, headers=headers, allow_redirects=False) as response:
                if response.status not in SUCCESS:
                    return f"Wrong response from the webhook: {response.status} {response.reason}"
                if response.content_type == "application/json":
                    await self._execute(loads(await response.read()))
        except TimeoutError:
            return "Read timeout expired"
        except (ClientError, OSError):
            return "Connection failed"
        except Unreadable:
            # Taken all the same: the status says so.
            return ""
        return ""

    async def _execute(self, body: Any) -> None:  # noqa: ANN401 - JSON
        """A method in the response is a call whose outcome nobody learns; anything else says nothing."""
        given = dict(body) if isinstance(body, dict) else {}
        method = given.pop("method", None)
        if isinstance(method, str) and method:
            with suppress(Refusal):
                await self._api.execute(method, given)


def lane_of(update: Update) -> Lane:
    """The queue of an update: updates of one queue are delivered one after the other."""
    kind = kind_of(update)
    content = update[kind]
    if kind == "callback_query":
        return "taps", content["from"]["id"]
    someone = content.get("chat") or content.get("from") or content.get("user") or {}
    return "chats", someone.get("id", 0)
