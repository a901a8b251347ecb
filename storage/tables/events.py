"""Events that other systems told us of: what tells a replay from a new one, and nothing about people."""

from sqlalchemy import Column, ForeignKey, LargeBinary, String, Table

from storage.tables.base import metadata
from storage.types import UtcDateTime

event_sources = Table(
    "event_sources",
    metadata,
    Column("code", String(32), primary_key=True),
    # Random: the tags of the source's events and the tokens of its links derive from it.
    Column("salt", LargeBinary(32), nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("source", ForeignKey("event_sources.code"), primary_key=True),
    # HMAC(salt, idempotency key): the key itself is often the number of a person's case.
    Column("tag", LargeBinary(32), primary_key=True),
    # HMAC(salt, what the event says): the same key with other words is a mistake, not a replay.
    Column("digest", LargeBinary(32), nullable=False),
    # The answer the source got, and gets again.
    Column("status", String(16), nullable=False),
    Column("reason", String(16)),
    Column("link_expires_at", UtcDateTime),
    Column("received_at", UtcDateTime, nullable=False, index=True),
)
