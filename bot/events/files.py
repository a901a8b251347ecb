"""Events from a CSV file: the good rows are taken some a transaction, beside a bot that runs."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from storage import organisation
from storage.clock import Clock
from storage.database import Database
from storage.documents.reading import Mistake
from storage.schema import prepare
from surveys import events
from surveys.event_files import REFUSALS, Row, read_events
from surveys.events import Refused

# A transaction of so many holds the taps up for some 50 ms.
ROWS_AT_ONCE = 200


@dataclass
class Loaded:
    """What became of a file: events taken now or before, their one-use links by event, and the rows with mistakes."""

    mistakes: list[Mistake]
    taken: int = 0
    links: list[tuple[str, str]] = field(default_factory=list)


async def load_events(path: Path, database_url: str, clock: Clock) -> Loaded:
    """Take the rows that are events. Raises FileMistakes when the file as a whole can't be read."""
    database = Database(database_url)
    try:
        await prepare(database)
        rows, mistakes = read_events(path, await database.read(organisation.zone))
        loaded = Loaded(mistakes)
        for start in range(0, len(rows), ROWS_AT_ONCE):
            await _take(database, path, rows[start : start + ROWS_AT_ONCE], clock, loaded)
        return loaded
    finally:
        await database.dispose()


async def _take(database: Database, path: Path, rows: Sequence[Row], clock: Clock, loaded: Loaded) -> None:
    answers = await database.run(events.take, [row.reported for row in rows], clock())
    for row, answer in zip(rows, answers, strict=True):
        if isinstance(answer, Refused):
            loaded.mistakes.append(Mistake(str(path), row.line, REFUSALS[answer]))
            continue
        loaded.taken += 1
        if answer.token:
            loaded.links.append((row.reported.key, answer.token))
