"""What becomes of a draft: it is published, at once or after a second person's approval, or thrown away."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from sqlalchemy import Connection

from storage import audit, organisation, survey_drafts, survey_versions
from storage.organisation import Touchpoint
from storage.people import Person
from storage.survey_drafts import Draft
from storage.survey_versions import SurveyVersion
from surveys import drafting
from surveys.definition import Survey
from surveys.differences import Change, differences
from surveys.errors import DraftChanged, SecondPersonNeeded, UnknownSurvey, UnknownTouchpoint
from surveys.versions import Versions, publish


@dataclass(frozen=True, slots=True)
class Author:
    """Who works on surveys, and in which role the audit names them."""

    person: Person
    role: str


@dataclass(frozen=True, slots=True)
class SurveyState:
    """A survey as authors see it. `points` counts the open touchpoints that ask it."""

    survey: Survey
    version_id: int
    version: int
    closed: bool
    points: int
    draft: Draft | None
    # A version was published after the draft was begun.
    is_outdated: bool


@dataclass(frozen=True, slots=True)
class Published:
    """A version and what it changed in the one before; the first changed nothing."""

    version: SurveyVersion
    changes: Sequence[Change]


def states(connection: Connection, versions: Versions) -> Sequence[SurveyState]:
    """Every survey that was ever published, by its code."""
    return [state(connection, versions, code) for code in survey_versions.codes(connection)]


def state(connection: Connection, versions: Versions, code: str) -> SurveyState:
    """One survey. Raises UnknownSurvey."""
    newest = survey_versions.newest(connection, code)
    if newest is None:
        raise UnknownSurvey
    points = sum(point.survey == code for point in organisation.open_touchpoints(connection))
    draft = survey_drafts.of(connection, code)
    return SurveyState(
        survey=versions.get(connection, newest.id),
        version_id=newest.id,
        version=newest.version,
        closed=survey_versions.is_closed(connection, code),
        points=points,
        draft=draft,
        is_outdated=draft is not None and draft.base_version_id != newest.id,
    )


def changes(connection: Connection, versions: Versions, code: str) -> Sequence[Change]:
    """What the draft would change in the newest version."""
    found = drafting.draft_of(connection, code)
    if found is None:
        raise DraftChanged
    _, newest = versions.newest(connection, code)
    return differences(newest, found[1])


def history(connection: Connection, versions: Versions, code: str) -> Sequence[Published]:
    """The versions of a survey, the newest first, each with what it changed. Raises UnknownSurvey."""
    rows = survey_versions.all_of(connection, code)
    if not rows:
        raise UnknownSurvey
    texts = [versions.get(connection, row.id) for row in rows]
    changed = [differences(old, new) for new, old in pairwise(texts)]
    return [Published(*each) for each in zip(rows, [*changed, ()], strict=True)]


def previewed(connection: Connection, versions: Versions, row_id: int, is_draft: bool) -> Survey:
    """A draft or a version to be tried. Raises DraftChanged when it is not there."""
    if is_draft:
        draft = survey_drafts.get(connection, row_id)
        if draft is None:
            raise DraftChanged
        return Survey.model_validate(draft.definition)
    version = survey_versions.find(connection, row_id)
    if version is None:
        raise DraftChanged
    return versions.get(connection, version.id)


def needs_approval(connection: Connection) -> bool:
    """Whether a second person approves."""
    return organisation.needs_approval(connection)


def submit(connection: Connection, author: Author, code: str, revision: int, now: datetime) -> int | None:
    """Publish the draft that the author read: the number of the version, None when it now waits for approval.

    Raises DraftChanged.
    """
    draft, survey = _as_read(connection, code, revision)
    if not organisation.needs_approval(connection):
        return _publish(connection, author, survey, now)
    survey_drafts.propose(connection, draft, author.person.id)
    audit.record(connection, author.person, author.role, "survey_proposed", now, {"survey": code})
    return None


def approve(connection: Connection, author: Author, code: str, revision: int, now: datetime) -> int:
    """Publish what somebody else proposed: the number of the version. Raises DraftChanged, SecondPersonNeeded."""
    draft, survey = _as_read(connection, code, revision)
    if draft.proposed_by is None:
        raise DraftChanged
    if draft.proposed_by == author.person.id:
        raise SecondPersonNeeded
    return _publish(connection, author, survey, now)


def discard(connection: Connection, author: Author, code: str, draft_id: int, revision: int, now: datetime) -> None:
    """Throw away the draft that the author saw. Raises DraftChanged when there is another one, or none."""
    draft = survey_drafts.of(connection, code)
    if draft is None or (draft.id, draft.revision) != (draft_id, revision):
        raise DraftChanged
    survey_drafts.drop(connection, code)
    audit.record(connection, author.person, author.role, "draft_discarded", now, {"survey": code})


def set_closed(connection: Connection, author: Author, code: str, closed: bool, now: datetime) -> None:
    """Close a survey to answers at all its touchpoints, or open it again. Raises UnknownSurvey."""
    if survey_versions.newest(connection, code) is None:
        raise UnknownSurvey
    survey_versions.set_closed(connection, code, closed)
    action = "survey_closed" if closed else "survey_reopened"
    audit.record(connection, author.person, author.role, action, now, {"survey": code})


def points(
    connection: Connection, versions: Versions, units: Collection[int] | None, code: str
) -> Sequence[Touchpoint]:
    """Touchpoints to which a survey may be assigned, of these units or of all. Raises UnknownSurvey."""
    survey = state(connection, versions, code).survey
    found = organisation.assignable_touchpoints(connection)
    return [each for each in found if (units is None or each.unit_id in units) and survey.suits(each.channel)]


def assign(
    connection: Connection,
    versions: Versions,
    author: Author,
    units: Collection[int] | None,
    code: str,
    point_id: int,
    now: datetime,
) -> Touchpoint:
    """Ask a survey at a touchpoint from now on. Raises UnknownSurvey, UnknownTouchpoint; the latter for other units."""
    found = next((each for each in points(connection, versions, units, code) if each.id == point_id), None)
    if found is None:
        raise UnknownTouchpoint
    if found.survey != code:
        organisation.assign(connection, found.code, code)
        subject: audit.Subject = {"survey": code, "touchpoint": found.code}
        audit.record(connection, author.person, author.role, "survey_assigned", now, subject)
    return found


def _as_read(connection: Connection, code: str, revision: int) -> tuple[Draft, Survey]:
    found = drafting.draft_of(connection, code)
    newest = survey_versions.newest(connection, code)
    if found is None or newest is None or found[0].revision != revision or found[0].base_version_id != newest.id:
        raise DraftChanged
    return found


def _publish(connection: Connection, author: Author, survey: Survey, now: datetime) -> int:
    version = publish(connection, survey, now)
    survey_drafts.drop(connection, survey.code)
    subject: audit.Subject = {"survey": survey.code, "version": version}
    audit.record(connection, author.person, author.role, "survey_published", now, subject)
    return version
