"""What a summary costs at ten thousand and at ten million answers: `python -m tests.bench.summaries [ANSWERS ...]`.

The databases are filled in bulk, in SQL, as the domain would have filled them: every response in the release group of
its touchpoint and week, every group counted.
"""

import asyncio
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median

from sqlalchemy import Connection, event, text

from bot.sandbox.demo import EXAMPLE
from storage.clock import system_clock
from storage.database import Database
from storage.schema import prepare
from surveys import recounting
from surveys.catalog_files import load_catalog
from surveys.organisation import read_organisation
from surveys.periods import quarter_of
from surveys.publishing import load_organisation
from surveys.slices import Slice
from surveys.summary import Summary, summarise
from surveys.trends import Point, trend
from surveys.versions import Versions

RUNS = 30
ANSWERS_A_RESPONSE = 5
# Counted again in Python, to see that what is measured is what the domain would have made.
CHECKED = 10_000
QUARTER = quarter_of(date(2026, 10, 1))
# Whole weeks of the quarter, of which some are cut by the end of a month.
DAYS = 84

RESPONSES = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :responses)
INSERT INTO responses (id, survey_version_id, touchpoint_id, state, local_date)
SELECT i, :version, 1 + i % 2, 'complete', date('2026-10-05', '+' || (abs(random()) % :days) || ' days') FROM n
"""
ANSWERS = (
    "SELECT id, 'effort', 'answered', 1 + abs(random()) % 7, NULL FROM responses",
    "SELECT id, 'satisfaction', 'answered', 1 + abs(random()) % 5, NULL FROM responses",
    "SELECT id, 'resolved', 'answered', NULL, json_array('yes') FROM responses",
    "SELECT id, 'drivers', 'answered', NULL, json_array('ease') FROM responses",
    "SELECT id, 'comment', 'skipped', NULL, NULL FROM responses",
)
# A week's days that lie in one month, as surveys.periods.week_in_month has them.
FIRST = "max(date(local_date, '-6 days', 'weekday 1'), date(local_date, 'start of month'))"
END = "min(date(local_date, '-6 days', 'weekday 1', '+7 days'), date(local_date, 'start of month', '+1 month'))"
GROUPS = f"""
INSERT INTO release_groups (key, survey_version_id, state, unit_id, touchpoint_id, first_day, end_day, responses,
    batches, is_split)
SELECT touchpoint_id || {FIRST}, :version, 'complete', 1, touchpoint_id, {FIRST}, {END}, count(*), 1, 0
FROM responses GROUP BY touchpoint_id, {FIRST} HAVING count(*) >= 10
"""
MEMBERS = f"""
UPDATE responses SET batch = 1,
    group_id = (SELECT id FROM release_groups WHERE key = responses.touchpoint_id || {FIRST})
"""


async def main(sizes: list[int]) -> None:
    """Fill one database a size, then measure them in turns: what else the machine does meets all of them alike."""
    versions, runs = Versions(), {size: list[Measured]() for size in sizes}
    with tempfile.TemporaryDirectory() as folder:
        databases = {size: await prepared(Path(folder), size, versions) for size in sizes}
        for _ in range(RUNS):
            for size, database in databases.items():
                runs[size].append(await database.read(timed, versions))
        for database in databases.values():
            await database.dispose()
    smallest = min(sizes)
    for size in sizes:
        driver, whole = (median(getattr(run, field) for run in runs[size]) for field in ("driver", "whole"))
        times = whole / median(run.whole for run in runs[smallest])
        print(f"{size:>10} answers: {whole * 1000:.2f} ms, {driver * 1000:.2f} ms of it in SQLite; {times:.2f} times")


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds that SQLite worked, and seconds in the database thread in all."""

    driver: float
    whole: float


async def prepared(folder: Path, answers: int, versions: Versions) -> Database:
    """A filled database, checked where that is quick."""
    database = Database(f"sqlite+aiosqlite:///{folder / f'{answers}.db'}")
    await prepare(database)
    catalog = load_catalog()
    began = time.perf_counter()
    await database.run(load_organisation, read_organisation(EXAMPLE, catalog), catalog, system_clock())
    await database.run(filled, versions, answers // ANSWERS_A_RESPONSE)
    await database.dispose()
    # What was written in one go lies in SQLite's log; in use it is moved to its place all the time.
    with closing(sqlite3.connect(folder / f"{answers}.db")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    print(f"filled {answers} answers in {time.perf_counter() - began:.0f} s", flush=True)
    if answers == CHECKED:
        checked = await database.read(recounting.check, versions)
        found = checked.differences or "no differences"
        print(f"checked {checked.responses} responses in {checked.groups} groups: {found}")
    return database


def timed(connection: Connection, versions: Versions) -> Measured:
    """One summary with its trend."""
    spent, started = 0.0, 0.0

    def before(*_: object) -> None:
        nonlocal started
        started = time.perf_counter()

    def after(*_: object) -> None:
        nonlocal spent
        spent += time.perf_counter() - started

    listeners: list[tuple[str, Callable[..., None]]] = [
        ("before_cursor_execute", before),
        ("after_cursor_execute", after),
    ]
    for name, listener in listeners:
        event.listen(connection, name, listener)
    began = time.perf_counter()
    look(connection, versions)
    whole = time.perf_counter() - began
    for name, listener in listeners:
        event.remove(connection, name, listener)
    return Measured(spent, whole)


def look(connection: Connection, versions: Versions) -> tuple[Summary, list[Point]]:
    """What the overview of a unit reads."""
    summary = summarise(connection, versions, Slice(QUARTER, unit="north"))
    return summary, list(trend(connection, summary.asked, summary.sections[0], QUARTER.last))


def filled(connection: Connection, versions: Versions, responses: int) -> None:
    """Responses with their answers, groups and rollups."""
    version, _ = versions.newest(connection, "post_service")
    given = {"version": version, "responses": responses, "days": DAYS}
    connection.execute(text(RESPONSES), given)
    for select in ANSWERS:
        connection.execute(text(f"INSERT INTO answers (response_id, question, state, number, options) {select}"))
    connection.execute(text(GROUPS), given)
    connection.execute(text(MEMBERS))
    connection.execute(text(ROLLUPS))
    connection.execute(text(DRIVERS))


ROLLUPS = """
INSERT INTO rollups (group_id, question, value, verdict, count)
SELECT group_id, question, coalesce(number, json_extract(options, '$[0]')), '', count(*)
FROM answers JOIN responses ON id = response_id
WHERE group_id IS NOT NULL AND question IN ('effort', 'satisfaction', 'resolved') GROUP BY 1, 2, 3
"""
DRIVERS = """
INSERT INTO rollups (group_id, question, value, verdict, count)
SELECT group_id, 'drivers', named.value, CASE WHEN number >= 4 THEN 'good' ELSE 'bad' END, count(*)
FROM answers JOIN responses ON id = response_id JOIN (SELECT '' AS value UNION ALL SELECT 'ease') AS named
WHERE group_id IS NOT NULL AND question = 'satisfaction' GROUP BY 1, 2, 3, 4
"""


if __name__ == "__main__":
    asyncio.run(main([int(size) for size in sys.argv[1:]] or [10_000, 10_000_000]))
