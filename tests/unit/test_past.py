"""The demo's past: repeatable, by the domain's rules, about nobody, with two differences to be found."""

import re
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Row, func, select

from bot.sandbox.demo import EXAMPLE
from bot.sandbox.past.colleagues import NAMES
from bot.sandbox.past.comments import Comments
from bot.sandbox.past.history import DAYS, Past
from bot.sandbox.past.places import PLACES
from bot.sandbox.past.team import Team
from bot.sandbox.past.telling import POINT, TOLD_AFTER, tell
from lessons.live_catalog import LiveCatalog
from lessons.school import School
from lessons.team import Team as TeamSeen
from lessons.team import team_of
from lessons.working_days import WorkingDays
from storage import organisation, people
from storage.database import Database
from storage.schema import prepare
from storage.tables import (
    answers,
    checks,
    deliveries,
    enrollments,
    lesson_feedback,
    practice_reports,
    responses,
    review_cards,
    touchpoints,
)
from surveys import changes, intervals
from surveys.catalog_files import load_catalog
from surveys.organisation import read_organisation
from surveys.publishing import load_organisation
from surveys.versions import Versions

NOON = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
SCHOOL = School(LiveCatalog(), WorkingDays().calendar())
DIGITS_OR_ADDRESSES = re.compile(r"[\d@+№]|https?:")


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """The example organisation with its past."""
    database = await with_past(tmp_path / "past.db", NOON)
    yield database
    await database.dispose()


async def with_past(file: Path, now: datetime) -> Database:
    database, catalog = Database(f"sqlite+aiosqlite:///{file}"), load_catalog()
    await prepare(database)
    await database.run(load_organisation, read_organisation(EXAMPLE, catalog), catalog, now)
    await database.run(Past(Versions()).write, now)
    return database


async def rows(database: Database, query: Any) -> Sequence[Row[Any]]:
    return await database.read(lambda connection: connection.execute(query).all())


async def test_it_has_a_few_thousand_responses_of_a_quarter_and_no_person(database: Database) -> None:
    kept = await rows(database, select(responses))
    assert 3000 <= len(kept) <= 5000
    assert {each.local_date for each in kept} <= {TODAY - timedelta(days=day) for day in range(1, DAYS + 1)}
    assert {each.state for each in kept} == {"complete", "partial"}
    links = ("person_id", "position", "message_id", "touched_at", "expires_at", "day_tag")
    assert all(getattr(each, name) is None for each in kept for name in links)


async def test_every_response_has_an_answer_and_every_place_is_in_the_file(database: Database) -> None:
    without = select(func.count()).where(responses.c.id.not_in(select(answers.c.response_id)))
    assert (await rows(database, without))[0][0] == 0
    codes = await rows(database, select(touchpoints.c.code))
    assert {each.code for each in codes} == set(PLACES)


async def test_the_same_day_has_the_same_past(tmp_path: Path, database: Database) -> None:
    again = await with_past(tmp_path / "again.db", NOON)
    query = select(answers).order_by(answers.c.response_id, answers.c.question)
    assert await rows(database, query) == await rows(again, query)
    await again.dispose()


async def test_nobody_comes_to_a_window_on_a_sunday(database: Database) -> None:
    query = select(responses.c.local_date).join(touchpoints).where(touchpoints.c.channel == "window")
    assert 6 not in {each.local_date.weekday() for each in await rows(database, query)}


@pytest.mark.parametrize("days_later", [0, 3, 11])
async def test_one_place_got_worse_and_another_better(tmp_path: Path, days_later: int) -> None:
    now = NOON + timedelta(days=days_later)
    database = await with_past(tmp_path / "later.db", now)
    worse, better = "north-benefits", "south-documents"
    found = {code: await change(database, code, now.date()) for code in (worse, better)}
    assert found[worse].high < 0
    assert found[better].low > 0
    await database.dispose()


async def test_what_got_in_the_way_is_the_time_it_took(database: Database) -> None:
    lately = responses.c.local_date >= TODAY - timedelta(days=28)
    rated = answers.alias()
    query = (
        select(answers.c.options)
        .select_from(answers.join(responses).join(touchpoints).join(rated, rated.c.response_id == responses.c.id))
        .where(touchpoints.c.code == "north-benefits", lately, answers.c.question == "drivers")
        .where(rated.c.question == "satisfaction", rated.c.number <= 3, answers.c.options.is_not(None))
    )
    named = Counter(code for each in await rows(database, query) for code in each.options)
    (first, count), (_, following) = named.most_common(2)
    assert first == "efficiency"
    assert count > 2 * following


