"""Invitations: each is a line of the ledger that leads to a person only until it has ended.

Then neither the person, nor the response, nor a moment is left. How many lines there are is kept beside them
(docs/decisions/sums.md): a line notes as what it was counted, and the heartbeat counts those that have changed since.
"""

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Index, Integer, String, Table, text

from storage.tables.base import metadata
from storage.types import RowId, UtcDateTime

IS_LIVE = "state IN ('waiting', 'invited', 'started')"
# New lines and changed ones, word for word as the partial index has it.
UNCOUNTED = "(counted_state <> state OR counted_survey <> survey)"

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
    # As what the line stands in invitation_counts; empty before it was counted.
    Column("counted_survey", String(32), nullable=False, server_default=""),
    Column("counted_state", String(16), nullable=False, server_default=""),
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
    Index("ix_invitations_local_date", "local_date"),
    Index("ix_invitations_uncounted", "local_date", sqlite_where=text(UNCOUNTED), postgresql_where=text(UNCOUNTED)),
    Index("ix_invitations_person_id", "person_id"),
    Index("ix_invitations_expires_at", "expires_at", sqlite_where=text(IS_LIVE), postgresql_where=text(IS_LIVE)),
)

invitation_counts = Table(
    "invitation_counts",
    metadata,
    # 0: all touchpoints of the unit; 0 in both: the whole organisation.
    Column("touchpoint_id", RowId, primary_key=True, autoincrement=False),
    Column("unit_id", RowId, primary_key=True, autoincrement=False),
    Column("survey", ForeignKey("surveys.code"), primary_key=True),
    Column("local_date", Date, primary_key=True),
    Column("state", String(16), primary_key=True),
    Column("count", Integer, nullable=False),
    sqlite_with_rowid=False,
)
