"""What a summary of a year costs, by answers and by service points: `python -m tests.bench.summaries`.

What summaries read is laid into the database as it would be after so many answers: groups of ten responses and more
with random answers, their sums, invitations, marks and responses left out. The answers are not: no summary reads them.
"""

import asyncio
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any, Final

import numpy as np
from sqlalchemy import Connection, Table, event, insert, text

from storage.clock import system_clock
from storage.database import Database
from storage.schema import prepare
from storage.tables import release_groups, rollups
from surveys import periods
from surveys.catalog_files import load_catalog
from surveys.definition import Survey
from surveys.organisation import Organisation
from surveys.periods import Period
from surveys.publishing import load_organisation
from surveys.slices import Slice
from surveys.summary import summarise
from surveys.trends import trend
from surveys.versions import Versions
from tests.recounting import rebuild

RUNS: Final = 30
# Service points and answers; each is compared with the first.
SIZES: Final = ((2, 10_000), (2, 10_000_000), (200, 10_000_000), (1_000, 10_000_000))
POINTS_A_UNIT: Final = 20
ANSWERS_A_RESPONSE: Final = 5
SMALLEST_GROUP: Final = 10
# Half of the responses come of an invitation, of which every fourth is answered.
INVITATIONS_A_RESPONSE: Final = 2
# One response in so many is marked, and one left out.
MARKED: Final = 100
SURVEY: Final = "post_service"
YEAR: Final = periods.year_of(date(2025, 1, 1))
AT_ONCE: Final = 50_000
PLACES: Final[Mapping[str, Mapping[str, Any]]] = {
    "organisation": {},
    "unit": {"unit": "unit-0"},
    "point": {"touchpoint": "point-0"},
}


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds that the database worked, of these for the ledger of invitations, and in the database thread in all."""

    database: float
    ledger: float
    whole: float


async def main() -> None:
    """Fill one database a size, then measure them in turns: what else the machine does meets all of them alike."""
    versions = Versions()
    runs: dict[tuple[tuple[int, int], str], list[Measured]] = {}
    with tempfile.TemporaryDirectory() as folder:
        databases = {size: await prepared(Path(folder), versions, *size) for size in SIZES}
        for _ in range(RUNS):
            for size, database in databases.items():
                for place, selected in PLACES.items():
                    asked = Slice(YEAR, SURVEY, **selected)
                    runs.setdefault((size, place), []).append(await database.read(timed, versions, asked))
        for database in databases.values():
            await database.dispose()
    for (size, place), measured in sorted(runs.items(), key=lambda each: each[0][1]):
        print_line(size, place, measured, runs[SIZES[0], place])


def print_line(size: tuple[int, int], place: str, runs: Sequence[Measured], smallest: Sequence[Measured]) -> None:
    """Medians, and how many times that of the smallest size they are without the ledger of invitations."""
    counts = median(run.database - run.ledger for run in runs)
    times = counts / median(run.database - run.ledger for run in smallest)
    ledger, whole = median(run.ledger for run in runs), median(run.whole for run in runs)
    points, answers = size
    print(
        f"{place:>12}, {points:>5,} points, {answers:>10,} answers: {counts * 1000:5.1f} ms in SQLite, "
        f"{times:4.2f} times; invitations {ledger * 1000:7.1f} ms; {whole * 1000:7.1f} ms in all"
    )


async def prepared(folder: Path, versions: Versions, points: int, answers: int) -> Database:
    """A filled database."""
    file = folder / f"{points}-{answers}.db"
    database = Database(f"sqlite+aiosqlite:///{file}")
    await prepare(database)
    began = time.perf_counter()
    await database.run(load_organisation, organisation_of(points), load_catalog(), system_clock())
    await database.run(fill, versions, points, answers // ANSWERS_A_RESPONSE)
    await database.dispose()
    # What was written in one go lies in SQLite's log; in use it is moved to its place all the time.
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    print(f"filled {points:,} points with {answers:,} answers in {time.perf_counter() - began:.0f} s", flush=True)
    return database


def organisation_of(points: int) -> Organisation:
    """An organisation of so many service points, in units of POINTS_A_UNIT."""
    a_unit = points_a_unit(points)
    units = [{"code": f"unit-{number}", "name": name(number)} for number in range(points // a_unit)]
    touchpoints = [
        {
            "code": f"point-{number}",
            "unit": f"unit-{number // a_unit}",
            "service": name(number),
            "channel": "window",
            "survey": SURVEY,
        }
        for number in range(points)
    ]
    whole = {"name": name(0), "timezone": "Europe/Moscow", "units": units, "touchpoints": touchpoints}
    return Organisation.model_validate(whole)


def points_a_unit(points: int) -> int:
    """POINTS_A_UNIT, or one where there are fewer."""
    return POINTS_A_UNIT if points > POINTS_A_UNIT else 1


def name(number: int) -> Mapping[str, str]:
    """A name in both languages."""
    return {"ru": f"№ {number}", "en": f"No. {number}"}


def groups_of(version_id: int, points: int, complete: int, chance: np.random.Generator) -> Iterator[dict[str, Any]]:
    """Responses spread over points and weeks as far as groups of SMALLEST_GROUP allow it."""
    weeks = list(weeks_of(YEAR))
    count = min(points * len(weeks), complete // SMALLEST_GROUP)
    chosen = sorted(chance.choice(points * len(weeks), count, replace=False).tolist())
    more = chance.multinomial(complete - count * SMALLEST_GROUP, [1 / count] * count).tolist()
    for number, (place, further) in enumerate(zip(chosen, more, strict=True), start=1):
        point, week = divmod(place, len(weeks))
        size = SMALLEST_GROUP + further
        yield {
            "id": number,
            "key": str(number),
            "survey_version_id": version_id,
            "state": "complete",
            "unit_id": point // points_a_unit(points) + 1,
            "touchpoint_id": point + 1,
            "first_day": weeks[week].first,
            "end_day": weeks[week].end,
            "responses": size,
            "marked": int(chance.binomial(size, 1 / MARKED)),
            "batches": 1,
            "is_split": False,
        }


def cells_of(
    survey: Survey, groups: Sequence[Mapping[str, Any]], chance: np.random.Generator
) -> Iterator[dict[str, Any]]:
    """Every value as likely as the others, and every driver named by one in three."""
    for group in groups:
        counts: dict[tuple[str, str, str], int] = {}
        for question in survey.questions:
            if question.kind == "several":
                bad, good = chance.multinomial(group["responses"], [0.4, 0.6]).tolist()
                for verdict, n in (("bad", bad), ("good", good)):
                    counts[question.code, "", verdict] = n
                    named = chance.binomial(n, 1 / 3, len(question.codes)).tolist()
                    counts |= {(question.code, code, verdict): m for code, m in zip(question.codes, named, strict=True)}
            elif question.codes:
                drawn = chance.multinomial(group["responses"], [1 / len(question.codes)] * len(question.codes)).tolist()
                counts |= {(question.code, code, ""): n for code, n in zip(question.codes, drawn, strict=True)}
        for (question_code, value, verdict), n in counts.items():
            if n:
                cell = {"question": question_code, "value": value, "verdict": verdict, "count": n}
                yield {"group_id": group["id"], **cell}


INVITATIONS = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count)
INSERT INTO invitations (touchpoint_id, survey, outcome, state, reason, local_date)
SELECT 1 + abs(random()) % :points, :survey, 'served',
    CASE abs(random()) % 4 WHEN 0 THEN 'complete' WHEN 1 THEN 'not_asked' ELSE 'silent' END, NULL,
    date(:first, '+' || (abs(random()) % :days) || ' days')
FROM n
"""
LEFT_OUT = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count)
INSERT INTO responses (id, survey_version_id, touchpoint_id, state, local_date, withdrawn)
SELECT i, :version, 1 + abs(random()) % :points, 'complete',
    date(:first, '+' || (abs(random()) % :days) || ' days'), 'excluded'
