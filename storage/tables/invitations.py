"""Invitations: each is a line of the ledger that leads to a person only until it has ended.

Then neither the person, nor the response, nor a moment is left.
"""

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Index, String, Table, text

from storage.tables.base import metadata
from storage.types import RowId, UtcDateTime

IS_LIVE = "state IN ('waiting', 'invited', 'started')"

invitations = Table(
    "invitations",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("touchpoint_id", ForeignKey("touchpoints.id"), nullable=False),
    # The touchpoint's on the day the line was written, for good.
    Column("unit_id", ForeignKey("units.id"), nullable=False),
    Column("survey", ForeignKey("surveys.code"), nullable=False),
    # How the service ended: served, refused or abandoned.
    Column("outcome", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    # Why nobody was asked, or how the person declined.
    Column("reason", String(16)),
    # The organisation's local day of the event.
    Column("local_date", Date, nullable=False),
    # The columns below are NULL once the invitation has ended.
    Column("person_id", ForeignKey("people.id", ondelete="SET NULL")),
    Column("response_id", ForeignKey("responses.id", ondelete="SET NULL"), index=True),
    # The person's IANA zone, where the event named it.
    Column("timezone", String(64)),
    # SHA-256 of the token of a one-use start link.
    Column("token_hash", String(64), unique=True),
    Column("expires_at", UtcDateTime),
    CheckConstraint(
        "state IN ('waiting', 'invited', 'started', 'not_asked', 'undelivered', 'declined', 'silent', 'partial', "
        "'complete')",
        name="state",
    ),
    CheckConstraint(
        f"{IS_LIVE} OR (person_id IS NULL AND response_id IS NULL AND token_hash IS NULL AND expires_at IS NULL)",
        name="link_only_while_live",
    ),
    # With all that the card of a service point counts by, so that it reads no row.
    Index("ix_invitations_of_touchpoint", "touchpoint_id", "local_date", "state", "reason"),
    # With all that a month is counted by, so that it reads no row either; retention deletes by the day alone.
    Index("ix_invitations_of_day", "local_date", "touchpoint_id", "unit_id", "survey", "state"),
    Index("ix_invitations_person_id", "person_id"),
    Index("ix_invitations_expires_at", "expires_at", sqlite_where=text(IS_LIVE), postgresql_where=text(IS_LIVE)),
)
