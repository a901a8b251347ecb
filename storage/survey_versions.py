"""Surveys and their published versions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from storage.tables import survey_versions, surveys
from storage.upserts import insert_into

Definition = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SurveyVersion:
    """A published version; its definition never changes."""

    id: int
    survey: str
    version: int
    definition: Definition
    digest: str
    published_at: datetime


_VERSIONS = select(
    survey_versions.c.id,
    survey_versions.c.survey,
    survey_versions.c.version,
    survey_versions.c.definition,
    survey_versions.c.digest,
    survey_versions.c.published_at,
)


def get(connection: Connection, version_id: int) -> SurveyVersion:
    """The version of an id that a response refers to."""
    return SurveyVersion(*connection.execute(_VERSIONS.where(survey_versions.c.id == version_id)).one())


def find(connection: Connection, version_id: int) -> SurveyVersion | None:
    """The version of an id that anybody may have made up."""
    row = connection.execute(_VERSIONS.where(survey_versions.c.id == version_id)).first()
    return SurveyVersion(*row) if row else None


def newest(connection: Connection, survey: str) -> SurveyVersion | None:
    """The version new responses get; None when the survey was never published."""
    query = _VERSIONS.where(survey_versions.c.survey == survey).order_by(survey_versions.c.version.desc())
    row = connection.execute(query.limit(1)).first()
    return SurveyVersion(*row) if row else None


def all_of(connection: Connection, survey: str) -> list[SurveyVersion]:
    """Every version of a survey, the newest first."""
    query = _VERSIONS.where(survey_versions.c.survey == survey).order_by(survey_versions.c.version.desc())
    return [SurveyVersion(*row) for row in connection.execute(query)]


def codes(connection: Connection) -> list[str]:
    """The codes of the surveys that were ever published."""
    query = select(survey_versions.c.survey).distinct().order_by(survey_versions.c.survey)
    return list(connection.execute(query).scalars())


def names(connection: Connection) -> dict[str, Mapping[str, str]]:
    """The names of all surveys by language, as their newest versions have them, by code."""
    query = select(survey_versions.c.survey, survey_versions.c.definition).order_by(survey_versions.c.version)
    return {row.survey: row.definition["name"] for row in connection.execute(query)}


def code_of(connection: Connection, version_id: int) -> str | None:
    """The survey that a version is of; None for an id that nothing has."""
    query = select(survey_versions.c.survey).where(survey_versions.c.id == version_id)
    code: str | None = connection.execute(query).scalar()
    return code


def publish(connection: Connection, survey: str, definition: Definition, digest: str, now: datetime) -> SurveyVersion:
    """Make `definition` the newest version, unless it is that already."""
    connection.execute(insert_into(connection, surveys).values(code=survey, closed=False).on_conflict_do_nothing())
    last = newest(connection, survey)
    if last and last.digest == digest:
        return last
    values = {
        "survey": survey,
        "version": last.version + 1 if last else 1,
        "definition": definition,
        "digest": digest,
        "published_at": now,
    }
    version_id = connection.execute(insert(survey_versions).values(values).returning(survey_versions.c.id))
    return get(connection, version_id.scalar_one())


def set_closed(connection: Connection, survey: str, closed: bool) -> None:
    """Close a survey to new answers, or open it again."""
    connection.execute(update(surveys).where(surveys.c.code == survey).values(closed=closed))


def is_closed(connection: Connection, survey: str) -> bool:
    """Whether a survey takes no answers at any touchpoint."""
    return bool(connection.execute(select(surveys.c.closed).where(surveys.c.code == survey)).scalar())


def file_digest(connection: Connection, survey: str) -> str | None:
    """The digest of the file that was loaded last; None when none was."""
    return connection.execute(select(surveys.c.file_digest).where(surveys.c.code == survey)).scalar()


def keep_file_digest(connection: Connection, survey: str, digest: str) -> None:
    """Note what the file said when it was loaded."""
    connection.execute(update(surveys).where(surveys.c.code == survey).values(file_digest=digest))
