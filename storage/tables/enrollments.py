"""Staff who take a course, and the links by which they join."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    text,
    true,
)

from storage.tables.base import metadata
from storage.types import RowId, UtcDateTime

enrollments = Table(
    "enrollments",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("unit_id", ForeignKey("units.id", ondelete="CASCADE"), nullable=False),
    # What the person wants coordinators and the certificate to say; never taken from Telegram unasked.
    Column("shown_name", String(64), nullable=False),
    # Of the link by which the person is joining: it opens for them again, though used up. None once they have begun.
    Column("link_hash", String(64)),
    # joining, active, paused, finished
    Column("state", String(16), nullable=False),
    Column("course", String(24), nullable=False),
    # How many lessons of the course were sent: the course goes by position, never by date.
    Column("position", SmallInteger, nullable=False),
    # The local hour of the daily message.
    Column("hour", SmallInteger, nullable=False),
    # None: the zone of the unit, or of the organisation.
    Column("zone", String(64)),
    # ISO weekdays (1 is Monday) on which the person does not work, such as "35".
    Column("days_off", String(7), nullable=False),
    # The moment of the next daily message; None when none is to come.
    Column("next_due_at", UtcDateTime),
    # Daily messages in a row without any reaction.
    Column("ignored", SmallInteger, nullable=False),
    Column("joined_on", Date, nullable=False),
    Column("finished_on", Date),
    # Whether questions from memory come by themselves after the course.
    Column("recalls", Boolean, nullable=False, server_default=true()),
    # What the person's next text is: a name, a zone, a report.
    Column("expects", String(48)),
    Column("expects_until", UtcDateTime),
    CheckConstraint("state IN ('joining', 'active', 'paused', 'finished')", name="state"),
    CheckConstraint("hour BETWEEN 9 AND 18", name="hour"),
    Index("ix_enrollments_unit_id", "unit_id"),
    Index(
        "ix_enrollments_next_due_at",
        "next_due_at",
        sqlite_where=text("next_due_at IS NOT NULL"),
        postgresql_where=text("next_due_at IS NOT NULL"),
    ),
    # A key of the outbox is made of the id: the id of a row that is gone is never used again.
    sqlite_autoincrement=True,
)

absences = Table(
    "absences",
    metadata,
    Column("enrollment_id", ForeignKey("enrollments.id", ondelete="CASCADE"), primary_key=True),
    # Local dates, both included. No lesson is sent on them and the habit score leaves them out.
    Column("first_day", Date, primary_key=True),
    Column("last_day", Date, nullable=False),
)

staff_invitations = Table(
    "staff_invitations",
    metadata,
    # SHA-256 of the token; the token itself is in the link only.
    Column("token_hash", String(64), primary_key=True),
    Column("unit_id", ForeignKey("units.id", ondelete="CASCADE"), nullable=False),
    Column("uses_left", Integer, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
)
