"""What time does by itself: responses expire, and days end."""

from datetime import datetime

from sqlalchemy import Connection

from storage import answers as stored
from storage import day_keys, organisation, responses
from surveys import flow, sheets
from surveys.versions import Versions

# One transaction's worth, so that the taps never wait long.
EXPIRE_AT_ONCE = 100


def expire(connection: Connection, versions: Versions, now: datetime) -> int:
    """End responses nobody touched for RESPONSE_LASTS and erase their links; returns how many.

    With everything required answered it is a complete response, with at least one answer a partial one; a survey
    that was only opened leaves nothing.
    """
    ended = responses.expired(connection, now, EXPIRE_AT_ONCE)
    for response_id, version_id in ended:
        _end(connection, versions, response_id, version_id)
    return len(ended)


def end_days(connection: Connection, now: datetime) -> None:
    """Destroy the keys and the tags of the days that have ended where the organisation is."""
    today = now.astimezone(organisation.zone(connection)).date()
    # A tag is made with its day's key, so most beats have nothing to look for.
    if day_keys.destroy(connection, today):
        responses.forget_tags(connection, today)


def _end(connection: Connection, versions: Versions, response_id: int, version_id: int) -> None:
    if not responses.is_answered(connection, response_id):
        responses.remove(connection, response_id)
        return
    survey = versions.get(connection, version_id)
    given = {row.question: sheets.answer(row) for row in stored.of(connection, response_id)}
    sheets.drop_pointless(connection, response_id, survey, given)
    responses.close(connection, response_id, "complete" if flow.may_finish(survey, given) else "partial")
