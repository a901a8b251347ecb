"""What leads to a person besides what their own modules tell of: rows counted by the foreign keys to `people`."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from sqlalchemy import Column, Connection, func, select

from storage.tables import (
    audit,
    changes,
    comment_hidings,
    comment_views,
    digests,
    invitations,
    prompts,
    survey_drafts,
)

# `awaited` is a text the bot waits for; of `acts` of office the act stays when the person is erased, the link goes.
TRACES: Final[Mapping[str, tuple[Column[int], ...]]] = MappingProxyType(
    {
        "invitations": (invitations.c.person_id,),
        "awaited": (prompts.c.person_id,),
        "views": (comment_views.c.person_id,),
        "digests": (digests.c.person_id,),
        "acts": (
            audit.c.actor_id,
            changes.c.author_id,
            comment_hidings.c.hidden_by,
            comment_hidings.c.shown_by,
            survey_drafts.c.proposed_by,
        ),
    }
)


def of(connection: Connection, person_id: int) -> Mapping[str, int]:
    """How many rows of each kind lead to the person; kinds of which there is none are left out."""
    counted = {
        name: sum(_count(connection, column, person_id) for column in columns) for name, columns in TRACES.items()
    }
    return {name: count for name, count in counted.items() if count}


def _count(connection: Connection, column: Column[int], person_id: int) -> int:
    query = select(func.count()).select_from(column.table).where(column == person_id)
    return connection.execute(query).scalar_one()
