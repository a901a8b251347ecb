"""Responses and their answers.

Nothing here tells the order in which people answered: response ids are random, answers have no row id,
and a finished response keeps no moment, only the organisation's local date.
"""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    Text,
    text,
)

from storage.tables.base import metadata
from storage.types import Json, RowId, UtcDateTime

HELD = "held_by IS NOT NULL"
# Ended, to be counted, and in no release group yet.
WAITING = "group_id IS NULL AND held_by IS NULL AND withdrawn IS NULL AND state <> 'open'"
# In no group, and never to be in one unless somebody takes it back.
LEFT_OUT = "withdrawn = 'excluded' AND group_id IS NULL"
COMMENTED = "comment IS NOT NULL"

responses = Table(
    "responses",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("survey_version_id", ForeignKey("survey_versions.id"), nullable=False),
    Column("touchpoint_id", ForeignKey("touchpoints.id"), nullable=False),
    Column("state", String(16), nullable=False),
    # The local date of the last answer, in the organisation's zone.
    Column("local_date", Date, nullable=False),
    # The six columns below are the link to a person; closing a response sets them to NULL.
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE")),
    Column("position", SmallInteger),
    Column("message_id", BigInteger),
    Column("opened_at", UtcDateTime),
    Column("touched_at", UtcDateTime),
    Column("expires_at", UtcDateTime),
    # HMAC(key of the day, person and touchpoint): finds the same person's earlier response of that day.
    Column("day_tag", LargeBinary(32), unique=True),
    # The release group in which the response is shown; NULL while it waits for enough others. No foreign key, as
    # SQLite could not drop the column then; a group is deleted only after its responses, and `verify` looks.
    Column("group_id", RowId),
    # With which batch it joined the group: those of one batch were shown together from the beginning.
    Column("batch", Integer),
    # Why a response that is shown should no longer be: it leaves its group together with enough others.
    Column("withdrawn", String(16)),
    # The group that still shows the person's earlier answer of the day: this one waits until that one has left.
    Column("held_by", RowId),
    CheckConstraint("state IN ('open', 'complete', 'partial')", name="state"),
    CheckConstraint("(state = 'open') = (person_id IS NOT NULL)", name="link_only_while_open"),
    Index(
        "uq_responses_open",
        "person_id",
        "touchpoint_id",
        unique=True,
        sqlite_where=text("person_id IS NOT NULL"),
        postgresql_where=text("person_id IS NOT NULL"),
    ),
    Index(
        "ix_responses_expires_at",
        "expires_at",
        sqlite_where=text("expires_at IS NOT NULL"),
        postgresql_where=text("expires_at IS NOT NULL"),
    ),
    Index("ix_responses_touchpoint_id_local_date", "touchpoint_id", "local_date"),
    # The few that still carry a tag, so that the end of a day looks at these only.
    Index(
        "ix_responses_tagged",
        "local_date",
        sqlite_where=text("day_tag IS NOT NULL"),
        postgresql_where=text("day_tag IS NOT NULL"),
    ),
    Index("ix_responses_group_id", "group_id"),
    Index("ix_responses_held_by", "held_by", sqlite_where=text(HELD), postgresql_where=text(HELD)),
    Index(
        "ix_responses_waiting",
        "touchpoint_id",
        "survey_version_id",
        "state",
        "local_date",
        sqlite_where=text(WAITING),
        postgresql_where=text(WAITING),
    ),
    # The last two as well, though they are always the same: SQLite would else look at every row to see it.
    Index(
        "ix_responses_left_out",
        "touchpoint_id",
        "survey_version_id",
        "local_date",
        "withdrawn",
        "group_id",
        sqlite_where=text(LEFT_OUT),
        postgresql_where=text(LEFT_OUT),
    ),
    sqlite_with_rowid=False,
)

answers = Table(
    "answers",
    metadata,
    Column("response_id", ForeignKey("responses.id", ondelete="CASCADE"), primary_key=True),
    Column("question", String(24), primary_key=True),
    # answered, skipped or not_applicable; a question without a row was not reached.
    Column("state", String(16), nullable=False),
    # The value on a scale.
    Column("number", SmallInteger),
    # Option codes, a list also where one is chosen; never labels.
    Column("options", Json),
    Column("comment", Text),
    CheckConstraint("state IN ('answered', 'skipped', 'not_applicable')", name="state"),
    # The few answers that are texts, so that erasing the old ones looks at these only.
    Index("ix_answers_commented", "response_id", sqlite_where=text(COMMENTED), postgresql_where=text(COMMENTED)),
    sqlite_with_rowid=False,
)

day_keys = Table(
    "day_keys",
    metadata,
    Column("local_date", Date, primary_key=True),
    Column("key", LargeBinary(32), nullable=False),
)
