"""Writes the report of a slice on paper, in one language of the bot."""

from pathlib import Path

from sqlalchemy import Connection

from bot.texts import load_catalogs
from handlers.rendering.reports import report_of
from surveys.exports.content import summaries_of
from surveys.exports.pdf_report import pdf_of
from surveys.slices import Slice
from surveys.versions import Versions


def write_report(connection: Connection, asked: Slice, path: Path, language: str) -> int:
    """Write the report to `path`; returns how many complete responses it is about."""
    summaries = summaries_of(connection, Versions(), asked)
    path.write_bytes(pdf_of(report_of(summaries, [None] * len(summaries), load_catalogs()(language))))
    return sum(section.complete for summary in summaries for section in summary.sections)
