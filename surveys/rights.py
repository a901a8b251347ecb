"""A person's rights over what is stored about them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from storage import cases as stored_cases
from storage import contacts, jobs, outbox, people, responses, roles, traces, updates
from storage.cases import Case
from storage.organisation import Names
from storage.people import Person
from storage.roles import Role
from surveys import cases


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A response that is still linked to the person."""

    service: Names
    answers: int


@dataclass(frozen=True, slots=True)
class StoredAboutPerson:
    """Everything in the database that leads to the person."""

    person: Person
    unfinished: Sequence[Unfinished]
    roles: Sequence[Role]
    messages: int
    # Surveys of which their last reaction is remembered, for the cooldowns.
    contacts: int
    opted_out: bool
    cases: Sequence[Case]
    # Requests that are being worked on.
    requests: int
    # Updates that could not be applied, kept as they came.
    set_aside: int
    # Rows of other kinds by the names of storage.traces.
    traces: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What /forget erased, in numbers; the numbers are told and not kept."""

    at: datetime
    unfinished: int
    roles: int
    messages: int
    cases: int
    set_aside: int
    contacts: int = 0
    traces: Mapping[str, int] = field(default_factory=dict)


def stored_about(connection: Connection, person: Person) -> StoredAboutPerson:
    """What /mydata shows. Finished responses are not among it: nothing links them to a person."""
    unfinished = [Unfinished(*row) for row in responses.open_of(connection, person.id)]
    messages = outbox.count_for(connection, person.id)
    return StoredAboutPerson(
        person,
        unfinished,
        roles.of(connection, person),
        messages,
        contacts.count_for(connection, person.id),
        contacts.is_opted_out(connection, person.id),
        stored_cases.of_person(connection, person.id),
        requests=jobs.count_for(connection, person.id),
        set_aside=updates.count_for(connection, person.chat_id),
        traces=traces.of(connection, person.id),
    )


def forget(connection: Connection, person: Person, now: datetime) -> Receipt:
    """Erase everything that leads to the person, at once, with what they wrote into open cases."""
    stored = stored_about(connection, person)
    stored_cases.remove_of(connection, person.id)
    set_aside = people.forget(connection, person)
    return Receipt(
        at=now,
        unfinished=len(stored.unfinished),
        roles=len(stored.roles),
        messages=stored.messages,
        cases=len(stored.cases),
        set_aside=set_aside,
        contacts=stored.contacts,
        traces=stored.traces,
    )


def stop(connection: Connection, person: Person, now: datetime) -> None:
    """Write nothing first any more: drop what was about to be written, and close the cases that wait for an answer."""
    outbox.cancel_for(connection, person.id)
    cases.withdraw_all(connection, person, now)
    people.stop_writing(connection, person)
