"""Counts as a service point's card showed them last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import Connection, select

from storage.tables import frozen_counts
from storage.upserts import insert_into

Kind = Literal["invitations", "marks"]
Counts = Sequence[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Frozen:
    """Rows of keys and a count; `size` is how many people were counted on the day."""

    counts: Counts
    size: int
    taken_on: date


def get(connection: Connection, touchpoint_id: int, kind: Kind) -> Frozen | None:
    """What was shown last, if anything was."""
    query = select(frozen_counts.c.counts, frozen_counts.c.size, frozen_counts.c.taken_on)
    chosen = (frozen_counts.c.touchpoint_id == touchpoint_id, frozen_counts.c.kind == kind)
    row = connection.execute(query.where(*chosen)).first()
    return Frozen(*row) if row else None


def keep(connection: Connection, touchpoint_id: int, kind: Kind, frozen: Frozen) -> None:
    """This is what is shown from now on."""
    values = {"counts": [list(row) for row in frozen.counts], "size": frozen.size, "taken_on": frozen.taken_on}
    statement = insert_into(connection, frozen_counts).values(touchpoint_id=touchpoint_id, kind=kind, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["touchpoint_id", "kind"], set_=values))
