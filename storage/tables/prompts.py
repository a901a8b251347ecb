"""What a person was asked to write next: the state of a dialogue is a row, so that a restart loses nothing."""

from sqlalchemy import Column, ForeignKey, String, Table

from storage.tables.base import metadata
from storage.types import Json, UtcDateTime

prompts = Table(
    "prompts",
    metadata,
    # One at a time: a new prompt takes the place of the one before.
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("payload", Json, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
)
