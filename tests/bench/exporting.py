"""`python -m tests.bench.exporting [responses]`: time and memory of an export of a year, of a million by default.

The answers are written straight into the tables, as release groups of one service point and week-in-month each.
"""

import asyncio
import json
import os
import random
import resource
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import create_engine

from bot.sandbox.demo import EXAMPLE
from storage.clock import system_clock
from storage.database import Database
from storage.schema import prepare
from surveys import periods
from surveys.catalog_files import load_catalog
from surveys.organisation import read_organisation
from surveys.publishing import load_organisation
from tests.recounting import rebuild

ROOT = Path(__file__).parents[2]
RESPONSES = 1_000_000
YEAR = 2025
SURVEY = "post_service"
DRIVERS = ("ease", "efficiency", "humanity", "place")


def main(count: int) -> None:
    """Fill a database, export it in both formats, print what it took."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "bench.db"
        asyncio.run(_prepared(f"sqlite+aiosqlite:///{file}"))
        _fill(file, count)
        print(f"{count:,} responses, {file.stat().st_size / 1e6:,.0f} MB of database")
        for name in ("answers.zip", "answers.xlsx"):
            _measure(file, Path(folder) / name)


async def _prepared(url: str) -> None:
    database = Database(url)
    await prepare(database)
    catalog = load_catalog()
    await database.run(load_organisation, read_organisation(EXAMPLE, catalog), catalog, system_clock())
    await database.dispose()


def _fill(file: Path, count: int) -> None:
    chance = random.Random(YEAR)
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript("PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF")
        (version,) = connection.execute("SELECT id FROM survey_versions WHERE survey = ?", (SURVEY,)).fetchone()
        points = connection.execute("SELECT id, unit_id FROM touchpoints WHERE survey = ?", (SURVEY,)).fetchall()
        groups = _groups(connection, version, points)
        sizes: Counter[int] = Counter()
        cells: Counter[tuple[int, str, str]] = Counter()
        ids = sorted({chance.getrandbits(62) for _ in range(count)})
        rows: list[tuple[object, ...]] = []
        answers: list[tuple[object, ...]] = []
        for response in ids:
            group, point, first = groups[chance.randrange(len(groups))]
            sizes[group] += 1
            rows.append((response, version, point, "complete", first, group))
            effort, satisfaction = chance.randint(1, 7), chance.randint(1, 5)
            answers.append((response, "resolved", "answered", None, '["yes"]', None))
            answers.append((response, "effort", "answered", effort, None, None))
            answers.append((response, "satisfaction", "answered", satisfaction, None, None))
            cells.update(
                [(group, "resolved", "yes"), (group, "effort", str(effort)), (group, "satisfaction", str(satisfaction))]
            )
            if chance.random() < 0.5:
                answers.append((response, "drivers", "answered", None, json.dumps(chance.sample(DRIVERS, 2)), None))
            if chance.random() < 0.2:
                answers.append((response, "comment", "answered", None, None, f"Ждал {effort * 10} минут, но помогли."))
            if len(rows) == 50_000:
                _flush(connection, rows, answers)
        _flush(connection, rows, answers)
        connection.executemany(
            "UPDATE release_groups SET responses = ? WHERE id = ?", [(n, each) for each, n in sizes.items()]
        )
        connection.executemany(
            "INSERT INTO rollups (group_id, question, value, verdict, count) VALUES (?, ?, ?, '', ?)",
            [(*cell, n) for cell, n in cells.items()],
        )
        connection.commit()
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as summed:
        rebuild(summed)
    engine.dispose()


def _groups(connection: sqlite3.Connection, version: int, points: list[tuple[int, int]]) -> list[tuple[int, int, str]]:
    groups = []
    for point, unit in points:
        day = date(YEAR, 1, 1)
        while day.year == YEAR:
            part = periods.week_in_month(day)
            inserted = connection.execute(
                "INSERT INTO release_groups (key, survey_version_id, state, unit_id, touchpoint_id, first_day, end_day,"
                " responses, marked, batches, is_split) VALUES (?, ?, 'complete', ?, ?, ?, ?, 0, 0, 1, 0)",
                (f"{point}:{part.first}", version, unit, point, str(part.first), str(part.end)),
            )
            groups.append((inserted.lastrowid or 0, point, str(part.first)))
            day = part.end + timedelta()
    return groups


def _flush(connection: sqlite3.Connection, rows: list[tuple[object, ...]], answers: list[tuple[object, ...]]) -> None:
    connection.executemany(
        "INSERT INTO responses (id, survey_version_id, touchpoint_id, state, local_date, group_id, batch)"
        " VALUES (?, ?, ?, ?, ?, ?, 1)",
        rows,
    )
    connection.executemany(
        "INSERT INTO answers (response_id, question, state, number, options, comment) VALUES (?, ?, ?, ?, ?, ?)",
        answers,
    )
    rows.clear()
    answers.clear()


def _measure(file: Path, path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "DATABASE_URL": f"sqlite:///{file}"}
    words = [f"{YEAR}-01-01", f"{YEAR}-12-31"]
    before, processor = time.monotonic(), _processor_seconds()
    subprocess.run(
        [sys.executable, "-m", "bot", "export", str(path), *words], check=True, env=environment, cwd=path.parent
    )
    seconds = time.monotonic() - before
    processor = _processor_seconds() - processor
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    size = path.stat().st_size / 1e6
    print(
        f"{path.suffix:6} {seconds:6.1f} s, {processor:.1f} s of processor, {size:.1f} MB, memory up to {peak:.0f} MB"
    )


def _processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else RESPONSES)
