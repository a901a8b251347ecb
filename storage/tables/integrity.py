"""Marks on responses that look unlike a person's own answer. No mark tells who answered."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, text

from storage.tables.base import metadata

# What speaks against a response by itself. The same end of every scale does not: who was delighted, or furious, answers
# so in earnest, and leaving it out would take both away from the score. Beside haste it is left out as hasty.
SUSPICIOUS = ("repeated", "burst", "hasty")

completions = Table(
    "completions",
    metadata,
    # What the integrity check needs of a response that was completed today; destroyed when the day ends.
    Column("response_id", ForeignKey("responses.id", ondelete="CASCADE"), primary_key=True),
    Column("touchpoint_id", ForeignKey("touchpoints.id", ondelete="CASCADE"), nullable=False),
    Column("local_date", Date, nullable=False),
    # Ten minutes, counted from 1970 in UTC.
    Column("slice", Integer, nullable=False),
    Column("hasty", Boolean, nullable=False),
    Column("repeated", Boolean, nullable=False),
    Column("checked", Boolean, nullable=False),
    Index("ix_completions_touchpoint_id_local_date_slice", "touchpoint_id", "local_date", "slice"),
    Index(
        "ix_completions_unchecked",
        "response_id",
        sqlite_where=text("NOT checked"),
        postgresql_where=text("NOT checked"),
    ),
    sqlite_with_rowid=False,
)

integrity_marks = Table(
    "integrity_marks",
    metadata,
    Column("response_id", ForeignKey("responses.id", ondelete="CASCADE"), primary_key=True),
    # repeated, burst, uniform or hasty
    Column("mark", String(16), primary_key=True),
    sqlite_with_rowid=False,
)
