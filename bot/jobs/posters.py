"""The code of a service point: a picture to look at and to print, or a poster."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aiogram.enums import ChatAction
from aiogram.methods import SendDocument, SendPhoto, TelegramMethod
from aiogram.types import BufferedInputFile

from bot.drawing import posters
from bot.drawing.posters import PosterText
from bot.drawing.worker import Drawing
from bot.jobs.worker import Kind, Request
from handlers.coordinator.points import POINT_CODE
from handlers.coordinator.points_buttons import Print
from handlers.rendering.points import point_link
from handlers.texts import Translators
from storage import organisation
from storage.database import Database
from storage.organisation import Touchpoint


@dataclass(frozen=True, slots=True)
class Posters:
    """Draws for one bot."""

    database: Database
    drawing: Drawing
    translators: Translators
    bot_name: str

    def kinds(self) -> Mapping[str, Kind]:
        """Its kind of job."""
        return {POINT_CODE: Kind(self.draw, ChatAction.UPLOAD_DOCUMENT)}

    async def draw(self, request: Request) -> Sequence[TelegramMethod[Any]]:
        """The picture, or the poster of the size that was asked for."""
        point = await self.database.read(organisation.touchpoint, request.payload["code"])
        if point is None:
            return ()
        what = request.payload["what"]
        return await (self._picture(request, point) if what == Print.PICTURE else self._poster(request, point, what))

    async def _picture(self, request: Request, point: Touchpoint) -> Sequence[TelegramMethod[Any]]:
        link = point_link(point.code, self.bot_name)
        picture = await self.drawing.draw(posters.qr_picture, link)
        name = f"{point.code}.png"
        return [
            SendPhoto(
                chat_id=request.chat_id,
                photo=BufferedInputFile(picture, name),
                caption=_named(point, request),
            ),
            # The photo above is compressed on its way; this one is printed as it is.
            SendDocument(
                chat_id=request.chat_id,
                document=BufferedInputFile(picture, name),
                caption=request.t("poster.to_print"),
                disable_content_type_detection=True,
            ),
        ]

    async def _poster(self, request: Request, point: Touchpoint, size: posters.Size) -> Sequence[TelegramMethod[Any]]:
        texts = (self._text(point, "ru"), self._text(point, "en"))
        pdf = await self.drawing.draw(posters.poster, point_link(point.code, self.bot_name), size, texts)
        document = BufferedInputFile(pdf, f"{point.code}-{size}.pdf")
        return [SendDocument(chat_id=request.chat_id, document=document, caption=_named(point, request))]

    def _text(self, point: Touchpoint, language: str) -> PosterText:
        t = self.translators(language)
        service, unit = point.service[language], point.unit_name[language]
        return PosterText(service, unit, t("poster.call"), t("poster.scan"), t("poster.promise"))


def _named(point: Touchpoint, request: Request) -> str:
    return f"{point.service[request.t.language]} · {point.unit_name[request.t.language]}"
