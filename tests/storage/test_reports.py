"""What coordinators read, hide, export and tell, on both databases."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bot.sandbox.demo import EXAMPLE
from storage import changes, comments, digests, exports, organisation, people, prompts
from storage.comments import Comment
from storage.database import Database
from storage.digests import Wish
from storage.people import Person
from storage.prompts import Prompt
from surveys import change_scores, periods, releasing, slices
from surveys import comments as read
from surveys.catalog_files import load_catalog
from surveys.changes import EDIT_LASTS, await_text
from surveys.comments import Asked
from surveys.exports.files import write_file
from surveys.organisation import read_organisation
from surveys.publishing import load_organisation
from surveys.slices import Slice
from surveys.summary import summarise
from surveys.versions import Versions
from tests.conversations.answered import Given, answer

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
MONTH = Slice(periods.month_of(NOW.date()))
POINT = "north-certificates"


@pytest.fixture
async def full(database: Database) -> Database:
    """Twenty complete responses, half of them bad and half of them good, all with a comment."""
    catalog = load_catalog()
    await database.run(load_organisation, read_organisation(EXAMPLE, catalog), catalog, NOW)
    good = [Given(comment="Хорошо", drivers=["ease", "humanity"])] * 10
    bad = [Given(2, 1, ["place"], "Плохо")] * 10
    await database.run(answer, POINT, [*good, *bad], NOW)
    return database


@pytest.fixture
async def olga(full: Database) -> Person:
    return await full.run(people.meet, 501, "en")


async def read_comments(database: Database, asked: Asked) -> Sequence[Comment]:
    return (await database.read(read.read, Versions(), asked, None)).comments


async def test_comments_by_score_and_by_reason(full: Database) -> None:
    assert len(await read_comments(full, Asked(MONTH))) == 20
    for asked, text in (
        (Asked(MONTH, verdict="good"), "Хорошо"),
        (Asked(MONTH, verdict="bad"), "Плохо"),
        (Asked(MONTH, driver="humanity"), "Хорошо"),
        (Asked(MONTH, driver="place", verdict="bad"), "Плохо"),
    ):
        found = await read_comments(full, asked)
        assert [each.text for each in found] == [text] * 10
    # An underscore is no wildcard, and a driver nobody named lets nothing pass.
    assert await read_comments(full, Asked(MONTH, driver="p_ace")) == []


async def test_a_hiding_is_one_row_and_its_end_is_noted(full: Database, olga: Person) -> None:
    comment = (await read_comments(full, Asked(MONTH)))[0]
    for reason in ("insult", "personal"):
        await full.run(comments.hide, comment, reason, olga.id, NOW)
    assert len(await read_comments(full, Asked(MONTH))) == 19
    (hidden,) = await read_comments(full, Asked(MONTH, hidden=True))
    assert hidden.reason == "insult"
    assert not await full.run(comments.show_again, comment, olga.id + 1, NOW, anyones=False)
    assert await full.run(comments.show_again, comment, olga.id, NOW, anyones=False)
    assert not await full.run(comments.show_again, comment, olga.id, NOW, anyones=True)
    await full.run(comments.hide, comment, "other", olga.id, NOW)
    assert len(await read_comments(full, Asked(MONTH))) == 19


async def test_a_view_is_its_persons_and_goes_after_its_time(full: Database, olga: Person) -> None:
    view = await full.run(comments.add_view, olga.id, {"a": 1}, NOW)
    await full.run(comments.set_view, view, {"a": 2}, NOW)
    assert await full.read(comments.view, view, olga.id) == {"a": 2}
    assert await full.read(comments.view, view, olga.id + 1) is None
    assert await full.run(comments.purge_views, NOW + timedelta(seconds=1)) == 1


async def test_a_stream_has_every_response_once_in_another_order_each_time(full: Database) -> None:
    def streamed(connection: Connection) -> list[str]:
        found = exports.stream(connection, slices.scope_of(connection, MONTH))
        return [str(each.answers) for each in found]

    first, second = await full.read(streamed), await full.read(streamed)
    assert len(first) == 20
    assert sorted(first) == sorted(second)
    assert first != second


@pytest.mark.parametrize("suffix", [".zip", ".xlsx"])
async def test_a_file_is_written_whole_or_not_at_all(full: Database, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"answers{suffix}"
    assert await full.read(write_file, MONTH, path, NOW) == 20
    before = path.read_bytes()
    with pytest.raises(Exception, match="no such unit"):
        await full.read(write_file, Slice(MONTH.period, unit="nowhere"), path, NOW)
    assert path.read_bytes() == before
    assert names(tmp_path) == [path.name]


def names(folder: Path) -> list[str]:
    """The files whose writing may have begun."""
    return [each.name for each in folder.glob("*answers*")]


async def test_a_change_is_written_only_while_nobody_reads_it(full: Database, olga: Person) -> None:
    change = await full.run(changes.add, olga.id, None, None, date(2026, 11, 1))
    assert await full.run(changes.write, change, {"texts": {"en": "One"}})
    await full.run(changes.publish, change, NOW.date())
    assert not await full.run(changes.write, change, {"texts": {"en": "Two"}})
    assert not await full.run(changes.remove, change)
    (found,) = await full.read(changes.published, 0, 5)
    assert (found.texts, found.published_on) == ({"en": "One"}, NOW.date())
    await full.run(changes.withdraw, change)
    await full.run(changes.publish, change, NOW.date() + timedelta(days=9))
    (found,) = await full.read(changes.published, 0, 5)
    assert found.published_on == NOW.date()


async def test_a_change_stays_when_its_author_is_forgotten_and_the_edit_goes(full: Database, olga: Person) -> None:
    change = await full.run(changes.add, olga.id, None, None, date(2026, 11, 1))
    (draft,) = await full.read(changes.within, None)
    await full.run(await_text, olga, draft, "en", NOW)
    assert await full.read(prompts.current, olga.id, NOW + timedelta(hours=1)) == Prompt(
        "change_text", {"change": change, "language": "en"}
    )
    assert await full.read(prompts.current, olga.id, NOW + EDIT_LASTS) is None
    await full.run(people.forget, olga)
    assert await full.read(changes.find, change, None) is not None
    assert await full.read(changes.find, change, [1, 2]) is None


async def test_what_everybody_reads_counts_no_group_of_fewer_than_ten(full: Database, olga: Person) -> None:
    before, after = datetime(2026, 8, 11, 9, tzinfo=UTC), datetime(2026, 12, 8, 9, tzinfo=UTC)
    for code, given, moment in (
        (POINT, [Given(2)] * 20, before),
        # Too few for their units: the organisation shows these five together, to its own people.
        ("north-benefits", [Given(7)] * 3, before),
        ("south-documents", [Given(7)] * 2, before),
        (POINT, [Given(7)] * 20, after),
    ):
        await full.run(answer, code, given, moment)
    await full.run(releasing.sweep, Versions(), date(2027, 1, 12))
    number = await full.run(changes.add, olga.id, None, None, date(2026, 10, 1))
    await full.run(changes.write, number, {"survey": "post_service", "question": "effort"})
    change = await full.read(changes.find, number, None)
    assert change is not None
    quarter = Slice(periods.quarter_of(before.date()), survey="post_service")
    assert (await full.read(summarise, Versions(), quarter)).sections[0].complete == 25
    told = await full.read(change_scores.told, Versions(), change, datetime(2027, 1, 12, tzinfo=UTC))
    assert told is not None
    assert (told.before.n, told.before.value) == (20, 0)


async def test_a_digest_is_handed_over_by_one_replica_only(full: Database, olga: Person) -> None:
    wish = Wish("weekly", 9, True, NOW, NOW)
    assert await full.read(digests.missing, "coordinator", [501]) == [olga.id]
    await full.run(digests.keep, olga.id, wish)
    assert await full.read(digests.missing, "coordinator", [501]) == []
    ((person, due),) = await full.read(digests.due, NOW)
    assert (person, due) == (olga, wish)
    later = NOW + timedelta(days=7)
    assert await full.run(digests.postpone, olga.id, due, later)
    assert not await full.run(digests.postpone, olga.id, due, later)
    assert await full.read(digests.due, NOW) == []
    assert await full.run(digests.postpone_alerts, olga.id, due, later)
    assert await full.read(digests.due_for_alerts, NOW) == []


async def test_a_unit_is_found_by_its_id(full: Database) -> None:
    unit = await full.read(organisation.unit_by_id, 1)
    assert unit is not None
    assert unit.code == "north"
    assert await full.read(organisation.unit_by_id, 99) is None
