"""How good the check questions are: all that was ever answered is counted, so it is a job."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aiogram.methods import TelegramMethod

from bot.jobs.worker import Kind, Request
from handlers.coordinator.team import ITEM_HEALTH
from handlers.rendering.item_health import health_screen
from lessons.item_health import item_health
from lessons.school import School
from storage.database import Database


@dataclass(frozen=True, slots=True)
class ItemHealthPages:
    """Pages of questions for those who write lessons."""

    database: Database
    school: School

    def kinds(self) -> Mapping[str, Kind]:
        """The kind of job of this module."""
        return {ITEM_HEALTH: Kind(self.page, is_long=True)}

    async def page(self, request: Request) -> Sequence[TelegramMethod[Any]]:
        """A page, in place of the message that was tapped."""
        items = await self.database.read(item_health, self.school)
        screen = health_screen(items, self.school.catalog, request.payload["page"], request.t)
        message_id = request.payload["message"]
        return [screen.to(request.chat_id) if message_id is None else screen.at(request.chat_id, message_id)]
