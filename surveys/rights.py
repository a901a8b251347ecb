"""A person's rights over what is stored about them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from storage import jobs, outbox, people, responses, roles, updates
from storage.organisation import Names
from storage.people import Person
from storage.roles import Role


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
    # Requests that are being worked on.
    requests: int
    # Updates that could not be applied, kept as they came.
    set_aside: int


def stored_about(connection: Connection, person: Person) -> StoredAboutPerson:
    """What /mydata shows. Finished responses are not among it: nothing links them to a person."""
    unfinished = [Unfinished(*row) for row in responses.open_of(connection, person.id)]
    messages = outbox.count_for(connection, person.id)
    return StoredAboutPerson(
        person,
        unfinished,
        roles.of(connection, person),
        messages,
        requests=jobs.count_for(connection, person.id),
        set_aside=updates.count_for(connection, person.chat_id),
    )


def forget(connection: Connection, person: Person) -> None:
    """Erase everything that leads to the person, at once."""
    people.forget(connection, person)


def stop(connection: Connection, person: Person) -> None:
    """Write nothing first any more, and drop what was about to be written."""
    outbox.cancel_for(connection, person.id)
    people.stop_writing(connection, person)
