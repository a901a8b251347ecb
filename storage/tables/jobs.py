"""What somebody asked for and takes longer than a tap may: summaries, pictures, files."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table, UniqueConstraint

from storage.tables.base import metadata
from storage.types import Json, RowId, UtcDateTime

jobs = Table(
    "jobs",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("payload", Json, nullable=False),
    # SHA-256 of kind and payload: the same request is not made twice while it waits.
    Column("digest", String(64), nullable=False),
    Column("attempts", Integer, nullable=False),
    # Whoever works on it has it until then; nobody does when it is in the past.
    Column("leased_until", UtcDateTime, nullable=False, index=True),
    UniqueConstraint("person_id", "digest"),
)
