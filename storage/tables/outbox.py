"""What the bot says first: one row a message and recipient, sent once."""

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, false

from storage.tables.base import metadata
from storage.types import Json, RowId, UtcDateTime

outbox = Table(
    "outbox",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("payload", Json, nullable=False),
    Column("dedupe_key", String(128), nullable=False, unique=True),
    # pending, sending (leased), sent, uncertain (may have arrived), undeliverable, cancelled
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("not_before", UtcDateTime, nullable=False),
    # From then on it need not be said any more; None when it never grows old.
    Column("until", UtcDateTime),
    Column("leased_until", UtcDateTime),
    # Asked for by the person, and deleted as soon as it has ended: it would tell whose case it belongs to.
    Column("sealed", Boolean, nullable=False, server_default=false()),
    CheckConstraint("state IN ('pending', 'sending', 'sent', 'uncertain', 'undeliverable', 'cancelled')", name="state"),
    Index("ix_outbox_state_not_before", "state", "not_before"),
    Index("ix_outbox_state_until", "state", "until"),
    Index("ix_outbox_person_id", "person_id"),
)
