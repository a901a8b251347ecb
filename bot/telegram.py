"""The first words with Telegram, and the choice between polling and webhook."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import DeleteWebhook, SetWebhook

from bot.errors import ApiBusy, ApiUnreachable, BotError, ConfigurationError, TokenRevoked
from bot.sending.pace import Sleep
from bot.session import JsonSession
from bot.settings import Settings
from handlers.menus import everybodys_menus, menu_of
from handlers.routing import ALLOWED_UPDATES
from handlers.standing import Standing
from handlers.texts import Translators

log = structlog.get_logger(__name__)

# As many as Telegram allows: the more wait at once, the larger the batch that one commit serves.
# https://core.telegram.org/bots/api#setwebhook
WEBHOOK_CONNECTIONS = 100

# Seconds between tries of the first calls, and the longest wait that Telegram may ask for there.
PAUSES = (0.5, 1.0, 2.0)
LONGEST_PAUSE = 3.0
PASSING = (TelegramRetryAfter, TelegramServerError, ClientDecodeError)

T = TypeVar("T")


async def introduce(bot: Bot, sleep: Sleep = asyncio.sleep) -> str:
    """Ask Telegram who we are; returns the bot's username. Raises TokenRevoked, ApiUnreachable and ApiBusy."""
    # Kept by the bot, which compares it with the address of every command.
    return (await _asked(bot, bot.me, sleep)).username or ""


async def choose_delivery(bot: Bot, settings: Settings, sleep: Sleep = asyncio.sleep) -> None:
    """Register the webhook, or remove the one that would stand in the way of polling. Waiting updates stay.

    Raises ConfigurationError for an address that Telegram does not accept, and what `introduce` does.
    """
    method = _webhook(settings) if settings.webhook_url else DeleteWebhook()
    await _asked(bot, lambda: bot(method), sleep)


async def _asked(bot: Bot, ask: Callable[[], Awaitable[T]], sleep: Sleep) -> T:
    """The answer to one of the first calls; Telegram's own trouble is waited out for a moment."""
    pauses = iter(PAUSES)
    while True:
        try:
            return await ask()
        except Exception as error:
            pause = next(pauses, None)
            if pause is None or not isinstance(error, PASSING):
                raise _explained(bot, error) from error
            await sleep(min(error.retry_after, LONGEST_PAUSE) if isinstance(error, TelegramRetryAfter) else pause)


def _explained(bot: Bot, error: Exception) -> BotError:
    match error:
        # Telegram answers a malformed token with 404, a revoked one with 401.
        case TelegramUnauthorizedError() | TelegramNotFound():
            return TokenRevoked()
        case TelegramBadRequest(method=SetWebhook()):
            return ConfigurationError(f"Telegram refuses WEBHOOK_URL: {error.message}")
        case TelegramRetryAfter():
            return ApiBusy(error.retry_after)
    return ApiUnreachable(_address(bot))


def _webhook(settings: Settings) -> SetWebhook:
    return SetWebhook(
        url=settings.webhook_url or "",
        secret_token=settings.secret(),
        max_connections=WEBHOOK_CONNECTIONS,
        allowed_updates=ALLOWED_UPDATES,
    )


def _address(bot: Bot) -> str:
    """The Bot API's address without the token that is part of every URL."""
    return bot.session.api.base.rpartition("/bot")[0]


async def show_menus(bot: Bot, session: JsonSession, settings: Settings, translators: Translators) -> None:
    """Set the command menus; a bot without a menu still works, so a failure is only logged."""
    t = translators(settings.default_language)
    standing = Standing(is_administrator=True, is_coordinator=True)
    menus = everybodys_menus(translators, settings.default_language)
    menus += [menu_of(chat_id, standing, t) for chat_id in sorted(settings.admin_ids)]
    for menu in menus:
        try:
            await session.deliver(bot, menu)
        except (TelegramAPIError, ClientDecodeError) as error:
            # An administrator who has not written yet has no chat to put a menu into: /start does it.
            log.debug("menu_not_set", error=type(error).__name__)
