"""The course: daily messages, reminders, plans that come back, and a catalog that authors may change meanwhile."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import structlog
from aiogram.methods import TelegramMethod
from sqlalchemy import Connection

from bot.heartbeat import Duty
from bot.sending.sender import Kind
from handlers.rendering.course_days import day_screen, echo_screen, reminder_screen
from handlers.screens import Screen
from handlers.texts import Translator, Translators
from lessons import delivering, lateness, pacing
from lessons.catalog_files import Catalog
from lessons.messages import DAY, ECHO, REMINDER
from lessons.school import School
from storage import outbox, people, staff_invitations
from storage.clock import Clock
from storage.database import Database
from storage.documents.reading import FileMistakes

log = structlog.get_logger(__name__)

# What may have arrived and is not sent again.
OF_COURSES = (DAY, REMINDER, ECHO)
UNCERTAIN = "lesson_uncertain"

Draw = Callable[[Mapping[str, Any], Catalog, Translator], Screen]


def kinds(translators: Translators, school: School, *, rich_messages: bool) -> Mapping[str, Kind]:
    """How each kind of outbox row becomes a message. A lesson that comes twice is worse than one that does not."""

    def rendered(draw: Draw) -> Kind:
        def render(payload: Mapping[str, Any], language: str, chat_id: int) -> TelegramMethod[Any]:
            return draw(payload, school.catalog, translators(language)).to(chat_id)

        return Kind(render, repeatable=False)

    def alert(payload: Mapping[str, Any], language: str, chat_id: int) -> TelegramMethod[Any]:
        return Screen(translators(language).n("alert.lesson_uncertain", payload["count"])).to(chat_id)

    return {
        DAY: rendered(partial(day_screen, is_rich=rich_messages)),
        REMINDER: rendered(reminder_screen),
        ECHO: rendered(echo_screen),
        UNCERTAIN: Kind(alert, repeatable=True),
    }


@dataclass(frozen=True, slots=True)
class Lessons:
    """The duties of one database."""

    database: Database
    school: School
    clock: Clock
    administrators: frozenset[int]

    def all(self) -> Sequence[Duty]:
        """In the order in which a beat does them: what is late is taken back before the sender finds it."""
        return (self.refresh_catalog, self.take_back, self.deliver, self.remind, self.alert, self.purge)

    async def refresh_catalog(self) -> None:
        """Read lessons that have changed; with a mistake in them, the bot keeps those it has."""
        try:
            if self.school.live.refresh():
                log.info("lessons_read", count=len(self.school.catalog.lessons))
        except FileMistakes as error:
            log.error("lessons_not_read", mistakes=[str(mistake) for mistake in error.mistakes])

    async def take_back(self) -> None:
        """Take back what an outage kept beyond its working hours, and moments that a wrong clock has set."""
        while await self.database.run(lateness.take_back, self.school, self.clock()):
            pass
        after: int | None = 0
        while after is not None:
            after = await self.database.run(pacing.set_right, self.school, self.clock(), after)

    async def deliver(self) -> None:
        """Put what is due into the outbox, a batch a transaction until nothing is left."""
        while await self.database.run(delivering.deliver, self.school, self.clock()):
            pass

    async def remind(self) -> None:
        """The same for reminders."""
        while await self.database.run(delivering.remind, self.clock()):
            pass

    async def alert(self) -> None:
        """Tell administrators of messages that may not have arrived."""
        await self.database.run(self._alert)

    async def purge(self) -> None:
        """Delete links nobody can use any more."""
        await self.database.run(staff_invitations.purge, self.clock())

    def _alert(self, connection: Connection) -> None:
        count, newest = outbox.count_uncertain(connection, OF_COURSES)
        if newest is None:
            return
        for chat_id in sorted(self.administrators):
            person = people.find(connection, chat_id)
            if person is not None:
                key = f"{UNCERTAIN}:{person.id}:{newest}"
                outbox.put(connection, person.id, UNCERTAIN, {"count": count}, key, self.clock())
