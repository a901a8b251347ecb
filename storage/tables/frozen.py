"""What a service point's card showed last, so that it does not change with every single person."""

from sqlalchemy import Column, Date, ForeignKey, Integer, String, Table

from storage.tables.base import metadata
from storage.types import Json

frozen_counts = Table(
    "frozen_counts",
    metadata,
    Column("touchpoint_id", ForeignKey("touchpoints.id", ondelete="CASCADE"), primary_key=True),
    # invitations or marks
    Column("kind", String(16), primary_key=True),
    # Rows of keys and a count, as they were counted on that day.
    Column("counts", Json, nullable=False),
    # How many people were counted: enough more make a new count.
    Column("size", Integer, nullable=False),
    Column("taken_on", Date, nullable=False),
)
