"""How many responses are left out of scores: docs/decisions/sums.md.

Only the responses are the truth; a row is counted anew whenever one of its own becomes left out or ceases to be.
"""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, Table

from storage.tables.base import metadata

left_out_counts = Table(
    "left_out_counts",
    metadata,
    Column("touchpoint_id", ForeignKey("touchpoints.id"), primary_key=True),
    Column("survey_version_id", ForeignKey("survey_versions.id"), primary_key=True),
    # A week within its month; end_day is the first day after.
    Column("first_day", Date, primary_key=True),
    Column("end_day", Date, nullable=False),
    Column("count", Integer, nullable=False),
    # The count first: a summary reads the few that reach the smallest group. All columns, so that it reads no row.
    Index("ix_left_out_counts_count", "count", "first_day", "end_day", "touchpoint_id", "survey_version_id"),
    sqlite_with_rowid=False,
)
