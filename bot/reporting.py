"""The report of a slice on paper: read, drawn and put together, in a job or by `python -m bot export`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from bot.drawing import summary_picture
from bot.drawing.summary_words import caption_of, picture_of
from bot.drawing.worker import Drawing
from bot.texts import load_catalogs
from handlers.rendering.reports import plain, report_of
from handlers.texts import Translator
from surveys import slices
from surveys.exports.content import summaries_of
from surveys.exports.report import Picture, printed
from surveys.slices import Slice
from surveys.summary import Summary
from surveys.trends import Point, trend
from surveys.versions import Versions


@dataclass(frozen=True, slots=True)
class Material:
    """A survey's summary, and its main score over time for the picture."""

    summary: Summary
    points: Sequence[Point]


def read(connection: Connection, versions: Versions, asked: Slice, now: datetime) -> list[Material]:
    """What a report is about, a survey each."""
    today = slices.today(connection, now)
    return [
        Material(summary, trend(connection, summary.asked, summary.sections[0], today) if summary.sections else ())
        for summary in summaries_of(connection, versions, asked)
    ]


async def drawn(drawing: Drawing, material: Sequence[Material], t: Translator) -> bytes:
    """The file; pictures and pages are made where nobody waits for a tap."""
    pictures = []
    for each in material:
        picture = picture_of(each.summary, each.points, t)
        png = await drawing.draw(summary_picture.draw, picture) if picture else None
        pictures.append(Picture(png, plain(caption_of(picture, t))) if picture and png else None)
    return await drawing.draw(printed, report_of([each.summary for each in material], pictures, t))


def write_report(connection: Connection, asked: Slice, path: Path, language: str, now: datetime) -> int:
    """Write the report to `path`; returns how many complete responses it is about."""
    material, t = read(connection, Versions(), asked, now), load_catalogs()(language)
    found = [picture_of(each.summary, each.points, t) for each in material]
    pictures = [Picture(summary_picture.draw(each), plain(caption_of(each, t))) if each else None for each in found]
    summaries = [each.summary for each in material]
    path.write_bytes(printed(report_of(summaries, pictures, t)))
    return sum(section.complete for summary in summaries for section in summary.sections)
