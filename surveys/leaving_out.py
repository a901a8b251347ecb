"""Responses that are left out of scores are counted by service point, survey version and week within its month."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import Connection

from storage import left_out
from storage.left_out import Piece
from surveys import periods


def note(connection: Connection, response_ids: Sequence[int]) -> None:
    """Count the pieces of responses anew that were left out, or are so no longer.

    Last of all in what a call does: the rows of these counts are taken after responses and groups, as all do.
    """
    if response_ids:
        left_out.recount(connection, {_piece(*row) for row in left_out.days_of(connection, response_ids)})


def counted(connection: Connection) -> Mapping[Piece, int]:
    """What the responses say."""
    found: Counter[Piece] = Counter()
    for touchpoint_id, version_id, day, n in left_out.by_days(connection):
        found[_piece(touchpoint_id, version_id, day)] += n
    return found


def _piece(touchpoint_id: int, survey_version_id: int, day: date) -> Piece:
    week = periods.week_in_month(day)
    return Piece(touchpoint_id, survey_version_id, week.first, week.end)
