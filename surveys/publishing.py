"""Loads an organisation's file into the database; loading the same file again changes nothing.

What coordinators changed in the chat since the last load stays until the file says something new; a survey that both
changed is refused, never overwritten (docs/decisions/surveys-as-files.md).
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy import Connection

from storage import contacts, survey_versions
from storage import organisation as stored
from storage.documents.reading import FileMistakes, Mistake
from storage.errors import SmallestGroupLowered
from surveys.catalog_files import PACKAGED_CATALOG
from surveys.definition import Survey
from surveys.organisation import Organisation
from surveys.versions import digest_of, publish


def load_organisation(
    connection: Connection,
    organisation: Organisation,
    catalog: Mapping[str, Survey],
    now: datetime,
    default_timezone: str = "UTC",
    *,
    replace_edited: bool = False,
) -> frozenset[str]:
    """Write units and touchpoints by their codes, publish the catalog, close what the file leaves out.

    Touchpoints that are kept in the chat stay as they are; returns their codes.
    Raises FileMistakes when a survey's file and its version in the chat have both changed; `replace_edited` lets the
    file win, as the next version. Raises SmallestGroupLowered: who has answered did so under the promise of the group
    that was set then.
    """
    smallest, promised = organisation.smallest_group, stored.smallest_group(connection)
    if smallest < promised and stored.is_answered(connection):
        raise SmallestGroupLowered(promised, smallest)
    timezone = organisation.timezone or default_timezone
    stored.keep(connection, organisation.name.model_dump(), timezone, smallest)
    stored.keep_rules(connection, approval=organisation.approval, retention=organisation.retention.model_dump())
    publish_catalog(connection, catalog, now, replace_edited=replace_edited)
    units = {
        unit.code: stored.keep_unit(connection, unit.code, unit.name.model_dump(), unit.timezone)
        for unit in organisation.units
    }
    for touchpoint in organisation.touchpoints:
        stored.keep_touchpoint(
            connection,
            touchpoint.code,
            unit_id=units[touchpoint.unit],
            service=touchpoint.service.model_dump(),
            channel=touchpoint.channel,
            survey=touchpoint.survey,
        )
    contacts.keep_rules(connection, organisation.contact.model_dump(mode="json"))
    stored.close_others(connection, list(units), [touchpoint.code for touchpoint in organisation.touchpoints])
    return frozenset(stored.kept_in_chat(connection))


def publish_catalog(
    connection: Connection, catalog: Mapping[str, Survey], now: datetime, *, replace_edited: bool
) -> None:
    """Publish every survey whose file has changed since it was loaded last. Raises FileMistakes as above."""
    changed = [
        each for each in catalog.values() if digest_of(each) != survey_versions.file_digest(connection, each.code)
    ]
    mistakes = [] if replace_edited else [each for survey in changed for each in _edited_too(connection, survey)]
    if mistakes:
        raise FileMistakes(mistakes)
    for survey in changed:
        publish(connection, survey, now)
        survey_versions.keep_file_digest(connection, survey.code, digest_of(survey))


def _edited_too(connection: Connection, survey: Survey) -> Iterator[Mistake]:
    newest = survey_versions.newest(connection, survey.code)
    known = (digest_of(survey), survey_versions.file_digest(connection, survey.code))
    if newest is not None and newest.digest not in known:
        yield Mistake(
            str(PACKAGED_CATALOG / f"{survey.code}.yaml"),
            1,
            f"version {newest.version} was published in the chat since this file was loaded: take it over into the "
            "file (/surveys sends it as one), or load with --replace-edited to publish this file as the next version",
        )
