"""The job of /export: a file of a slice, made in a process of its own and sent as a document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from aiogram.enums import ChatAction, ParseMode
from aiogram.methods import SendDocument, TelegramMethod
from aiogram.types import BufferedInputFile
from sqlalchemy import Connection

from bot import reporting
from bot.drawing.worker import Drawing
from bot.elsewhere import elsewhere
from bot.exporting import export
from bot.jobs.worker import Kind, Request
from handlers.coordinator.export import KIND
from handlers.coordinator.export_buttons import ExportAct, ExportButton
from handlers.limits import LARGEST_UPLOAD
from handlers.rendering.dates import period_name
from handlers.rendering.exports import place_title
from handlers.screens import Screen
from handlers.standing import standing_in
from handlers.texts import Html, Translator
from storage import people
from storage.clock import Clock
from storage.database import Database
from surveys import slices
from surveys.errors import SurveyError, UnknownUnit
from surveys.exports.files import SUFFIXES
from surveys.slices import Place, Slice
from surveys.versions import Versions

SUFFIX_OF: Final = {
    ExportAct.CSV: SUFFIXES["csv"],
    ExportAct.XLSX: SUFFIXES["xlsx"],
    ExportAct.PDF: ".pdf",
}


@dataclass(frozen=True, slots=True)
class Exports:
    """Makes files from one database."""

    database: Database
    versions: Versions
    drawing: Drawing
    clock: Clock
    administrators: frozenset[int]

    def kinds(self) -> Mapping[str, Kind]:
        """The kinds of jobs of this area."""
        return {KIND: Kind(self.work, ChatAction.UPLOAD_DOCUMENT, is_long=True)}

    async def work(self, request: Request) -> Sequence[TelegramMethod[Any]]:
        """The document; a refusal is a message."""
        button = ExportButton.unpack(request.payload["slice"])
        try:
            asked, place = await self.database.read(self._open, button, request.chat_id)
        except SurveyError as error:
            return [Screen(request.t(error.text, **error.fields)).to(request.chat_id)]
        if not await self.database.read(slices.surveys_of, asked):
            return [Screen(request.t("export.nothing")).to(request.chat_id)]
        name = f"otklik-{_code(asked)}-{asked.period.first}-{asked.period.last}{SUFFIX_OF[button.act]}"
        content = await self._content(button.act, asked, name, request.t)
        if content is None:
            return [Screen(request.t("export.too_large")).to(request.chat_id)]
        return [_document(content, name, _caption(asked, place, request.t), request.chat_id)]

    def _open(self, connection: Connection, button: ExportButton, chat_id: int) -> tuple[Slice, Place]:
        """Rights may have gone since the file was asked for: then there is no such unit."""
        person = people.find(connection, chat_id)
        standing = standing_in(connection, person, self.administrators) if person else None
        if standing is None or not standing.is_coordinator:
            raise UnknownUnit
        asked = slices.by_ids(connection, button.period(), button.ids, standing.units)
        return asked, slices.place_of(connection, asked)

    async def _content(self, act: ExportAct, asked: Slice, name: str, t: Translator) -> bytes | None:
        """The file, None when Telegram would not take it."""
        if act is ExportAct.PDF:
            material = await self.database.read(reporting.read, self.versions, asked, self.clock())
            return await reporting.drawn(self.drawing, material, t)
        with TemporaryDirectory(prefix="otklik-export-") as folder:
            path = Path(folder) / name
            url = self.database.url.render_as_string(hide_password=False)
            await elsewhere(export, url, asked, path, self.clock())
            return path.read_bytes() if path.stat().st_size <= LARGEST_UPLOAD else None


def _code(asked: Slice) -> str:
    return asked.touchpoint or asked.unit or asked.survey or "all"


def _caption(asked: Slice, place: Place, t: Translator) -> Html:
    return Html(f"{place_title(asked, place, t)}\n{period_name(asked.period, t)}")


def _document(content: bytes, name: str, caption: Html, chat_id: int) -> SendDocument:
    file = BufferedInputFile(content, filename=name)
    return SendDocument(chat_id=chat_id, document=file, caption=caption, parse_mode=ParseMode.HTML)
