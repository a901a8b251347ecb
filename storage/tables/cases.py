"""Cases: what a citizen who was dissatisfied wants an answer to, and the thread of that answer.

A case says nothing of a person. The way to one is a seal in a table of its own, which only the code that writes to
the person reads; it is erased when the case is closed.
"""

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, ForeignKey, Index, SmallInteger, String, Table, Text

from storage.tables.base import metadata
from storage.types import UtcDateTime

cases = Table(
    "cases",
    metadata,
    # Random, so that ids do not tell in which order people asked.
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("touchpoint_id", ForeignKey("touchpoints.id"), nullable=False),
    Column("state", String(16), nullable=False),
    # Local dates of the organisation; a moment would tell who had just been there.
    Column("opened_on", Date, nullable=False),
    Column("closed_on", Date),
    CheckConstraint("state IN ('waiting', 'answered', 'closed')", name="state"),
    CheckConstraint("(state = 'closed') = (closed_on IS NOT NULL)", name="closed_on"),
    Index("ix_cases_state_opened_on", "state", "opened_on"),
    sqlite_with_rowid=False,
)

case_messages = Table(
    "case_messages",
    metadata,
    Column("case_id", ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True),
    # From 1, in the order of writing.
    Column("number", SmallInteger, primary_key=True, autoincrement=False),
    Column("author", String(16), nullable=False),
    Column("text", Text, nullable=False),
    CheckConstraint("author IN ('citizen', 'coordinator')", name="author"),
    sqlite_with_rowid=False,
)

case_seals = Table(
    "case_seals",
    metadata,
    Column("case_id", ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
    Index("ix_case_seals_person_id", "person_id"),
    sqlite_with_rowid=False,
)

case_offers = Table(
    "case_offers",
    metadata,
    # SHA-256 of the token, which is in the button of the thanks only: without the button no row leads to a person.
    Column("token_hash", String(64), primary_key=True),
    Column("response_id", ForeignKey("responses.id", ondelete="CASCADE"), nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Index("ix_case_offers_response_id", "response_id"),
    sqlite_with_rowid=False,
)
