"""The picture of a person's progress, and their certificate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from aiogram.enums import ChatAction, ParseMode
from aiogram.methods import SendDocument, SendMessage, SendPhoto, TelegramMethod
from aiogram.types import BufferedInputFile
from sqlalchemy import Connection

from bot.drawing.certificates import Certificate, draw_certificate, write_certificate
from bot.drawing.progress import ProgressMap, Square, State, draw_progress
from bot.drawing.worker import Drawing
from bot.jobs.worker import Kind, Request
from handlers.rendering.moments import short_day
from handlers.rendering.numbers import number
from handlers.staff.progress import CERTIFICATE, PROGRESS
from handlers.texts import Translator
from lessons.errors import LessonError
from lessons.progress import Progress, progress_of
from lessons.school import School
from storage import organisation, people
from storage.clock import Clock
from storage.database import Database

Methods = Sequence[TelegramMethod[Any]]
STATES: tuple[State, ...] = ("ahead", "had", "tried")


def kinds(database: Database, drawing: Drawing, school: School, clock: Clock) -> Mapping[str, Kind]:
    """The kinds of jobs of this module."""
    desk = Desk(database, drawing, school, clock)
    return {
        PROGRESS: Kind(desk.progress, ChatAction.UPLOAD_PHOTO),
        CERTIFICATE: Kind(desk.certificate, ChatAction.UPLOAD_DOCUMENT),
    }


@dataclass(frozen=True, slots=True)
class Desk:
    """What the pictures need."""

    database: Database
    drawing: Drawing
    school: School
    clock: Clock

    async def progress(self, request: Request) -> Methods:
        """The map of the course with its caption."""
        progress = await self._read(request)
        if progress is None:
            return [SendMessage(chat_id=request.chat_id, text=request.t("error.not_enrolled"))]
        picture = await self.drawing.draw(draw_progress, self._map(progress, request.t))
        caption = request.t(
            "progress.caption",
            course=progress.course.name.in_(request.t.language),
            had=progress.lessons_had,
            all=len(progress.course.lessons),
            habit=number(100 * progress.habit, 0, request.t.language),
        )
        photo = BufferedInputFile(picture, "progress.png")
        return [SendPhoto(chat_id=request.chat_id, photo=photo, caption=caption, parse_mode=ParseMode.HTML)]

    async def certificate(self, request: Request) -> Methods:
        """The certificate as a picture and as a PDF; for an unfinished course the word that it is."""
        progress, t = await self._read(request), request.t
        if progress is None or progress.enrollment.finished_on is None:
            return [SendMessage(chat_id=request.chat_id, text=t("certificate.not_yet"))]
        body = await self.database.read(organisation.get)
        certificate = Certificate(
            organisation=body.name[t.language] if body else "",
            title=t("certificate.title"),
            says=t("certificate.says"),
            name=progress.enrollment.shown_name,
            course=_plain(t, progress),
            day=short_day(progress.enrollment.finished_on, t.language),
        )
        picture = await self.drawing.draw(draw_certificate, certificate)
        document = await self.drawing.draw(write_certificate, certificate)
        return [
            SendPhoto(
                chat_id=request.chat_id,
                photo=BufferedInputFile(picture, "certificate.png"),
                caption=t("certificate.caption"),
            ),
            SendDocument(chat_id=request.chat_id, document=BufferedInputFile(document, "certificate.pdf")),
        ]

    async def _read(self, request: Request) -> Progress | None:
        def read(connection: Connection) -> Progress | None:
            person = people.find(connection, request.chat_id)
            try:
                return progress_of(connection, self.school, person, self.clock()) if person else None
            except LessonError:
                # They left the course meanwhile.
                return None

        return await self.database.read(read)

    def _map(self, progress: Progress, t: Translator) -> ProgressMap:
        squares = [self._square(code, progress, t) for code in progress.course.lessons]
        habit = number(100 * progress.habit, 0, t.language)
        return ProgressMap(
            title=f"{t('progress.picture_title')}: {progress.course.name.in_(t.language)}",
            squares=squares,
            habit=progress.habit,
            habit_label=f"{t('progress.habit')}: {habit} %",
            legend=[(state, t(f"progress.legend_{state}")) for state in STATES],
        )

    def _square(self, code: str, progress: Progress, t: Translator) -> Square:
        state: State = "tried" if code in progress.tried else "had" if code in progress.had else "ahead"
        right, n = progress.recall.get(code, (0, 0))
        return Square(self.school.lesson(code).in_(t.language).title, state, f"{right}/{n}" if n else "")


def _plain(t: Translator, progress: Progress) -> str:
    """A picture shows text as it is: nothing in it is escaped for a message."""
    course = progress.course
    return unescape(t("certificate.course", course=course.name.in_(t.language), lessons=len(course.lessons)))
