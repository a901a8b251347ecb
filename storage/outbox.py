"""What the bot is about to say first. Each row is claimed under a lease, sent and marked."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, or_, select, update

from storage.tables import outbox, people
from storage.upserts import insert_into

ENDED = ("sent", "uncertain", "undeliverable", "cancelled")


@dataclass(frozen=True, slots=True)
class Due:
    """A message to send now."""

    id: int
    kind: str
    payload: Mapping[str, Any]
    attempts: int
    chat_id: int
    language: str


@dataclass(frozen=True, slots=True)
class Late:
    """A message that waited for too long."""

    id: int
    kind: str
    payload: Mapping[str, Any]


def put(
    connection: Connection,
    person_id: int,
    kind: str,
    payload: Mapping[str, Any],
    dedupe_key: str,
    not_before: datetime,
    *,
    until: datetime | None = None,
    sealed: bool = False,
) -> bool:
    """Add a message; False when one with this key was added before, whatever became of it.

    Of the messages that need not be said any more from a moment on, those come first whose moment is the first.

    A sealed one was asked for: it goes to a person after /stop too, and its row is deleted as soon as it has ended.
    """
    statement = insert_into(connection, outbox).values(
        person_id=person_id,
        kind=kind,
        payload=payload,
        dedupe_key=dedupe_key,
        state="pending",
        attempts=0,
        not_before=not_before,
        until=until,
        sealed=sealed,
    )
    return connection.execute(statement.on_conflict_do_nothing(index_elements=["dedupe_key"])).rowcount == 1


def claim(
    connection: Connection, now: datetime, limit: int, lease: timedelta, repeatable: Collection[str]
) -> list[Due]:
    """Lease the messages that are due to people who may be written to.

    A lease that ran out means that a sender died with the message in hand: it may have arrived, so only kinds in
    `repeatable` are sent again; the others become uncertain.
    """
    _end_lost(connection, now, repeatable)
    found = connection.execute(_due(now, limit)).all()
    ids = [row[0] for row in found]
    if ids:
        leased = {"state": "sending", "leased_until": now + lease, "attempts": outbox.c.attempts + 1}
        connection.execute(update(outbox).where(outbox.c.id.in_(ids)).values(leased))
    return [Due(*row) for row in found]


def mark_sent(connection: Connection, row_id: int) -> None:
    """It arrived."""
    _end(connection, row_id, "sent")


def mark_uncertain(connection: Connection, row_id: int) -> None:
    """It may have arrived, and must not arrive twice."""
    _end(connection, row_id, "uncertain")


def mark_undeliverable(connection: Connection, row_id: int) -> None:
    """It will never arrive."""
    _end(connection, row_id, "undeliverable")


def cancel(connection: Connection, row_id: int) -> None:
    """It need not be said any more."""
    _end(connection, row_id, "cancelled")


def postpone(connection: Connection, row_id: int, not_before: datetime) -> None:
    """It did not arrive; try again from then on."""
    values = {"state": "pending", "leased_until": None, "not_before": not_before}
    connection.execute(update(outbox).where(outbox.c.id == row_id).values(values))


def put_back(connection: Connection, row_ids: Collection[int], not_before: datetime) -> None:
    """They were not tried; claim them again from then on."""
    values = {
        "state": "pending",
        "leased_until": None,
        "not_before": not_before,
        "attempts": outbox.c.attempts - 1,
    }
    in_hand = update(outbox).where(outbox.c.id.in_(row_ids), outbox.c.state == "sending")
    connection.execute(in_hand.values(values))


def cancel_for(connection: Connection, person_id: int, kinds: Collection[str] | None = None) -> None:
    """Say nothing of what was about to be said to a person: of some kinds, or, with None, of anything."""
    waiting = update(outbox).where(outbox.c.person_id == person_id, outbox.c.state == "pending")
    if kinds is not None:
        connection.execute(waiting.where(outbox.c.kind.in_(kinds), ~outbox.c.sealed).values(state="cancelled"))
        return
    connection.execute(waiting.values(state="cancelled"))
    _delete_sealed(connection, outbox.c.person_id == person_id)


def late(connection: Connection, now: datetime, limit: int) -> list[Late]:
    """Claim, until the transaction ends, messages that need not be said any more and are in nobody's hands."""
    query = (
        select(outbox.c.id, outbox.c.kind, outbox.c.payload)
        .where(outbox.c.state == "pending", outbox.c.until <= now)
        .order_by(outbox.c.until, outbox.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return [Late(*row) for row in connection.execute(query)]


def is_waiting(connection: Connection, dedupe_key: str) -> bool:
    """Whether a message is still to be sent."""
    waits = outbox.c.state.in_(("pending", "sending"))
    query = select(func.count()).where(outbox.c.dedupe_key == dedupe_key, waits)
    return connection.execute(query).scalar_one() > 0


def count_uncertain(connection: Connection, kinds: Collection[str]) -> tuple[int, int | None]:
    """How many messages of some kinds may or may not have arrived, and the id of the newest, None when none."""
    query = select(func.count(), func.max(outbox.c.id)).where(outbox.c.kind.in_(kinds), outbox.c.state == "uncertain")
    count, newest = connection.execute(query).one()
    return count, newest


def count_for(connection: Connection, person_id: int) -> int:
    """How many messages wait for a person."""
    query = select(func.count()).where(outbox.c.person_id == person_id, outbox.c.state.in_(("pending", "sending")))
    return connection.execute(query).scalar_one()


def purge(connection: Connection, before: datetime) -> int:
    """Delete messages that were due before then, those that still wait too; returns how many.

    Who blocked the bot and comes back after a month must not hear everything at once.
    """
    return connection.execute(delete(outbox).where(outbox.c.not_before < before)).rowcount


def _due(now: datetime, limit: int) -> Any:  # noqa: ANN401 - a Select of six columns
    return (
        select(outbox.c.id, outbox.c.kind, outbox.c.payload, outbox.c.attempts, people.c.chat_id, people.c.language)
        .join(people, people.c.id == outbox.c.person_id)
        .where(
            outbox.c.not_before <= now,
            or_(outbox.c.state == "pending", (outbox.c.state == "sending") & (outbox.c.leased_until <= now)),
            people.c.active,
            ~people.c.stopped | outbox.c.sealed,
        )
        # What never grows old counts from its moment, which is past: nothing keeps it waiting.
        .order_by(func.coalesce(outbox.c.until, outbox.c.not_before), outbox.c.not_before, outbox.c.id)
        .limit(limit)
        # Another replica's sender passes over what this one has in hand.
        .with_for_update(of=outbox, skip_locked=True)
    )


def _end_lost(connection: Connection, now: datetime, repeatable: Collection[str]) -> None:
    lost = update(outbox).where(outbox.c.state == "sending", outbox.c.leased_until <= now)
    lost = lost.where(outbox.c.kind.not_in(list(repeatable))).values(state="uncertain")
    if connection.execute(lost).rowcount:
        _delete_sealed(connection, outbox.c.leased_until <= now)


def _end(connection: Connection, row_id: int, state: str) -> None:
    connection.execute(update(outbox).where(outbox.c.id == row_id).values(state=state, leased_until=None))
    _delete_sealed(connection, outbox.c.id == row_id)


def _delete_sealed(connection: Connection, which: ColumnElement[bool]) -> None:
    connection.execute(delete(outbox).where(which, outbox.c.sealed, outbox.c.state.in_(ENDED)))
