"""What is kept for a time only: every kind of data past its time goes, and nothing else."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection, insert, select, text

from storage import audit, cases, invitations, nightly, outbox, people, roles, updates
from storage.database import Database
from storage.invitations import NewInvitation
from storage.people import Person
from storage.retention import old_comments
from storage.tables import answers, metadata, responses, set_aside_updates
from storage.tables import audit as audits
from storage.tables import cases as case_rows
from storage.tables import invitations as invitation_rows
from storage.tables import outbox as outbox_rows
from storage.tables import people as people_rows
from storage.updates import SetAside
from surveys import retention
from surveys.catalog_files import load_catalog
from surveys.organisation import Organisation
from surveys.publishing import load_organisation
from surveys.retention import Retention

NIGHT = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
NAME = {"ru": "Имя", "en": "Name"}
KEPT = Retention(
    comments=10, responses=20, people=30, open_cases=5, closed_cases=6, invitations=4, outbox=7, set_aside=8, audit=9
)
ENDED: tuple[tuple[invitations.Ended | None, int], ...] = ((None, 50), ("complete", 4), ("silent", 5))


async def test_a_night_deletes_what_is_past_its_time_and_nothing_else(database: Database) -> None:
    await database.run(_fill)
    kept = await database.run(retention.begin_night, NIGHT)
    assert kept == KEPT
    for step in retention.steps(kept, NIGHT, TODAY):
        for _ in range(10):
            if not await database.run(step):
                break
        else:
            raise AssertionError("a step never ends")
    assert await database.read(_left) == {
        # The comment of ten days ago stays, that of eleven is erased, the response of twenty-one days is gone.
        "comments": ["fresh"],
        "responses": [1, 2],
        # The coordinator, the one with an open case and the one of this month stay.
        "people": [1, 2, 4],
        "cases": ["closed", "waiting"],
        "seals": [2],
        # The person of the case that was open too long is told.
        "outbox": ["case_expired", "young"],
        # The one that still lives stays, however old.
        "invitations": ["complete", "invited"],
        "set_aside": [1],
        "audit": ["recent"],
    }


async def test_a_night_is_worked_off_once(database: Database) -> None:
    await database.run(_load)
    # Two in the morning in Moscow is an hour too early.
    assert await database.run(retention.begin_night, NIGHT - timedelta(hours=2)) is None
    assert await database.run(retention.begin_night, NIGHT) == KEPT
    assert await database.run(retention.begin_night, NIGHT + timedelta(hours=3)) is None
    assert await database.run(retention.begin_night, NIGHT + timedelta(days=1)) == KEPT


async def test_a_duty_is_claimed_for_later_days_only(database: Database) -> None:
    assert await database.run(nightly.claim, "duty", TODAY)
    assert not await database.run(nightly.claim, "duty", TODAY)
    assert not await database.run(nightly.claim, "duty", TODAY - timedelta(days=1))
    assert await database.run(nightly.claim, "duty", TODAY + timedelta(days=1))


async def test_old_comments_are_found_without_a_look_at_every_answer(database: Database) -> None:
    assert "ix_answers_commented" in await database.run(_plan)


async def test_people_of_whom_no_week_is_known_count_from_now_on(database: Database) -> None:
    await database.run(_load)
    await database.run(people.meet, 501, "en")
    for step in retention.steps(KEPT, NIGHT, TODAY)[2:4]:
        await database.run(step)
    person = await database.run(people.find, 501)
    assert person is not None
    assert person.seen_week == date(2026, 11, 29)


def test_every_week_ends_on_its_sunday() -> None:
    assert {people.week_of(date(2026, 11, day)) for day in range(23, 30)} == {date(2026, 11, 29)}
    assert people.week_of(date(2026, 11, 30)) == date(2026, 12, 6)


def _plan(connection: Connection) -> str:
    """How the database would look for old comments in a table that is too long to be looked through."""
    explain = "EXPLAIN QUERY PLAN " if connection.dialect.name == "sqlite" else "EXPLAIN "
    if explain == "EXPLAIN ":
        connection.execute(text("SET LOCAL enable_seqscan = off"))
    query = old_comments(TODAY).compile(connection, compile_kwargs={"literal_binds": True})
    return str(connection.execute(text(explain + str(query))).all())


def _load(connection: Connection) -> None:
    file = {
        "name": NAME,
        "timezone": "Europe/Moscow",
        "retention": KEPT.model_dump(),
        "units": [{"code": "unit", "name": NAME}],
        "touchpoints": [{"code": "point", "unit": "unit", "service": NAME, "channel": "window", "survey": "ces"}],
    }
    load_organisation(connection, Organisation.model_validate(file), load_catalog(), NIGHT)


def _fill(connection: Connection) -> None:
    _load(connection)
    coordinator = _met(connection, 501, days=400)
    asking = _met(connection, 502, days=400)
    _met(connection, 503, days=400)
    _met(connection, 504, days=20)
    token = roles.invite(connection, "coordinator", NIGHT)
    roles.accept(connection, coordinator, token, NIGHT)
    for number, (days, words) in enumerate([(10, "fresh"), (11, "old"), (21, "gone")], start=1):
        _responded(connection, number, days, words)
    cases.open_(connection, asking.id, 1, TODAY - timedelta(days=5))
    long_open = cases.open_(connection, coordinator.id, 1, TODAY - timedelta(days=6))
    cases.write(connection, long_open, "citizen", "words")
    cases.close(connection, cases.open_(connection, coordinator.id, 1, TODAY), TODAY - timedelta(days=7))
    for ended, days in ENDED:
        day = TODAY - timedelta(days=days)
        invitation = NewInvitation(1, "ces", "served", "invited", day, person_id=asking.id)
        invitation_id = invitations.put(connection, invitation)
        if ended:
            invitations.end(connection, invitation_id, ended)
    for name, days in (("young", 6), ("old", 8)):
        outbox.put(connection, coordinator.id, name, {}, name, NIGHT - timedelta(days=days))
    for number in (1, 2):
        outbox.mark_sent(connection, number)
    for number, days in ((1, 7), (2, 9)):
        updates.set_aside(connection, SetAside(number, "{}", "ValueError", None), NIGHT - timedelta(days=days))
    for action, days in (("recent", 8), ("past", 10)):
        audit.record(connection, coordinator, "coordinator", action, NIGHT - timedelta(days=days))


def _met(connection: Connection, chat_id: int, days: int) -> Person:
    return people.meet(connection, chat_id, "en", TODAY - timedelta(days=days))


def _responded(connection: Connection, number: int, days: int, words: str) -> None:
    day = TODAY - timedelta(days=days)
    values = {"id": number, "survey_version_id": 1, "touchpoint_id": 1, "state": "complete", "local_date": day}
    connection.execute(insert(responses), values)
    answer = {"response_id": number, "question": "comment", "state": "answered", "comment": words}
    connection.execute(insert(answers), answer)


def _left(connection: Connection) -> dict[str, object]:
    seals = metadata.tables["case_seals"]
    queries = {
        "comments": select(answers.c.comment).where(answers.c.comment.is_not(None)),
        "responses": select(responses.c.id).order_by(responses.c.id),
        "people": select(people_rows.c.id).order_by(people_rows.c.id),
        "cases": select(case_rows.c.state).order_by(case_rows.c.state),
        "seals": select(seals.c.person_id),
        "outbox": select(outbox_rows.c.kind).order_by(outbox_rows.c.kind),
        "invitations": select(invitation_rows.c.state).order_by(invitation_rows.c.state),
        "set_aside": select(set_aside_updates.c.update_id),
        "audit": select(audits.c.action),
    }
    return {name: list(connection.execute(query).scalars()) for name, query in queries.items()}
