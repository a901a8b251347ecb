"""A bot that is fed by hand and whose replies nobody sends: what it stores is what counts."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiogram import Bot

from bot.composition import Ground, Program, _composed
from bot.drawing.worker import Drawing
from bot.intake.outcome import RawUpdate
from bot.session import JsonSession
from bot.settings import Settings
from lessons.live_catalog import LiveCatalog
from lessons.school import School
from lessons.working_days import WorkingDays
from storage.database import Database
from tests.conversations.clock import MovableClock

TOKEN = "123456789:" + "A" * 35
# Read once: hundreds of programs are made.
SCHOOL = School(LiveCatalog(), WorkingDays().calendar())


@asynccontextmanager
async def silent_bot(database_url: str) -> AsyncIterator[Program]:
    """The program on a database that is ready, without a word to Telegram."""
    session, database = JsonSession(), Database(database_url)
    settings, client = Settings(bot_token=TOKEN), Bot(TOKEN, session=session)
    ground = Ground(settings, MovableClock(), session, client, database, Drawing(), SCHOOL)
    yield _composed(ground, "otklik_bot")
    await database.dispose()


def update_of(update_id: int, person: int, act: str) -> RawUpdate:
    """A text of a person, or a tap on a button that carries `act`."""
    user = {"id": person, "is_bot": False, "first_name": "Citizen", "language_code": "en"}
    chat = {"id": person, "type": "private"}
    if act[1] != ":":
        entities = [{"type": "bot_command", "offset": 0, "length": 6}] if act.startswith("/") else []
        message = {"message_id": update_id, "date": 1, "chat": chat, "from": user, "text": act, "entities": entities}
        return {"update_id": update_id, "message": message}
    bot = {"id": 123456789, "is_bot": True, "first_name": "Otklik"}
    message = {"message_id": 7, "date": 1, "chat": chat, "from": bot, "text": "A question"}
    query = {"id": str(update_id), "from": user, "chat_instance": "1", "data": act, "message": message}
    return {"update_id": update_id, "callback_query": query}
