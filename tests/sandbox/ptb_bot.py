"""A small bot of python-telegram-bot, polling or with a webhook of its own."""

import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from telegram import (
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputMediaPhoto,
    InputTextMessageContent,
    Update,
)
from telegram.constants import ParseMode
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)
from telegram.request import HTTPXRequest

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"

App = Application[Any, Any, Any, Any, Any, Any]


async def start(update: Update, _: Any) -> None:
    buttons = [[InlineKeyboardButton("Yes", callback_data="yes"), InlineKeyboardButton("No", callback_data="no")]]
    markup = InlineKeyboardMarkup(buttons)
    await update.effective_message.reply_text("<b>Well?</b>", parse_mode=ParseMode.HTML, reply_markup=markup)  # type: ignore[union-attr]


async def tapped(update: Update, _: Any) -> None:
    query = update.callback_query
    assert query is not None
    await query.answer("Noted")
    await query.edit_message_text(f"You said {query.data}")


async def photo(update: Update, _: Any) -> None:
    assert update.message is not None
    await update.message.reply_photo(PIXEL, caption="A pixel", filename="pixel.png")


async def album(update: Update, _: Any) -> None:
    assert update.message is not None
    await update.message.reply_media_group([InputMediaPhoto(PIXEL, caption="first"), InputMediaPhoto(PIXEL)])


async def document(update: Update, _: Any) -> None:
    assert update.message is not None
    assert update.message.document is not None
    file = await update.message.document.get_file()
    content = await file.download_as_bytearray()
    await update.message.reply_text(f"Read: {content.decode()}")


async def other(update: Update, _: Any) -> None:
    assert update.message is not None
    await update.message.forward(update.message.chat_id)


async def inline(update: Update, _: Any) -> None:
    assert update.inline_query is not None
    content = InputTextMessageContent(update.inline_query.query)
    await update.inline_query.answer([InlineQueryResultArticle("1", "Echo", content)])


def built(base: str, token: str) -> App:
    """The bot; a proxy of the environment is not asked for this machine."""
    request, polls = (HTTPXRequest(httpx_kwargs={"trust_env": False}) for _ in range(2))
    builder = ApplicationBuilder().token(token).base_url(f"{base}/bot").base_file_url(f"{base}/file/bot")
    application = builder.request(request).get_updates_request(polls).build()
    application.add_handlers(
        [
            CommandHandler("start", start),
            CallbackQueryHandler(tapped),
            CommandHandler("photo", photo),
            CommandHandler("album", album),
            MessageHandler(filters.Document.ALL, document),
            MessageHandler(filters.ALL, other),
            InlineQueryHandler(inline),
        ]
    )
    return application


@asynccontextmanager
async def running(base: str, token: str) -> AsyncIterator[App]:
    """The bot with its commands set, taking what is put into its queue."""
    application = built(base, token)
    async with application:
        await application.bot.set_my_commands([BotCommand("photo", "A picture")])
        await application.start()
        yield application
        await application.stop()


@asynccontextmanager
async def polling(base: str, token: str) -> AsyncIterator[None]:
    """The bot, polling."""
    async with running(base, token) as application:
        assert application.updater is not None
        await application.updater.start_polling()
        yield
        await application.updater.stop()


@asynccontextmanager
async def webhook(base: str, token: str, secret: str) -> AsyncIterator[None]:
    """The bot behind a webhook of aiohttp; its own would need tornado."""
    async with running(base, token) as application:

        async def take(request: web.Request) -> web.Response:
            if request.headers.get(SECRET_HEADER) == secret:
                await application.update_queue.put(Update.de_json(await request.json(), application.bot))
            return web.Response()

        server = web.Application()
        server.router.add_post("/", take)
        runner = web.AppRunner(server, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        await application.bot.set_webhook(f"http://127.0.0.1:{runner.addresses[0][1]}/", secret_token=secret)
        yield
        await application.bot.delete_webhook()
        await runner.cleanup()
