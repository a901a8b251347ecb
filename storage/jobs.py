"""Requests that take longer than a tap may. A row lives until its result is sent; then it is deleted."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, func, select, true, update

from storage.tables import jobs, people
from storage.upserts import insert_into

# What one person may have waiting: enough for an impatient one, too little to keep the others waiting.
MOST_WAITING = 3


@dataclass(frozen=True, slots=True)
class Job:
    """A request that was claimed, and where its result goes."""

    id: int
    kind: str
    payload: Mapping[str, Any]
    attempts: int
    chat_id: int
    language: str


def put(connection: Connection, person_id: int, kind: str, payload: Mapping[str, Any], now: datetime) -> bool:
    """Store a request; False when the person has the same one waiting already, or MOST_WAITING others."""
    if count_for(connection, person_id) >= MOST_WAITING:
        return False
    statement = insert_into(connection, jobs).values(
        person_id=person_id,
        kind=kind,
        payload=payload,
        digest=_digest(kind, payload),
        attempts=0,
        leased_until=now,
    )
    return connection.execute(statement.on_conflict_do_nothing()).rowcount == 1


def count_for(connection: Connection, person_id: int) -> int:
    """How many requests of a person wait for their result."""
    return connection.execute(select(func.count()).where(jobs.c.person_id == person_id)).scalar_one()


def is_waiting(connection: Connection, person_id: int, kind: str, payload: Mapping[str, Any]) -> bool:
    """Whether the person's same request waits or is being worked on, so that its result comes anyway."""
    same = select(jobs.c.id).where(jobs.c.person_id == person_id, jobs.c.digest == _digest(kind, payload))
    return bool(connection.execute(select(same.exists())).scalar_one())


def claim(connection: Connection, now: datetime, lease: timedelta, kinds: Collection[str] | None = None) -> Job | None:
    """Lease the request, of these kinds or of any, that has waited longest.

    One whose worker died is free again when its lease ends.
    """
    found = connection.execute(
        select(jobs.c.id, jobs.c.kind, jobs.c.payload, jobs.c.attempts, people.c.chat_id, people.c.language)
        .join(people, people.c.id == jobs.c.person_id)
        .where(jobs.c.leased_until <= now, jobs.c.kind.in_(kinds) if kinds is not None else true())
        .order_by(jobs.c.leased_until, jobs.c.id)
        .limit(1)
        .with_for_update(of=jobs, skip_locked=True)
    ).first()
    if found is None:
        return None
    leased = {"leased_until": now + lease, "attempts": jobs.c.attempts + 1}
    connection.execute(update(jobs).where(jobs.c.id == found.id).values(leased))
    return Job(*found)


def postpone(connection: Connection, job_id: int, until: datetime) -> None:
    """It failed; try again from then on."""
    connection.execute(update(jobs).where(jobs.c.id == job_id).values(leased_until=until))


def finish(connection: Connection, job_id: int) -> None:
    """Its result is sent, or nobody waits for it any more."""
    connection.execute(delete(jobs).where(jobs.c.id == job_id))


def _digest(kind: str, payload: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps([kind, payload], sort_keys=True).encode()).hexdigest()
