"""The organisation, its units and its touchpoints, as loaded from organisation.yaml."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, text

from storage.tables.base import metadata
from storage.types import Json, RowId

organisations = Table(
    "organisations",
    metadata,
    # One row: id 1.
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("name", Json, nullable=False),
    Column("timezone", String(64), nullable=False),
    # The fewest responses that are ever shown together.
    Column("smallest_group", Integer, nullable=False, server_default=text("10")),
)

units = Table(
    "units",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("code", String(32), nullable=False, unique=True),
    Column("name", Json, nullable=False),
    Column("closed", Boolean, nullable=False),
    # None: that of the organisation.
    Column("timezone", String(64)),
)

touchpoints = Table(
    "touchpoints",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("code", String(32), nullable=False, unique=True),
    Column("unit_id", ForeignKey("units.id"), nullable=False),
    Column("service", Json, nullable=False),
    Column("channel", String(32), nullable=False),
    Column("survey", ForeignKey("surveys.code"), nullable=False),
    Column("closed", Boolean, nullable=False),
    Index("ix_touchpoints_unit_id", "unit_id"),
)
