"""`load events.csv` on both databases: good rows once, bad ones named, the same links every time."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select

from bot.events.files import load_events
from bot.sandbox.demo import EXAMPLE
from storage import people
from storage.database import Database
from storage.documents.reading import FileMistakes
from storage.tables import invitations
from surveys.catalog_files import load_catalog
from surveys.organisation import read_organisation
from surveys.publishing import load_organisation

CHAT = 700
FILE = """\
event_id;touchpoint;outcome;happened_at;telegram_id
v-1;hotline;served;2026-11-24 10:30;
v-2;hotline;refused;;700
v-3;no-such;served;;
v-4;hotline;eaten;;
;hotline;served;;
v-5;hotline;served;yesterday;
v-6;hotline;served;;;too much
v-7;hotline;served;;seven
v-1;hotline;abandoned;;
v-8;hotline;served;2027-01-01T00:00;
v-9;hotline;served;0001-01-01T00:00:00;
"""


def clock() -> datetime:
    return datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture
async def loaded(database: Database) -> Database:
    catalog = load_catalog()
    await database.run(load_organisation, read_organisation(EXAMPLE, catalog), catalog, clock())
    await database.run(people.meet, CHAT, "ru")
    return database


async def test_good_rows_are_taken_once_and_bad_ones_are_named(
    loaded: Database, database_url: str, tmp_path: Path
) -> None:
    file = tmp_path / "events.csv"
    file.write_text(FILE, encoding="utf-8-sig")
    first = await load_events(file, database_url, clock)
    second = await load_events(file, database_url, clock)
    assert sorted((each.line, each.message.partition(":")[0]) for each in first.mistakes) == [
        (4, "touchpoint"),
        (5, "outcome"),
        (6, "event_id"),
        (7, "happened_at"),
        (8, "cell 6"),
        (9, "telegram_id"),
        (10, "event_id"),
        (11, "happened_at"),
        (12, "happened_at"),
    ]
    assert (second.mistakes, second.links, second.taken) == (first.mistakes, first.links, 2)
    assert [key for key, _ in first.links] == ["v-1"]
    assert await loaded.read(_states) == {"invited": 1, "waiting": 1}


@pytest.mark.parametrize(
    ("spoilt", "says"),
    [
        (b"v-2,hotline,\xf1", "is not in UTF-8"),
        (b"v-2,hotline," + b"x" * 140_000, "is no CSV: field larger"),
        (b'v-2,hotline,"served', "is no CSV"),
        (b"v-2,hotline,served\0", "outcome"),
    ],
)
async def test_a_spoilt_line_costs_no_other(
    loaded: Database, database_url: str, tmp_path: Path, spoilt: bytes, says: str
) -> None:
    file = tmp_path / "events.csv"
    file.write_bytes(b"event_id,touchpoint,outcome\r\nv-1,hotline,served\r\n" + spoilt + b"\r\nv-3,hotline,served\r\n")
    for _ in range(2):
        found = await load_events(file, database_url, clock)
        assert [(each.line, each.message.startswith(says)) for each in found.mistakes] == [(3, True)]
        assert [key for key, _ in found.links] == ["v-1", "v-3"]
    assert await loaded.read(_states) == {"invited": 2}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "the column event_id is missing"),
        (b"event_id,touchpoint\n", "the column outcome is missing"),
        (b"event_id,touchpoint,outcome,name\n", "the column name is not known"),
        (b"event_id,touchpoint,outcome,\xff\n", "is not in UTF-8"),
        (b'event_id,touchpoint,"outcome\n', "is no CSV"),
    ],
)
async def test_a_file_that_is_none(
    loaded: Database, database_url: str, tmp_path: Path, content: bytes, says: str
) -> None:
    file = tmp_path / "events.csv"
    file.write_bytes(content)
    with pytest.raises(FileMistakes, match=says):
        await load_events(file, database_url, clock)


def _states(connection: Connection) -> dict[str, int]:
    query = select(invitations.c.state, func.count()).group_by(invitations.c.state)
    return dict(connection.execute(query).all())