FROM n
"""


def fill(connection: Connection, versions: Versions, points: int, complete: int) -> None:
    """Groups with their cells and sums, invitations, and responses that are left out."""
    version_id, survey = versions.newest(connection, SURVEY)
    chance = np.random.default_rng(points)
    groups = list(groups_of(version_id, points, complete, chance))
    write(connection, release_groups, groups)
    write(connection, rollups, cells_of(survey, groups, chance))
    rebuild(connection)
    given = {"points": points, "first": str(YEAR.first), "days": (YEAR.end - YEAR.first).days}
    connection.execute(text(INVITATIONS), {**given, "count": complete * INVITATIONS_A_RESPONSE, "survey": SURVEY})
    connection.execute(text(LEFT_OUT), {**given, "count": complete // MARKED, "version": version_id})
    connection.execute(text("ANALYZE"))


def write(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """All rows, some at a time."""
    found = iter(rows)
    while some := list(islice(found, AT_ONCE)):
        connection.execute(insert(table), some)


def weeks_of(period: Period) -> Iterator[Period]:
    """The weeks of a period, cut where months meet."""
    day = period.first
    while day < period.end:
        week = periods.week_in_month(day)
        yield week
        day = week.end


def timed(connection: Connection, versions: Versions, asked: Slice) -> Measured:
    """One summary with its trend."""
    spent, ledger, started = 0.0, 0.0, 0.0

    def before(*_: object) -> None:
        nonlocal started
        started = time.perf_counter()

    def after(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        nonlocal spent, ledger
        taken = time.perf_counter() - started
        spent += taken
        ledger += taken if "FROM invitations" in statement else 0.0

    listeners: list[tuple[str, Callable[..., None]]] = [
        ("before_cursor_execute", before),
        ("after_cursor_execute", after),
    ]
    for name, listener in listeners:
        event.listen(connection, name, listener)
    began = time.perf_counter()
    summary = summarise(connection, versions, asked)
    trend(connection, summary.asked, summary.sections[0], YEAR.last)
    whole = time.perf_counter() - began
    for name, listener in listeners:
        event.remove(connection, name, listener)
    return Measured(spent, ledger, whole)


if __name__ == "__main__":
    asyncio.run(main())
