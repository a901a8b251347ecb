"""What the organisation changed after people's answers, told to citizens."""

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Index, String, Table

from storage.tables.base import metadata
from storage.types import Json, RowId

changes = Table(
    "changes",
    metadata,
    Column("id", RowId, primary_key=True),
    # Where it changed: a service point, a unit, or with neither the whole organisation.
    Column("unit_id", ForeignKey("units.id")),
    Column("touchpoint_id", ForeignKey("touchpoints.id")),
    Column("state", String(16), nullable=False),
    # Text by language; a language that was not written is absent.
    Column("texts", Json, nullable=False),
    # The first day of the month in which it changed: scores are compared before and after that month.
    Column("changed_in", Date, nullable=False),
    # The survey question whose score is told; NULL for none.
    Column("survey", ForeignKey("surveys.code")),
    Column("question", String(24)),
    # The local date on which citizens could first read it.
    Column("published_on", Date),
    # Who wrote it, for the audit; not shown to citizens.
    Column("author_id", ForeignKey("people.id", ondelete="SET NULL")),
    CheckConstraint("state IN ('draft', 'published', 'withdrawn')", name="state"),
    CheckConstraint("(survey IS NULL) = (question IS NULL)", name="whole_question"),
    Index("ix_changes_state_published_on", "state", "published_on"),
)
