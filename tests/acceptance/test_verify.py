"""`python -m bot verify`: what summaries show is what the answers say, or every difference is named."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.sandbox.demo import fill
from storage.clock import system_clock
from tests.acceptance.processes import finished

STAFF = 503
FALSIFIED = "UPDATE rollups SET count = count + 3 WHERE group_id = 1 AND question = 'effort' AND value = '7'"


async def test_what_agrees_ends_with_0_and_each_difference_is_named_with_1(tmp_path: Path) -> None:
    file = tmp_path / "otklik.db"
    settings = {"DATABASE_URL": f"sqlite+aiosqlite:///{file}"}
    await asyncio.to_thread(fill, settings["DATABASE_URL"], system_clock(), STAFF)
    verified = await finished(tmp_path, "verify", **settings)
    assert (verified.code, "No differences: " in verified.output) == (0, True), verified
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute(FALSIFIED).rowcount == 1
        connection.commit()
    verified = await finished(tmp_path, "verify", **settings)
    assert verified.code == 1
    line, *others = verified.output.splitlines()
    assert others == []
    assert line.startswith("otklik: group ")
    assert "effort 7: the answers give " in line
