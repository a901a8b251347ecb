"""Which duties of the night were done for which local day."""

from sqlalchemy import Column, Date, String, Table

from storage.tables.base import metadata

nightly_runs = Table(
    "nightly_runs",
    metadata,
    Column("duty", String(32), primary_key=True),
    Column("local_date", Date, nullable=False),
)
