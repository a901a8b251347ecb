"""Events of other systems: known by a tag, so that each is taken once."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select

from storage.tables import event_sources, events
from storage.upserts import insert_into

SALT_BYTES = 32


@dataclass(frozen=True, slots=True)
class KnownEvent:
    """An event that was taken, as far as it is remembered: enough to give its source the same answer again."""

    tag: bytes
    digest: bytes
    status: str
    reason: str | None
    link_expires_at: datetime | None


_KNOWN = select(events.c.tag, events.c.digest, events.c.status, events.c.reason, events.c.link_expires_at).where(
    events.c.source == bindparam("source"), events.c.tag == bindparam("tag")
)


def salt(connection: Connection, source: str) -> bytes:
    """The random bytes from which all that is remembered of a source's events derives; made on first use."""
    fresh = {"code": source, "salt": secrets.token_bytes(SALT_BYTES)}
    connection.execute(insert_into(connection, event_sources).on_conflict_do_nothing(), fresh)
    found: bytes = connection.execute(select(event_sources.c.salt).where(event_sources.c.code == source)).scalar_one()
    return found


def derived(salt: bytes, purpose: str, key: str) -> bytes:
    """HMAC-SHA256(salt, purpose and key): 32 bytes that nobody finds without the salt."""
    return hmac.digest(salt, f"{purpose}:{key}".encode(), hashlib.sha256)


def find(connection: Connection, source: str, tag: bytes) -> KnownEvent | None:
    """The event of this tag, if it was taken before."""
    row = connection.execute(_KNOWN, {"source": source, "tag": tag}).first()
    return KnownEvent(*row) if row else None


def remember(connection: Connection, source: str, event: KnownEvent, now: datetime) -> bool:
    """Keep the event; False when another transaction took it meanwhile."""
    values = {
        "source": source,
        "tag": event.tag,
        "digest": event.digest,
        "status": event.status,
        "reason": event.reason,
        "link_expires_at": event.link_expires_at,
        "received_at": now,
    }
    return connection.execute(insert_into(connection, events).on_conflict_do_nothing(), values).rowcount == 1


def purge(connection: Connection, before: datetime) -> int:
    """Forget events received before then; returns how many."""
    return connection.execute(delete(events).where(events.c.received_at < before)).rowcount
