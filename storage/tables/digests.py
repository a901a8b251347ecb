"""Who wants a digest, when, and who wants alerts."""

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, SmallInteger, String, Table

from storage.tables.base import metadata
from storage.types import UtcDateTime

digests = Table(
    "digests",
    metadata,
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("frequency", String(8), nullable=False),
    # The hour of the organisation's day.
    Column("hour", SmallInteger, nullable=False),
    Column("alerts", Boolean, nullable=False),
    # When the next one is due; NULL while there is none to come.
    Column("due_at", UtcDateTime, index=True),
    # When alerts are looked for next.
    Column("alerts_due_at", UtcDateTime, nullable=False, index=True),
    CheckConstraint("frequency IN ('never', 'weekly', 'monthly')", name="frequency"),
    CheckConstraint("hour BETWEEN 0 AND 23", name="hour"),
)
