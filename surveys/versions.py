"""Published versions, read once: their rows never change, so a copy in memory never goes stale."""

import hashlib
import json
from datetime import datetime

from sqlalchemy import Connection

from storage import survey_versions
from surveys.definition import Survey
from surveys.errors import SurveyClosed


class Versions:
    """Survey versions by id."""

    def __init__(self) -> None:
        self._read: dict[int, tuple[int, Survey]] = {}

    def get(self, connection: Connection, version_id: int) -> Survey:
        """The survey of a version that a response refers to."""
        return self._version(connection, version_id)[1]

    def number(self, connection: Connection, version_id: int) -> int:
        """The version's number, counted from 1 for each survey."""
        return self._version(connection, version_id)[0]

    def newest(self, connection: Connection, code: str) -> tuple[int, Survey]:
        """The version that new responses get, with its id. Raises SurveyClosed when none was published."""
        row = survey_versions.newest(connection, code)
        if row is None:
            raise SurveyClosed
        return row.id, self.get(connection, row.id)

    def _version(self, connection: Connection, version_id: int) -> tuple[int, Survey]:
        if version_id not in self._read:
            row = survey_versions.get(connection, version_id)
            self._read[version_id] = row.version, Survey.model_validate(row.definition)
        return self._read[version_id]


def publish(connection: Connection, survey: Survey, now: datetime) -> int:
    """Publish a survey as its next version, unless the newest says the same; returns the version's number."""
    definition = survey.model_dump(mode="json")
    return survey_versions.publish(connection, survey.code, definition, digest_of(survey), now).version


def digest_of(survey: Survey) -> str:
    """SHA-256 of what a survey says: two definitions with the same digest are one version."""
    canonical = json.dumps(survey.model_dump(mode="json"), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
