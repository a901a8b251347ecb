"""Surveys and their published versions. A version's row never changes: triggers refuse it."""

from sqlalchemy import Boolean, Column, ForeignKey, Integer, String, Table, UniqueConstraint

from storage.tables.base import metadata
from storage.types import Json, RowId, UtcDateTime

surveys = Table(
    "surveys",
    metadata,
    Column("code", String(32), primary_key=True),
    Column("closed", Boolean, nullable=False),
)

survey_versions = Table(
    "survey_versions",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("survey", ForeignKey("surveys.code"), nullable=False),
    Column("version", Integer, nullable=False),
    # The whole definition, as surveys.definition.Survey dumps it.
    Column("definition", Json, nullable=False),
    # SHA-256 of the definition: the same file loaded again makes no new version.
    Column("digest", String(64), nullable=False),
    Column("published_at", UtcDateTime, nullable=False),
    UniqueConstraint("survey", "version"),
)
