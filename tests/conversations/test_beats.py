"""A beat asks what is due; it never looks through a table that grows with the years."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event, make_url

from storage import day_keys
from tests.conversations.silent import silent_bot

GROWING = ("responses", "answers", "outbox", "processed_updates", "people", "invitations")
YESTERDAY = date(2026, 11, 23)

Statements = list[tuple[str, Any]]


async def test_no_beat_looks_through_a_table_that_grows(database_url: str) -> None:
    async with silent_bot(database_url) as program:
        # The first beat of a day does the night's work, which may take its time.
        await program.heartbeat.beat()
        # With a key to destroy, the tags of its day are looked for.
        await program.ground.database.run(day_keys.tag, YESTERDAY, 501, 1)
        with noted() as statements:
            await program.heartbeat.beat()
    plans = [plan for statement, values in statements for plan in explained(database_url, statement, values)]
    assert any(plan.startswith("SEARCH responses USING INDEX ix_responses_tagged") for plan in plans)
    assert [plan for plan in plans if plan.startswith("SCAN ") and plan.split()[1] in GROWING] == []


@contextmanager
def noted() -> Iterator[Statements]:
    """Every statement that any engine carries out meanwhile."""
    statements: Statements = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, many: bool) -> None:
        statements.append((statement, parameters[0] if many else parameters))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def explained(url: str, statement: str, values: Any) -> list[str]:
    """The steps of SQLite's plan. https://www.sqlite.org/eqp.html"""
    if not statement.startswith(("SELECT", "INSERT", "UPDATE", "DELETE")):
        return []
    with closing(sqlite3.connect(Path(make_url(url).database or ""))) as database:
        return [row[3] for row in database.execute(f"EXPLAIN QUERY PLAN {statement}", values)]
