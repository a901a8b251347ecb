"""What coordinators and administrators did: acts of office, never citizens."""

from sqlalchemy import Column, ForeignKey, String, Table

from storage.tables.base import metadata
from storage.types import Json, RowId, UtcDateTime

audit = Table(
    "audit",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("at", UtcDateTime, nullable=False, index=True),
    # NULL once the person was erased; the role stays.
    Column("actor_id", ForeignKey("people.id", ondelete="SET NULL"), index=True),
    Column("actor_role", String(16), nullable=False),
    Column("action", String(32), nullable=False),
    # Codes and numbers of what was acted on; no text that a person wrote.
    Column("subject", Json, nullable=False),
)
