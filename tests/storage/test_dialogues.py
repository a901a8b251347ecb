"""Prompts, sealed messages and loads, on both databases."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, select

from storage import organisation, outbox, people, prompts, survey_drafts, survey_versions
from storage.database import Database
from storage.documents.reading import FileMistakes
from storage.people import Person
from storage.tables import outbox as outbox_rows
from surveys import drafting
from surveys.catalog_files import load_catalog
from surveys.definition import Survey
from surveys.organisation import Organisation
from surveys.publishing import load_organisation
from surveys.versions import publish

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
NAME = {"ru": "Имя", "en": "Name"}
CATALOG = load_catalog()


async def test_a_new_prompt_takes_the_place_of_the_one_before_and_all_end(database: Database) -> None:
    person = await database.run(people.meet, 501, "en")
    await database.run(prompts.ask, person.id, "first", {"a": 1}, NOW)
    await database.run(prompts.ask, person.id, "second", {"b": 2}, NOW)
    found = await database.read(prompts.current, person.id, NOW)
    assert found is not None
    assert (found.kind, found.payload) == ("second", {"b": 2})
    assert await database.read(prompts.current, person.id, NOW + prompts.PROMPT_LASTS) is None
    assert await database.run(prompts.purge, NOW + prompts.PROMPT_LASTS) == 1


async def test_a_sealed_message_goes_to_who_stopped_and_leaves_no_row(database: Database) -> None:
    person = await database.run(people.meet, 501, "en")
    await database.run(people.stop_writing, person)
    await database.run(_put, person, "usual", False)
    await database.run(_put, person, "asked for", True)
    due = await database.run(outbox.claim, NOW, 10, timedelta(minutes=1), ["asked for", "usual"])
    assert [each.kind for each in due] == ["asked for"]
    await database.run(outbox.mark_sent, due[0].id)
    assert await database.read(_kinds) == ["usual"]


@pytest.mark.parametrize("ending", ["lost", "cancelled", "undeliverable"])
async def test_a_sealed_message_leaves_no_row_however_it_ends(database: Database, ending: str) -> None:
    person = await database.run(people.meet, 501, "en")
    await database.run(_put, person, "asked for", True)
    if ending == "cancelled":
        await database.run(outbox.cancel_for, person.id)
    else:
        due = await database.run(outbox.claim, NOW, 10, timedelta(minutes=1), [])
        if ending == "undeliverable":
            await database.run(outbox.mark_undeliverable, due[0].id)
        else:
            await database.run(outbox.claim, NOW + timedelta(hours=1), 10, timedelta(minutes=1), [])
    assert await database.read(_kinds) == []


async def test_loading_the_same_files_again_keeps_what_the_chat_changed(database: Database) -> None:
    await database.run(_load, "ces", CATALOG)
    await database.run(publish, _reworded("from the chat"), NOW)
    await database.run(organisation.assign, "point", "csat")
    await database.run(_load, "ces", CATALOG)
    assert await database.read(_thanks) == [(2, "from the chat"), (1, CATALOG["ces"].thanks.en)]  # type: ignore[union-attr]
    assert await database.read(_survey_at_point) == "csat"


async def test_a_file_that_says_something_new_wins_over_the_chat_where_a_point_is_concerned(
    database: Database,
) -> None:
    await database.run(_load, "ces", CATALOG)
    await database.run(organisation.assign, "point", "csat")
    await database.run(_load, "loyalty", CATALOG)
    assert await database.read(_survey_at_point) == "loyalty"


async def test_a_survey_that_file_and_chat_both_changed_is_refused_with_all_the_load(database: Database) -> None:
    await database.run(_load, "ces", CATALOG)
    await database.run(publish, _reworded("from the chat"), NOW)
    edited = {**CATALOG, "ces": _reworded("from the file")}
    with pytest.raises(FileMistakes, match=r"ces\.yaml:1: version 2 was published in the chat.*--replace-edited"):
        await database.run(_load, "loyalty", edited)
    assert await database.read(_survey_at_point) == "ces"
    await database.run(load_organisation, _organisation("loyalty"), edited, NOW, replace_edited=True)
    assert [words for _, words in await database.read(_thanks)][:2] == ["from the file", "from the chat"]
    # From now on the file is what the newest version says: nothing stands in the way of the next edit of it.
    await database.run(_load, "loyalty", {**CATALOG, "ces": _reworded("from the file again")})
    assert (await database.read(_thanks))[0] == (4, "from the file again")


async def test_a_file_that_took_the_chats_version_over_makes_no_new_one(database: Database) -> None:
    await database.run(_load, "ces", CATALOG)
    await database.run(publish, _reworded("from the chat"), NOW)
    await database.run(_load, "ces", {**CATALOG, "ces": _reworded("from the chat")})
    assert len(await database.read(_thanks)) == 2
    await database.run(_load, "ces", {**CATALOG, "ces": _reworded("later")})
    assert (await database.read(_thanks))[0] == (3, "later")


async def test_a_closed_survey_stays_closed_when_the_file_is_loaded_again(database: Database) -> None:
    await database.run(_load, "ces", CATALOG)
    await database.run(survey_versions.set_closed, "ces", True)
    await database.run(_load, "ces", CATALOG)
    assert await database.read(survey_versions.is_closed, "ces")


async def test_two_who_begin_a_draft_share_it(database: Database) -> None:
    await database.run(_load, "ces", CATALOG)
    first, _ = await database.run(drafting.begin, "ces")
    await database.run(drafting.set_text, "ces", "t", "en", "word")
    second, survey = await database.run(drafting.begin, "ces")
    assert (first.id, second.revision) == (second.id, 1)
    assert survey.thanks is not None
    assert survey.thanks.en == "word"
    await database.run(survey_drafts.drop, "ces")
    assert await database.run(drafting.draft_of, "ces") is None


def _put(connection: Connection, person: Person, kind: str, sealed: bool) -> None:
    outbox.put(connection, person.id, kind, {}, kind, NOW, sealed=sealed)


def _kinds(connection: Connection) -> list[str]:
    return list(connection.execute(select(outbox_rows.c.kind)).scalars())


def _organisation(survey: str) -> Organisation:
    touchpoint = {"code": "point", "unit": "unit", "service": NAME, "channel": "window", "survey": survey}
    units = [{"code": "unit", "name": NAME}]
    return Organisation.model_validate({"name": NAME, "units": units, "touchpoints": [touchpoint]})


def _load(connection: Connection, survey: str, catalog: dict[str, Survey]) -> None:
    load_organisation(connection, _organisation(survey), catalog, NOW)


def _reworded(words: str) -> Survey:
    definition = CATALOG["ces"].model_dump()
    return Survey.model_validate({**definition, "thanks": {"ru": words, "en": words}})


def _thanks(connection: Connection) -> list[tuple[int, str]]:
    return [(each.version, each.definition["thanks"]["en"]) for each in survey_versions.all_of(connection, "ces")]


def _survey_at_point(connection: Connection) -> str:
    point = organisation.touchpoint(connection, "point")
    return point.survey if point else ""
