"""Names that coordinators are about to write."""

from sqlalchemy import Column, ForeignKey, String, Table

from storage.tables.base import metadata
from storage.types import UtcDateTime

point_drafts = Table(
    "point_drafts",
    metadata,
    # A coordinator who is about to write a name: the new service point, or the one to rename.
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("unit_id", ForeignKey("units.id", ondelete="CASCADE"), nullable=False),
    Column("channel", String(32)),
    Column("survey", ForeignKey("surveys.code")),
    Column("touchpoint_id", ForeignKey("touchpoints.id", ondelete="CASCADE")),
    # Afterwards what the coordinator writes is meant for something else.
    Column("expires_at", UtcDateTime, nullable=False),
)
