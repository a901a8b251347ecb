"""Writes a file of answers over its own connection: in the process of a job, and for `python -m bot export`."""

import asyncio
from datetime import datetime
from pathlib import Path

from storage.database import Database
from surveys.exports.files import write_file
from surveys.slices import Slice


def export(database_url: str, asked: Slice, path: Path, now: datetime) -> None:
    """Write a slice to `path`, whose suffix tells the format."""
    asyncio.run(_export(database_url, asked, path, now))


async def _export(database_url: str, asked: Slice, path: Path, now: datetime) -> None:
    database = Database(database_url)
    try:
        await database.read(write_file, asked, path, now)
    finally:
        await database.dispose()
