"""Webhook delivery: updates are posted in order, and posted again until they are answered with 2xx."""

import asyncio
from typing import Any

from aiohttp import ClientError, ClientSession

from bot.sandbox.errors import Refusal
from bot.sandbox.server import BotApi
from bot.sandbox.updates import Update, WebhookSettings
from bot.sandbox.world import World

HEADER = "X-Telegram-Bot-Api-Secret-Token"
FIRST_PAUSE = 0.1
LONGEST_PAUSE = 5.0
SUCCESS = range(200, 300)


async def deliver(world: World, api: BotApi) -> None:
    """Deliver for ever; cancelled when the server ends."""
    async with ClientSession() as session:
        pause = FIRST_PAUSE
        while True:
            webhook = world.updates.webhook
            if webhook is None:
                await world.change()
            elif not world.updates.waiting:
                await world.updates.arrival()
            elif await _post(session, webhook, world.updates.waiting[0], api):
                world.updates.waiting.pop(0)
                world.changed()
                pause = FIRST_PAUSE
            else:
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)


async def _post(session: ClientSession, webhook: WebhookSettings, update: Update, api: BotApi) -> bool:
    try:
        async with session.post(webhook.url, json=update, headers={HEADER: webhook.secret}) as response:
            if response.status not in SUCCESS:
                return False
            if response.content_type == "application/json":
                await _execute(api, await response.json())
            return True
    except (ClientError, OSError):
        return False


async def _execute(api: BotApi, body: dict[str, Any]) -> None:
    """A method in the response is a call whose outcome nobody learns."""
    method = body.pop("method", None)
    if method:
        try:
            await api.execute(method, body)
        except Refusal:
            return
