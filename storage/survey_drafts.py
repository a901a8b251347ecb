"""Drafts of the next versions, one a survey."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, select, update

from storage.tables import survey_drafts
from storage.upserts import insert_into


@dataclass(frozen=True, slots=True)
class Draft:
    """A version that is being written. `revision` grows with every change."""

    id: int
    survey: str
    base_version_id: int
    definition: Mapping[str, Any]
    revision: int
    proposed_by: int | None


def of(connection: Connection, survey: str) -> Draft | None:
    """The draft of a survey, locked until the transaction ends."""
    row = connection.execute(select(survey_drafts).where(survey_drafts.c.survey == survey).with_for_update()).first()
    return Draft(*row) if row else None


def begin(connection: Connection, survey: str, base_version_id: int, definition: Mapping[str, Any]) -> Draft:
    """Begin a draft, or go on with the one that is there."""
    values = {"survey": survey, "base_version_id": base_version_id, "definition": dict(definition), "revision": 0}
    connection.execute(insert_into(connection, survey_drafts).on_conflict_do_nothing(index_elements=["survey"]), values)
    draft = of(connection, survey)
    if draft is None:
        raise LookupError(survey)
    return draft


def change(connection: Connection, draft: Draft, definition: Mapping[str, Any]) -> None:
    """Write the draft anew; what was proposed before is proposed no more."""
    values = {"definition": dict(definition), "revision": draft.revision + 1, "proposed_by": None}
    connection.execute(update(survey_drafts).where(survey_drafts.c.id == draft.id).values(values))


def propose(connection: Connection, draft: Draft, person_id: int) -> None:
    """Ask for approval in a person's name."""
    statement = update(survey_drafts).where(survey_drafts.c.id == draft.id)
    connection.execute(statement.values(proposed_by=person_id))


def drop(connection: Connection, survey: str) -> None:
    """The draft was published, or thrown away."""
    connection.execute(delete(survey_drafts).where(survey_drafts.c.survey == survey))


def get(connection: Connection, draft_id: int) -> Draft | None:
    """A draft by its id."""
    row = connection.execute(select(survey_drafts).where(survey_drafts.c.id == draft_id)).first()
    return Draft(*row) if row else None
