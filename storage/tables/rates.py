"""Of the invitations delivered in a month, how many were answered to the end: docs/decisions/response-rates.md."""

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Integer, Table

from storage.tables.base import metadata
from storage.types import RowId

response_rates = Table(
    "response_rates",
    metadata,
    # 0: the whole unit; 0 in both: the whole organisation.
    Column("touchpoint_id", RowId, primary_key=True, autoincrement=False),
    Column("unit_id", RowId, primary_key=True, autoincrement=False),
    Column("survey", ForeignKey("surveys.code"), primary_key=True),
    # Its first day.
    Column("month", Date, primary_key=True),
    Column("delivered", Integer, nullable=False),
    Column("complete", Integer, nullable=False),
    CheckConstraint("complete <= delivered", name="complete"),
    sqlite_with_rowid=False,
)

# Months that have been counted, for good: also those of which nothing may be shown.
rated_months = Table("rated_months", metadata, Column("month", Date, primary_key=True), sqlite_with_rowid=False)
