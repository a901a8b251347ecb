"""/comments: reads, searches and counts themes, then shows the screen in place of the one that was tapped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from aiogram.methods import TelegramMethod
from sqlalchemy import Connection

from bot.drawing.worker import Drawing
from bot.jobs.worker import Kind, Request
from handlers.coordinator.comments import KIND
from handlers.rendering.comments import (
    PAGE,
    CommentsPage,
    comment_screen,
    comments_screen,
    drivers_screen,
    periods_screen,
    points_screen,
    themes_screen,
    verdicts_screen,
)
from handlers.screens import Screen
from handlers.standing import standing_in
from storage import people
from storage.clock import Clock
from storage.database import Database
from surveys import comment_views, comments, slices
from surveys.comments import Asked, Found
from surveys.errors import CommentsNotShown, SurveyError
from surveys.summary import Summary, summarise
from surveys.themes import matching, themes
from surveys.versions import Versions


@dataclass(frozen=True, slots=True)
class Opened:
    """A view as its person may see it now: their own hidden comments, an administrator's everybody's."""

    view: int
    asked: Asked
    summary: Summary
    hidden_by: int | None


@dataclass(frozen=True, slots=True)
class Comments:
    """The jobs of /comments. Words are taken apart where pictures are drawn: the dictionaries need 25 MB."""

    database: Database
    versions: Versions
    drawing: Drawing
    clock: Clock
    administrators: frozenset[int]

    def kinds(self) -> Mapping[str, Kind]:
        """The kinds of jobs of this area."""
        return {KIND: Kind(self.work)}

    async def work(self, request: Request) -> Sequence[TelegramMethod[Any]]:
        """The screen that was asked for, or why there is none."""
        try:
            opened = await self.database.read(self._open, request)
            screen = await self._screen(opened, request)
        except SurveyError as error:
            screen = Screen(request.t(error.text, **error.fields))
        message_id = request.payload.get("message")
        return [screen.to(request.chat_id) if message_id is None else screen.at(request.chat_id, message_id)]

    def _open(self, connection: Connection, request: Request) -> Opened:
        person = people.find(connection, request.chat_id)
        standing = standing_in(connection, person, self.administrators) if person else None
        if person is None or standing is None or not standing.is_coordinator:
            raise CommentsNotShown
        asked = comment_views.find(connection, request.payload["view"], person, standing.units)
        summary = summarise(connection, self.versions, asked.slice)
        # Of the survey that the summary shows, so that both count the same.
        asked = replace(asked, slice=summary.asked)
        return Opened(request.payload["view"], asked, summary, None if standing.is_administrator else person.id)

    async def _screen(self, opened: Opened, request: Request) -> Screen:
        given, t = request.payload, request.t
        match given["what"]:
            case "one":
                where = opened.asked.slice, given["response"], given["question"], opened.hidden_by
                comment = await self.database.read(comments.find, *where)
                return comment_screen(opened.view, given["page"], comment, t, may_show=opened.asked.hidden)
            case "themes":
                texts = [each.text for each in (await self._read(opened)).comments]
                return themes_screen(opened.view, await self.drawing.draw(themes, texts), len(texts), t)
            case "verdicts" | "drivers" | "points" | "periods" as menu:
                return await self._menu(menu, opened, request)
            case _:
                return await self._page(opened, request)

    async def _menu(self, menu: str, opened: Opened, request: Request) -> Screen:
        given, t, slice_ = request.payload, request.t, opened.asked.slice
        if menu == "periods":
            today = await self.database.read(slices.today, self.clock())
            return periods_screen(opened.view, slice_.period, today, t)
        if menu == "points":
            points = await self.database.read(comments.points, replace(slice_, touchpoint=None))
            return points_screen(opened.view, points, given["page"], t)
        if menu == "verdicts":
            verdicts = await self.database.read(comments.verdicts, slice_)
            return verdicts_screen(opened.view, verdicts, t)
        drivers = await self.database.read(comments.drivers, self.versions, slice_)
        labels = await self.database.read(comments.labels, self.versions, slice_)
        return drivers_screen(opened.view, drivers, labels, t)

    async def _page(self, opened: Opened, request: Request) -> Screen:
        asked, read = opened.asked, await self._read(opened)
        found = read.comments
        if asked.search:
            places = await self.drawing.draw(matching, [each.text for each in found], asked.search)
            found = [found[place] for place in places]
        page = min(request.payload["page"], max(0, (len(found) - 1) // PAGE))
        labels = await self.database.read(comments.labels, self.versions, asked.slice)
        part = found[page * PAGE : (page + 1) * PAGE]
        shown = CommentsPage(opened.view, asked, opened.summary, page, part, len(found), read.responses, labels)
        return comments_screen(shown, request.t)

    async def _read(self, opened: Opened) -> Found:
        hidden_by = opened.hidden_by if opened.asked.hidden else None
        return await self.database.read(comments.read, self.versions, opened.asked, hidden_by)
