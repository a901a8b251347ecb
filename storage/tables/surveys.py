"""Surveys and their published versions. A version's row never changes: triggers refuse it."""

from sqlalchemy import Boolean, Column, ForeignKey, Integer, String, Table, UniqueConstraint

from storage.tables.base import metadata
from storage.types import Json, RowId, UtcDateTime

surveys = Table(
    "surveys",
    metadata,
    Column("code", String(32), primary_key=True),
    Column("closed", Boolean, nullable=False),
    # SHA-256 of the definition that the file had when it was loaded last: tells an edited file from an old one.
    Column("file_digest", String(64)),
)

survey_drafts = Table(
    "survey_drafts",
    metadata,
    Column("id", RowId, primary_key=True),
    # One draft a survey: whoever edits next goes on with it.
    Column("survey", ForeignKey("surveys.code"), nullable=False, unique=True),
    # The version it was made from; a newer one means that the draft is out of date.
    Column("base_version_id", ForeignKey("survey_versions.id"), nullable=False),
    Column("definition", Json, nullable=False),
    # Grows with every change, so that what is approved is what was read.
    Column("revision", Integer, nullable=False),
    # Who asks for approval; NULL while the draft is being written.
    Column("proposed_by", ForeignKey("people.id", ondelete="SET NULL")),
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
