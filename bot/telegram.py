"""The first words with Telegram, and the choice between polling and webhook."""

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramNotFound, TelegramUnauthorizedError
from aiogram.methods import DeleteWebhook, SetWebhook

from bot.errors import ApiUnreachable, TokenRevoked
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


async def introduce(bot: Bot) -> str:
    """Ask Telegram who we are; returns the bot's username. Raises TokenRevoked and ApiUnreachable."""
    try:
        me = await bot.me()
    # Telegram answers a malformed token with 404, a revoked one with 401.
    except (TelegramUnauthorizedError, TelegramNotFound) as error:
        raise TokenRevoked from error
    except Exception as error:
        raise ApiUnreachable(_address(bot)) from error
    return me.username or ""


async def choose_delivery(bot: Bot, settings: Settings) -> None:
    """Register the webhook, or remove the one that would stand in the way of polling. Waiting updates stay.

    Raises ApiUnreachable.
    """
    try:
        await bot(_webhook(settings) if settings.webhook_url else DeleteWebhook())
    except TelegramAPIError as error:
        raise ApiUnreachable(_address(bot)) from error


def _webhook(settings: Settings) -> SetWebhook:
    return SetWebhook(
        url=settings.webhook_url or "",
        secret_token=settings.secret(),
        max_connections=WEBHOOK_CONNECTIONS,
        allowed_updates=ALLOWED_UPDATES,
    )


def _address(bot: Bot) -> str:
    """The Bot API's address without the token that is part of every URL."""
    return bot.session.api.base.partition("/bot")[0]


async def show_menus(bot: Bot, session: JsonSession, settings: Settings, translators: Translators) -> None:
    """Set the command menus; a bot without a menu still works, so a failure is only logged."""
    t = translators(settings.default_language)
    standing = Standing(is_administrator=True, is_coordinator=True)
    menus = everybodys_menus(translators, settings.default_language)
    menus += [menu_of(chat_id, standing, t) for chat_id in sorted(settings.admin_ids)]
    for menu in menus:
        try:
            await session.deliver(bot, menu)
        except TelegramAPIError as error:
            # An administrator who has not written yet has no chat to put a menu into: /start does it.
            log.debug("menu_not_set", error=type(error).__name__)
