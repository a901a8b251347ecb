"""What may be shown of the answers: groups of enough responses, and the counts of their answers.

A response is in one group at most, and every number that is shown is a sum over whole groups:
docs/decisions/suppression.md.
"""

from sqlalchemy import Boolean, CheckConstraint, Column, Date, ForeignKey, Index, Integer, String, Table, text

from storage.tables.base import metadata
from storage.types import RowId

# The few groups in which the integrity check has marked something; the index has those with the most together.
HAS_MARKS = "marked > 0"

release_groups = Table(
    "release_groups",
    metadata,
    Column("id", RowId, primary_key=True),
    # The place, the period, the version and the state in one text, which two replicas can't write twice.
    Column("key", String(64), nullable=False, unique=True),
    Column("survey_version_id", ForeignKey("survey_versions.id"), nullable=False),
    Column("state", String(16), nullable=False),
    # NULL: responses of several units, shown for the whole organisation only.
    Column("unit_id", ForeignKey("units.id")),
    # NULL: responses of several touchpoints, shown for the unit or the organisation.
    Column("touchpoint_id", ForeignKey("touchpoints.id")),
    # The days its responses may have; end_day is the first day after.
    Column("first_day", Date, nullable=False),
    Column("end_day", Date, nullable=False),
    Column("responses", Integer, nullable=False),
    # Of these, how many the integrity check has marked as suspicious.
    Column("marked", Integer, nullable=False),
    # How many batches have joined, and whether a part of one has ever left.
    Column("batches", Integer, nullable=False),
    Column("is_split", Boolean, nullable=False),
    CheckConstraint("state IN ('complete', 'partial')", name="state"),
    Index("ix_release_groups_touchpoint_id_first_day", "touchpoint_id", "first_day"),
    Index("ix_release_groups_unit_id_first_day", "unit_id", "first_day"),
    Index(
        "ix_release_groups_marked",
        "marked",
        "first_day",
        "end_day",
        "survey_version_id",
        "unit_id",
        "touchpoint_id",
        sqlite_where=text(HAS_MARKS),
        postgresql_where=text(HAS_MARKS),
    ),
)

rollups = Table(
    "rollups",
    metadata,
    Column("group_id", ForeignKey("release_groups.id"), primary_key=True),
    Column("question", String(24), primary_key=True),
    # A number of the scale or an option's code; empty: how many answered a question of several options.
    Column("value", String(24), primary_key=True),
    # Of several options: whether the respondent's score was good or bad, empty when they gave none.
    Column("verdict", String(4), primary_key=True),
    Column("count", Integer, nullable=False),
    sqlite_with_rowid=False,
)

batch_counts = Table(
    "batch_counts",
    metadata,
    # Of complete responses that joined a group together: how many gave each verdict, and who of them named an option.
    Column("group_id", ForeignKey("release_groups.id"), primary_key=True),
    Column("batch", Integer, primary_key=True),
    # good, bad, or empty when they gave no score.
    Column("verdict", String(4), primary_key=True),
    # An option's code; empty: everybody with this verdict.
    Column("option", String(24), primary_key=True),
    Column("count", Integer, nullable=False),
    sqlite_with_rowid=False,
)
