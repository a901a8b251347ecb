"""The organisation, its units and its touchpoints, as loaded from organisation.yaml."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, false, text

from storage.tables.base import metadata
from storage.types import Json, RowId

organisations = Table(
    "organisations",
    metadata,
    # One row: id 1.
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("name", Json, nullable=False),
    Column("timezone", String(64), nullable=False),
    # Whether a version written in the chat needs a second person before it is published.
    Column("approval", Boolean, nullable=False, server_default=false()),
    # Days by kind of data, as surveys.retention.Retention dumps them; NULL means its defaults.
    Column("retention", Json),
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
    # What the file said when it was loaded last: another value in the file wins over the chat, the same does not.
    Column("file_survey", String(32)),
    Column("closed", Boolean, nullable=False),
    # Added or changed in the chat: from then on the organisation's file leaves it alone.
    Column("kept_in_chat", Boolean, nullable=False, server_default=false()),
    Index("ix_touchpoints_unit_id", "unit_id"),
)
