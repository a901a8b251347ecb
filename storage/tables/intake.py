"""Updates that have been applied, albums that were answered, and updates that could not be applied."""

from sqlalchemy import BigInteger, Column, String, Table, Text

from storage.tables.base import metadata
from storage.types import UtcDateTime

processed_updates = Table(
    "processed_updates",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("received_at", UtcDateTime, nullable=False, index=True),
)

answered_albums = Table(
    "answered_albums",
    metadata,
    # Every photo of an album is an update of its own; the number that they share leads to nobody.
    Column("media_group_id", String(64), primary_key=True),
    Column("received_at", UtcDateTime, nullable=False, index=True),
)

set_aside_updates = Table(
    "set_aside_updates",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    # The raw JSON, kept to find the fault; it holds personal data and is purged soon.
    Column("payload", Text, nullable=False),
    # The class of the exception; its text may hold what a person wrote.
    Column("error", String(128), nullable=False),
    # Whose update it was, so that /forget reaches it.
    Column("chat_id", BigInteger, index=True),
    Column("received_at", UtcDateTime, nullable=False, index=True),
)
