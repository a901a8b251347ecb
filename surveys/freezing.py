"""Counts that change in leaps only: whoever looks at a card after every visit must not learn what one person did."""

from datetime import date, timedelta
from typing import Final

from sqlalchemy import Connection

from storage import frozen as stored
from storage import organisation
from storage.frozen import Counts, Frozen, Kind

# A quiet point would else never change.
FREEZE_LASTS: Final = timedelta(weeks=1)


def frozen(connection: Connection, touchpoint_id: int, kind: Kind, counts: Counts, size: int, today: date) -> Counts:
    """What was shown last, or these counts once `size` has grown by the smallest group or a week has passed."""
    last = stored.get(connection, touchpoint_id, kind)
    is_fresh = last is not None and today - last.taken_on < FREEZE_LASTS
    if last is not None and is_fresh and size - last.size < organisation.smallest_group(connection):
        return last.counts
    stored.keep(connection, touchpoint_id, kind, Frozen(counts, size, today))
    return counts
