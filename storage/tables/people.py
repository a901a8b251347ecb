"""People who have spoken to the bot, and the roles some of them hold."""

from sqlalchemy import BigInteger, Boolean, Column, Date, ForeignKey, Index, String, Table, false

from storage.tables.base import metadata
from storage.types import RowId, UtcDateTime

people = Table(
    "people",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("chat_id", BigInteger, nullable=False, unique=True),
    Column("language", String(8), nullable=False),
    # Chosen with /language; otherwise the language follows the person's Telegram.
    Column("language_chosen", Boolean, nullable=False),
    # False after the person blocked the bot or the account is gone.
    Column("active", Boolean, nullable=False),
    # True after /stop: the bot writes nothing first.
    Column("stopped", Boolean, nullable=False),
    # One option a row, words beside numbers, simple texts.
    Column("easy_reading", Boolean, nullable=False, server_default=false()),
    # The Sunday of the week they last wrote in: who never comes back is forgotten. No day, no hour.
    Column("seen_week", Date),
)

roles = Table(
    "roles",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
    Column("role", String(16), nullable=False),
    # None: the role holds for every unit.
    Column("unit_id", ForeignKey("units.id", ondelete="CASCADE")),
    Index("ix_roles_person_id", "person_id"),
)

role_invitations = Table(
    "role_invitations",
    metadata,
    # SHA-256 of the token; the token itself is in the link only.
    Column("token_hash", String(64), primary_key=True),
    Column("role", String(16), nullable=False),
    Column("unit_id", ForeignKey("units.id", ondelete="CASCADE")),
    Column("expires_at", UtcDateTime, nullable=False),
)
