"""The bare bot that ours is measured against: aiogram with its defaults, the same two calls, nothing stored."""

import asyncio
import os
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
from aiohttp import web

NUMBERS = [str(number) for number in range(1, 8)]


async def tapped(callback: CallbackQuery) -> None:
    """Answer the tap, edit the message."""
    buttons = [InlineKeyboardButton(text=number, callback_data=f"a:1:1:{number}") for number in NUMBERS]
    await callback.answer()
    if isinstance(callback.message, Message):
        await callback.message.edit_text(
            f"Certificates · North branch\n\n{callback.data}",
            reply_markup=InlineKeyboardMarkup(inline_keyboard=[buttons]),
        )


def main() -> None:
    """Serve a webhook, or poll."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["BOT_API_URL"]))
    bot = Bot(os.environ["BOT_TOKEN"], session=session)
    dispatcher = Dispatcher()
    dispatcher.callback_query.register(tapped)
    if sys.argv[1] == "poll":
        asyncio.run(dispatcher.start_polling(bot))
        return
    application = web.Application()
    SimpleRequestHandler(dispatcher, bot).register(application, path="/telegram")
    setup_application(application, dispatcher, bot=bot)
    web.run_app(application, host="127.0.0.1", port=int(os.environ["PORT"]), print=None, access_log=None)


if __name__ == "__main__":
    main()
