"""How updates reach the bot: long polling, or a webhook.

https://core.telegram.org/bots/api#getting-updates
"""

import re
from typing import Any

from aiogram.methods import DeleteWebhook, GetUpdates, GetWebhookInfo, SetWebhook

from bot.sandbox import limits
from bot.sandbox.addresses import LOOPBACK, split
from bot.sandbox.errors import bad_request
from bot.sandbox.hooks import USUAL_CONNECTIONS, Hook
from bot.sandbox.world import World

_SECRET = re.compile(r"[A-Za-z0-9_-]*")


async def get_updates(world: World, given: GetUpdates) -> Any:  # noqa: ANN401 - JSON
    world.updates.allow(given.allowed_updates)
    limit = min(max(given.limit or limits.MOST_UPDATES, 1), limits.MOST_UPDATES)
    return await world.updates.poll(given.offset, limit, float(given.timeout or 0))


async def set_webhook(world: World, given: SetWebhook) -> bool:
    updates = world.updates
    hook = _hook(given) if given.url else None
    updates.allow(given.allowed_updates)
    updates.set_hook(hook)
    if given.drop_pending_updates:
        updates.drop()
    world.changed()
    return True


async def delete_webhook(world: World, given: DeleteWebhook) -> bool:
    world.updates.set_hook(None)
    if given.drop_pending_updates:
        world.updates.drop()
    world.changed()
    return True


async def get_webhook_info(world: World, _: GetWebhookInfo) -> Any:  # noqa: ANN401 - JSON
    updates = world.updates
    hook = updates.hook.info if updates.hook else {"url": ""}
    allowed = {"allowed_updates": list(updates.allowed)} if updates.allowed else {}
    return {**hook, "has_custom_certificate": False, "pending_update_count": len(updates.waiting), **allowed}


def _hook(given: SetWebhook) -> Hook:
    """A webhook on this machine; Telegram wants HTTPS and another one."""
    if split(given.url).hostname not in LOOPBACK:
        raise bad_request("bad webhook: the sandbox reaches this machine only")
    connections = given.max_connections or USUAL_CONNECTIONS
    if not 1 <= connections <= limits.MOST_CONNECTIONS:
        raise bad_request("bad webhook: max_connections must be from 1 to 100")
    secret = given.secret_token or ""
    if len(secret) > limits.LONGEST_SECRET:
        raise bad_request("secret token is too long")
    if _SECRET.fullmatch(secret) is None:
        raise bad_request("secret token contains unallowed characters")
    return Hook(given.url, secret, connections)
