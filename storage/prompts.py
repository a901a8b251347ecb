"""What a person was asked to write next: one prompt a person, for a quarter of an hour or what its dialogue needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, exists, select

from storage.tables import prompts, responses
from storage.upserts import insert_into

# Later a text is rather meant for something else.
PROMPT_LASTS = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Prompt:
    """What the next text is: the kind names the handler, the payload what it needs."""

    kind: str
    payload: Mapping[str, Any]


def ask(
    connection: Connection,
    person_id: int,
    kind: str,
    payload: Mapping[str, Any],
    now: datetime,
    lasts: timedelta = PROMPT_LASTS,
) -> None:
    """Take the person's next text as this, in place of what was asked before."""
    values = {"kind": kind, "payload": dict(payload), "asked_at": now, "expires_at": now + lasts}
    statement = insert_into(connection, prompts).values(person_id=person_id, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["person_id"], set_=values))


def current(connection: Connection, person_id: int, now: datetime) -> Prompt | None:
    """What the person's next text is; None when nothing was asked, or a survey was gone on with since."""
    later = exists().where(responses.c.person_id == person_id, responses.c.touched_at > prompts.c.asked_at)
    query = select(prompts.c.kind, prompts.c.payload).where(prompts.c.person_id == person_id)
    row = connection.execute(query.where(prompts.c.expires_at > now, ~later)).first()
    return Prompt(*row) if row else None


def drop(connection: Connection, person_id: int) -> None:
    """The text came, or the person turned to something else."""
    connection.execute(delete(prompts).where(prompts.c.person_id == person_id))


def drop_hidden(connection: Connection, response_id: int) -> None:
    """Delete what the person of an open response was asked before they went on with it."""
    hides = exists().where(
        responses.c.id == response_id,
        responses.c.person_id == prompts.c.person_id,
        responses.c.touched_at > prompts.c.asked_at,
    )
    connection.execute(delete(prompts).where(hides))


def purge(connection: Connection, now: datetime) -> int:
    """Delete the prompts whose time is over; returns how many."""
    return connection.execute(delete(prompts).where(prompts.c.expires_at <= now)).rowcount
