"""What happens in a course: messages, check questions, reviews, practice. Local dates are stored, never derived."""

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
    UniqueConstraint,
    text,
)

from storage.tables.base import metadata
from storage.types import Json, RowId, UtcDateTime

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("enrollment_id", ForeignKey("enrollments.id", ondelete="CASCADE"), nullable=False),
    # The person's date when it was sent; it stays when their zone changes.
    Column("local_date", Date, nullable=False),
    # slot: the daily message; reminder: the one that may follow it
    Column("kind", String(16), nullable=False),
    # The code of a lesson, or practice, final, silence, recall.
    Column("content", String(24), nullable=False),
    Column("reacted_on", Date),
    Column("remind_at", UtcDateTime),
    # When the working hours of that date end.
    Column("until", UtcDateTime, nullable=False),
    Column("suggestion_id", ForeignKey("lesson_suggestions.id", ondelete="SET NULL")),
    # The guard of "exactly one": whoever inserts it sends it.
    UniqueConstraint("enrollment_id", "local_date", "kind"),
    CheckConstraint("kind IN ('slot', 'reminder')", name="kind"),
    Index(
        "ix_deliveries_remind_at",
        "remind_at",
        sqlite_where=text("remind_at IS NOT NULL"),
        postgresql_where=text("remind_at IS NOT NULL"),
    ),
    Index("ix_deliveries_suggestion_id", "suggestion_id"),
    # A key of the outbox is made of the id: the id of a row that is gone is never used again.
    sqlite_autoincrement=True,
)

checks = Table(
    "checks",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("enrollment_id", ForeignKey("enrollments.id", ondelete="CASCADE"), nullable=False),
    Column("lesson", String(24), nullable=False),
    Column("local_date", Date, nullable=False),
    # first: after the lesson; review: later, from memory
    Column("kind", String(16), nullable=False),
    Column("answered_on", Date),
    # The order in which answers came. Dates are those of people's zones, and a question may wait for days.
    Column("answer_number", Integer),
    # The index of the chosen option; None with a date beside it is "not sure".
    Column("option", SmallInteger),
    Column("is_right", Boolean),
    UniqueConstraint("enrollment_id", "lesson", "local_date", "kind"),
    CheckConstraint("kind IN ('first', 'review')", name="kind"),
    UniqueConstraint("answer_number"),
    Index("ix_checks_lesson_answer_number", "lesson", "answer_number"),
)

review_cards = Table(
    "review_cards",
    metadata,
    Column("enrollment_id", ForeignKey("enrollments.id", ondelete="CASCADE"), primary_key=True),
    Column("lesson", String(24), primary_key=True),
    # The memory of one person for one lesson, as the package fsrs writes it.
    Column("card", Json, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
)

practice_reports = Table(
    "practice_reports",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("enrollment_id", ForeignKey("enrollments.id", ondelete="CASCADE"), nullable=False),
    # None: "nothing this week".
    Column("lesson", String(24)),
    Column("local_date", Date, nullable=False),
    # The person's line for themselves; nobody else is shown it.
    Column("line", String(300)),
    UniqueConstraint("enrollment_id", "lesson", "local_date"),
    Index("ix_practice_reports_lesson", "lesson"),
)

plans = Table(
    "plans",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("enrollment_id", ForeignKey("enrollments.id", ondelete="CASCADE"), nullable=False),
    Column("lesson", String(24), nullable=False),
    Column("echo_at", UtcDateTime, nullable=False),
    UniqueConstraint("enrollment_id", "lesson", "echo_at"),
    # A key of the outbox is made of the id: the id of a row that is gone is never used again.
    sqlite_autoincrement=True,
)

bookmarks = Table(
    "bookmarks",
    metadata,
    Column("enrollment_id", ForeignKey("enrollments.id", ondelete="CASCADE"), primary_key=True),
    Column("lesson", String(24), primary_key=True),
)

lesson_feedback = Table(
    "lesson_feedback",
    metadata,
    # The order in which ratings came.
    Column("id", RowId, primary_key=True),
    Column("enrollment_id", ForeignKey("enrollments.id", ondelete="CASCADE"), nullable=False),
    Column("lesson", String(24), nullable=False),
    Column("useful", Boolean, nullable=False),
    UniqueConstraint("enrollment_id", "lesson"),
)

lesson_suggestions = Table(
    "lesson_suggestions",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("unit_id", ForeignKey("units.id", ondelete="CASCADE"), nullable=False),
    # Codes: of who has had the first one lately, the next gets its turn.
    Column("lessons", Json, nullable=False),
    # The numbers that may be shown, and the days they are from: plain values from the surveys.
    Column("why", Json, nullable=False),
    Column("from_date", Date, nullable=False),
    # Two replicas that look on the same day make one suggestion.
    UniqueConstraint("unit_id", "from_date"),
)
