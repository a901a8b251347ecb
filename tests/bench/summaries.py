"""What a summary of a year costs, by answers and by service points: `python -m tests.bench.summaries`.

What summaries read is laid into the database as it would be after so many answers: groups of ten responses and more
with random answers, their sums, invitations, marks and responses left out. The answers are not: no summary reads them.
"""

import asyncio
import sqlite3
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from itertools import islice, product
from pathlib import Path
from statistics import median
from typing import Any, Final

import numpy as np
from sqlalchemy import Connection, Table, event, insert, text

from storage.clock import system_clock
from storage.database import Database
from storage.schema import prepare
from storage.tables import release_groups, rollups
from surveys import periods, settling
from surveys.catalog_files import load_catalog
from surveys.definition import Survey
from surveys.organisation import Organisation
from surveys.periods import Period
from surveys.publishing import load_organisation
from surveys.slices import Slice
from surveys.summary import summarise
from surveys.trends import trend
from surveys.versions import Versions
from tests.recounting import rebuild, rebuild_left_out

RUNS: Final = 20
WARM_UP: Final = 3
# Service points and answers; what is measured is compared with as many points and FEWEST answers.
FEWEST: Final = 10_000
SIZES: Final = tuple(product((2, 200, 1_000), (FEWEST, 10_000_000)))
# A summary of the organisation costs less than so many times that of the fewest answers, at as many points. Of a unit
# or a point among many the fewest are next to none, with few groups to read.
MOST_TIMES: Final = 1.2
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
# In the statements that read response rates, and responses that were left out.
PARTS: Final = ("response_rates", "FROM left_out_counts")
FIELDS: Final = ("database", "invitations", "left_out", "whole")


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of a summary: the database's, of these for invitations and for what was left out, and with Python's."""

    database: float
    invitations: float
    left_out: float
    whole: float


async def main() -> None:
    """Fill one database a size, then measure them in turns: what else the machine does meets all of them alike."""
    versions = Versions()
    runs: dict[tuple[str, tuple[int, int]], list[Measured]] = {}
    with tempfile.TemporaryDirectory() as folder:
        databases = {size: await prepared(Path(folder), versions, *size) for size in SIZES}
        for run in range(WARM_UP + RUNS):
            for (size, database), (place, selected) in product(databases.items(), PLACES.items()):
                measured = await database.read(timed, versions, Slice(YEAR, SURVEY, **selected))
                if run >= WARM_UP:
                    runs.setdefault((place, size), []).append(measured)
        for database in databases.values():
            await database.dispose()
    for place, size in product(PLACES, SIZES):
        print_line(place, size, runs[place, size], runs[place, (size[0], FEWEST)])


def print_line(place: str, size: tuple[int, int], runs: Sequence[Measured], fewest: Sequence[Measured]) -> None:
    """Medians, and how many times that of as many service points with the fewest answers they are."""
    in_all, invitations, left_out, whole = (median(getattr(run, field) for run in runs) * 1000 for field in FIELDS)
    times = in_all / (median(run.database for run in fewest) * 1000)
    points, answers = size
    print(
        f"{place:>12}, {points:>5,} points, {answers:>10,} answers: {in_all:5.1f} ms in SQLite, {times:4.2f} times; "
        f"of these invitations {invitations:4.2f} ms, left out {left_out:5.3f} ms; {whole:5.1f} ms with Python"
        f"{verdict(times) if place == 'organisation' and answers > FEWEST else ''}"
    )


def verdict(times: float) -> str:
    """Whether a summary costs what it may."""
    return f"; below {MOST_TIMES} times: {'holds' if times < MOST_TIMES else 'DOES NOT HOLD'}"


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


# Drawn once, in order of the points, so that the index of them grows at its end.
INVITATIONS = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count),
drawn AS MATERIALIZED (
    SELECT 1 + i * :points / (:count + 1) AS point,
        CASE abs(random()) % 4 WHEN 0 THEN 'complete' WHEN 1 THEN 'not_asked' ELSE 'silent' END AS state,
        date(:first, '+' || (abs(random()) % :days) || ' days') AS day
    FROM n
)
INSERT INTO invitations (touchpoint_id, unit_id, survey, outcome, state, local_date)
SELECT point, 1 + (point - 1) / :a_unit, :survey, 'served', state, day FROM drawn
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
    # Some hundreds of megabytes, so that the indexes grow in memory.
    connection.exec_driver_sql("PRAGMA cache_size = -400000")
    version_id, survey = versions.newest(connection, SURVEY)
    chance = np.random.default_rng(points)
    groups = list(groups_of(version_id, points, complete, chance))
    write(connection, release_groups, groups)
    write(connection, rollups, cells_of(survey, groups, chance))
    rebuild(connection)
    given = {"points": points, "first": str(YEAR.first), "days": (YEAR.end - YEAR.first).days}
    of_survey = {"survey": SURVEY, "a_unit": points_a_unit(points)}
    connection.execute(text(INVITATIONS), {**given, **of_survey, "count": complete * INVITATIONS_A_RESPONSE})
    for month in months_of(YEAR):
        settling.count(connection, month)
    connection.execute(text(LEFT_OUT), {**given, "count": complete // MARKED, "version": version_id})
    rebuild_left_out(connection)
    connection.execute(text("ANALYZE"))


def write(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """All rows, some at a time."""
    found = iter(rows)
    while some := list(islice(found, AT_ONCE)):
        connection.execute(insert(table), some)


def months_of(period: Period) -> Iterator[Period]:
    """The months of a period."""
    month = periods.month_of(period.first)
    while month.first < period.end:
        yield month
        month = month.next()


def weeks_of(period: Period) -> Iterator[Period]:
    """The weeks of a period, cut where months meet."""
    day = period.first
    while day < period.end:
        week = periods.week_in_month(day)
        yield week
        day = week.end


def timed(connection: Connection, versions: Versions, asked: Slice) -> Measured:
    """One summary with its trend; then its statements alone, down to their last row."""
    statements: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        statements.append((statement, parameters))

    event.listen(connection, "before_cursor_execute", note)
    began = time.perf_counter()
    summary = summarise(connection, versions, asked)
    trend(connection, summary.asked, summary.sections[0], YEAR.last)
    whole = time.perf_counter() - began
    event.remove(connection, "before_cursor_execute", note)
    taken = [(statement, seconds_of(connection, statement, parameters)) for statement, parameters in statements]
    invitations, left_out = (sum(seconds for statement, seconds in taken if part in statement) for part in PARTS)
    return Measured(sum(seconds for _, seconds in taken), invitations, left_out, whole)


def seconds_of(connection: Connection, statement: str, parameters: Any) -> float:
    """How long a statement and all its rows take."""
    cursor = connection.connection.cursor()
    began = time.perf_counter()
    cursor.execute(statement, parameters)
    cursor.fetchall()
    seconds = time.perf_counter() - began
    cursor.close()
    return seconds


if __name__ == "__main__":
    asyncio.run(main())