async def test_comments_are_varied_in_both_languages_and_tell_nothing_of_anybody(database: Database) -> None:
    texts = [each.comment for each in await rows(database, select(answers.c.comment)) if each.comment]
    assert len(texts) >= 200
    assert len(set(texts)) >= 120
    assert not [text for text in texts if DIGITS_OR_ADDRESSES.search(text)]
    russian = [text for text in texts if re.search("[а-яё]", text)]
    assert 0 < len(texts) - len(russian) < len(russian)


def test_every_sentence_is_in_the_file_once() -> None:
    from random import Random  # noqa: PLC0415

    sentences = [each for deck in Comments(Random(1))._sentences.values() for each in deck]
    assert len(sentences) == len(set(sentences))


async def test_citizens_are_told_what_was_changed_where_it_got_better(database: Database) -> None:
    author = await database.run(people.meet, 601, "ru")
    await database.run(tell, author, NOON)
    found = await database.run(changes.leaf, 0)
    assert found is not None
    assert (found.of, set(found.change.texts)) == (1, {"ru", "en"})
    assert found.change.published_on == TODAY - timedelta(days=PLACES[POINT].since_days) + TOLD_AFTER
    assert all(len(text) <= changes.LONGEST_CHANGE for text in found.change.texts.values())


@pytest.fixture
async def staffed(tmp_path: Path) -> AsyncIterator[Database]:
    """The example organisation with its staff on course."""
    database = await with_staff(tmp_path / "staff.db")
    yield database
    await database.dispose()


async def with_staff(file: Path, now: datetime = NOON) -> Database:
    database, catalog = Database(f"sqlite+aiosqlite:///{file}"), load_catalog()
    await prepare(database)
    await database.run(load_organisation, read_organisation(EXAMPLE, catalog), catalog, now)
    chats = range(601, 601 + sum(map(len, NAMES.values())))
    await database.run(Team(SCHOOL).write, chats, now)
    return database


async def teams_by_unit(database: Database, now: datetime = NOON) -> Mapping[str, TeamSeen]:
    units = await database.run(organisation.open_units)
    return {unit.code: await database.run(team_of, unit.id, now) for unit in units}


@pytest.mark.parametrize("days_later", [0, 3, 11, 40])
async def test_two_units_are_large_enough_for_numbers_and_one_is_not(tmp_path: Path, days_later: int) -> None:
    now = NOON + timedelta(days=days_later)
    database = await with_staff(tmp_path / "later.db", now)
    teams = await teams_by_unit(database, now)
    for unit in ("north", "south"):
        found = teams[unit]
        assert found.started == len(NAMES[unit])
        assert found.on_course
        assert found.finished
        assert len(found.recall) >= 8
        assert len(found.practised) >= 4
        assert 0.65 < sum(each.right for each in found.recall) / sum(each.n for each in found.recall) < 0.9
    assert teams["north"].paused or teams["south"].paused
    assert teams["east"].started == len(NAMES["east"])
    assert (teams["east"].recall, teams["east"].practised) == ([], [])
    await database.dispose()


async def test_the_same_day_has_the_same_staff(tmp_path: Path, staffed: Database) -> None:
    again = await with_staff(tmp_path / "again.db")
    for table in (enrollments, deliveries, checks, review_cards, practice_reports, lesson_feedback):
        query = select(table).order_by(*table.primary_key)
        assert await rows(staffed, query) == await rows(again, query)
    await again.dispose()


async def test_courses_have_kept_to_the_rules(staffed: Database) -> None:
    states = await rows(staffed, select(enrollments))
    assert {each.state for each in states} == {"active", "paused", "finished"}
    assert all((each.next_due_at is None) is (each.state == "paused") for each in states)
    assert all((each.finished_on is not None) is (each.state == "finished") for each in states)
    sent = await rows(staffed, select(deliveries))
    assert {each.local_date.isoweekday() for each in sent} <= set(range(1, 6))
    assert max(each.local_date for each in sent) == TODAY
    # Nobody gets a second message today, and no reminder of what is past.
    assert all(each.next_due_at is None or each.next_due_at.date() > TODAY for each in states)
    assert all(each.remind_at is None for each in sent)


async def change(database: Database, code: str, today: date) -> Any:
    """The change of the share of the satisfied since the place changed, with its 95 % interval."""
    since = today - timedelta(days=PLACES[code].since_days)
    query = (
        select(responses.c.local_date, answers.c.number)
        .select_from(answers.join(responses).join(touchpoints))
        .where(touchpoints.c.code == code, answers.c.question == "satisfaction", answers.c.number.is_not(None))
    )
    given = await rows(database, query)
    after, before = (
        [each.number >= 4 for each in given if (each.local_date >= since) is late] for late in (True, False)
    )
    return intervals.newcombe(sum(after), len(after), sum(before), len(before))
