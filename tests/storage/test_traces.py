"""Whatever leads to a person is shown by /mydata and named in the receipt of /forget."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, ForeignKey

from bot.sandbox.demo import EXAMPLE
from storage import audit, invitations, people, prompts, traces
from storage.database import Database
from storage.invitations import NewInvitation
from storage.tables import metadata
from surveys import rights
from surveys.catalog_files import load_catalog
from surveys.organisation import read_organisation
from surveys.publishing import load_organisation

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
CHAT = 900
# What surveys.rights and lessons.records count with functions of their own.
TOLD_APART = {
    *("responses.person_id", "roles.person_id", "contacts.person_id", "opt_outs.person_id", "case_seals.person_id"),
    *("jobs.person_id", "outbox.person_id", "enrollments.person_id"),
}


def test_every_foreign_key_to_people_is_told() -> None:
    led = {str(key.parent) for table in metadata.tables.values() for key in table.foreign_keys if leads(key)}
    told = {str(column) for columns in traces.TRACES.values() for column in columns}
    assert told | TOLD_APART == led
    assert not told & TOLD_APART


async def test_what_leads_to_a_person_is_counted_and_goes(database: Database) -> None:
    await database.run(fill)
    person = await database.run(people.meet, CHAT, "en")
    stored = await database.read(rights.stored_about, person)
    assert stored.traces == {"invitations": 1, "awaited": 1, "acts": 2}
    receipt = await database.run(rights.forget, person, NOW)
    assert receipt.traces == stored.traces
    assert await database.read(traces.of, person.id) == {}


def leads(key: ForeignKey) -> bool:
    return key.column.table.name == "people"


def fill(connection: Connection) -> None:
    catalog = load_catalog()
    load_organisation(connection, read_organisation(EXAMPLE, catalog), catalog, NOW)
    person, other = people.meet(connection, CHAT, "en"), people.meet(connection, CHAT + 1, "en")
    expires = NOW + timedelta(days=14)
    for each in (person, other):
        invitation = NewInvitation(1, "ces", "served", "invited", NOW.date(), person_id=each.id, expires_at=expires)
        invitations.put(connection, invitation)
        prompts.ask(connection, each.id, "case", {}, NOW)
    for _ in range(2):
        audit.record(connection, person, "coordinator", "case_closed", NOW)
