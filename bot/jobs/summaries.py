"""The job of /summary: the text, and for the overview a picture."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from aiogram.enums import ChatAction, ParseMode
from aiogram.methods import SendPhoto, TelegramMethod
from aiogram.types import BufferedInputFile, Message
from sqlalchemy import Connection

from bot.drawing.summary_picture import draw
from bot.drawing.summary_words import caption_of, picture_of
from bot.drawing.worker import Drawing
from bot.jobs.worker import Kind, Request
from handlers.coordinator.buttons import SliceButton, View
from handlers.coordinator.summary_keyboard import keyboard
from handlers.rendering.breakdowns import drivers_text, ranking_text, weeks_text
from handlers.rendering.rich_summaries import rich_summary
from handlers.rendering.summaries import summary_text
from handlers.screens import Screen
from handlers.standing import standing_in
from handlers.texts import Html, Translator
from storage import people
from storage.clock import Clock
from storage.database import Database
from surveys import slices
from surveys.errors import SurveyError
from surveys.ranking import By, Ranked, ranking
from surveys.summary import Summary, summarise
from surveys.trends import Point, trend
from surveys.versions import Versions

RANKED: Mapping[View, By] = {View.UNITS: "unit", View.POINTS: "touchpoint"}


@dataclass(frozen=True, slots=True)
class Report:
    """What a view shows; each view needs a part of it."""

    summary: Summary
    ranked: Sequence[Ranked] = ()
    points: Sequence[Point] = ()
    today: date = date.min


@dataclass(frozen=True, slots=True)
class Summaries:
    """Makes summaries from one database."""

    database: Database
    versions: Versions
    drawing: Drawing
    clock: Clock
    administrators: frozenset[int]
    # Whether the overview is a rich message with tables, which older clients can't show.
    rich_messages: bool

    def kind(self) -> Kind:
        """The kind of job."""
        return Kind(self.work, ChatAction.UPLOAD_PHOTO)

    async def work(self, request: Request) -> Sequence[TelegramMethod[Any]]:
        """The messages; a refusal is a message too."""
        asked = SliceButton.unpack(request.payload["slice"])
        try:
            report = await self.database.read(self._read, asked, request.chat_id)
        except SurveyError as error:
            return [Screen(request.t(error.text, **error.fields)).to(request.chat_id)]
        if report is None:
            return [Screen(request.t("unknown.command")).to(request.chat_id)]
        text = self._text(report, asked.view, request)
        if asked.view is not View.OVERVIEW:
            return [text]
        return [text, *await self._picture(report, request)]

    def _read(self, connection: Connection, button: SliceButton, chat_id: int) -> Report | None:
        """None for whoever is no coordinator any more: rights may have gone since the question was put."""
        person = people.find(connection, chat_id)
        standing = standing_in(connection, person, self.administrators) if person else None
        if standing is None or not standing.is_coordinator:
            return None
        ids = button.unit, button.point, button.survey
        asked = slices.by_ids(connection, button.period(), ids, standing.units)
        summary, today = summarise(connection, self.versions, asked), slices.today(connection, self.clock())
        if not summary.sections:
            return Report(summary, today=today)
        newest = summary.sections[0]
        by = RANKED.get(button.view)
        ranked = ranking(connection, summary.asked, newest, by) if by else ()
        points = trend(connection, summary.asked, newest, today)
        return Report(summary, ranked, points, today)

    async def _picture(self, report: Report, request: Request) -> Sequence[SendPhoto]:
        picture = picture_of(report.summary, report.points, request.t)
        if picture is None:
            return ()
        file = BufferedInputFile(await self.drawing.draw(draw, picture), "summary.png")
        caption = caption_of(picture, request.t)
        return [SendPhoto(chat_id=request.chat_id, photo=file, caption=caption, parse_mode=ParseMode.HTML)]

    def _text(self, report: Report, view: View, request: Request) -> TelegramMethod[Message]:
        rows = keyboard(report.summary, view, report.today, request.t)
        if self.rich_messages and view is View.OVERVIEW:
            return rich_summary(report.summary, rows, request.chat_id, request.t)
        return Screen(_text_of(report, view, request.t), rows).to(request.chat_id)


def _text_of(report: Report, view: View, t: Translator) -> Html:
    match view:
        case View.UNITS | View.POINTS:
            return ranking_text(report.summary, report.ranked, t)
        case View.DRIVERS:
            return drivers_text(report.summary, t)
        case View.WEEKS:
            return weeks_text(report.summary, report.points, t)
    return summary_text(report.summary, t)
