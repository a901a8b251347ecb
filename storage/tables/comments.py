"""Which comments a coordinator is looking at, and which were hidden."""

from sqlalchemy import Column, ForeignKey, Index, String, Table, text

from storage.tables.base import metadata
from storage.types import Json, RowId, UtcDateTime

comment_views = Table(
    "comment_views",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
    # The slice and the filters; buttons carry the view's id, for a search would not fit into them.
    Column("asked", Json, nullable=False),
    Column("used_at", UtcDateTime, nullable=False, index=True),
    Index("ix_comment_views_person_id", "person_id"),
)

# One row an act, so that it stays visible who hid what, why, and who showed it again.
comment_hidings = Table(
    "comment_hidings",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("response_id", ForeignKey("responses.id", ondelete="CASCADE"), nullable=False),
    Column("question", String(24), nullable=False),
    Column("reason", String(16), nullable=False),
    Column("hidden_by", ForeignKey("people.id", ondelete="SET NULL")),
    Column("hidden_at", UtcDateTime, nullable=False),
    Column("shown_by", ForeignKey("people.id", ondelete="SET NULL")),
    Column("shown_at", UtcDateTime),
    Index(
        "uq_comment_hidings_hidden",
        "response_id",
        "question",
        unique=True,
        sqlite_where=text("shown_at IS NULL"),
        postgresql_where=text("shown_at IS NULL"),
    ),
)
