"""What release groups add up to, by unit and for the organisation: docs/decisions/sums.md.

A sum is the total of its parts. Whoever lets responses join or leave a group writes a part of their own, so that two
replicas never wait for the same row; the heartbeat puts parts together as part 0.
"""

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, ForeignKey, Index, Integer, String, Table, text

from storage.tables.base import metadata
from storage.types import RowId

# Parts that are still to be put together, word for word as the partial indexes have it.
LOOSE = "part <> 0"

sums = Table(
    "sums",
    metadata,
    # 0: the whole organisation.
    Column("unit_id", RowId, primary_key=True, autoincrement=False),
    # The days of the groups; end_day is the first day after.
    Column("first_day", Date, primary_key=True),
    Column("end_day", Date, primary_key=True),
    Column("survey_version_id", ForeignKey("survey_versions.id"), primary_key=True),
    Column("state", String(16), primary_key=True),
    Column("part", BigInteger, primary_key=True, autoincrement=False),
    Column("responses", Integer, nullable=False),
    CheckConstraint("state IN ('complete', 'partial')", name="state"),
    Index("ix_sums_part", "part", sqlite_where=text(LOOSE), postgresql_where=text(LOOSE)),
    sqlite_with_rowid=False,
)

# Of complete responses; the columns of a cell are those of rollups.
sum_cells = Table(
    "sum_cells",
    metadata,
    Column("unit_id", RowId, primary_key=True, autoincrement=False),
    Column("survey_version_id", ForeignKey("survey_versions.id"), primary_key=True),
    Column("first_day", Date, primary_key=True),
    Column("end_day", Date, primary_key=True),
    Column("question", String(24), primary_key=True),
    Column("value", String(24), primary_key=True),
    Column("verdict", String(4), primary_key=True),
    Column("part", BigInteger, primary_key=True, autoincrement=False),
    Column("count", Integer, nullable=False),
    Index("ix_sum_cells_part", "part", sqlite_where=text(LOOSE), postgresql_where=text(LOOSE)),
    sqlite_with_rowid=False,
)
