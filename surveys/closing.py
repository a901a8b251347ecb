"""What time does by itself: responses expire, and days end."""

from datetime import datetime
from typing import Literal

from sqlalchemy import Connection

from storage import answers as stored
from storage import day_keys, integrity, organisation, prompts, responses
from storage.responses import LeftOpen
from surveys import flow, reactions, releasing, sheets
from surveys.definition import Survey
from surveys.reactions import EndedResponse
from surveys.versions import Versions

# One transaction's worth, so that the taps never wait long.
EXPIRE_AT_ONCE = 100


def expire(connection: Connection, versions: Versions, now: datetime) -> int:
    """End responses nobody touched for RESPONSE_LASTS and erase their links; returns how many.

    With everything required answered it is a complete response, with at least one answer a partial one; a survey
    that was only opened leaves nothing.
    """
    ended = responses.expired(connection, now, EXPIRE_AT_ONCE)
    for each in ended:
        end(connection, versions, each, now)
    return len(ended)


def end(connection: Connection, versions: Versions, response: LeftOpen, now: datetime) -> None:
    """End a response that nobody can or will go on with, as `expire` says."""
    # What was asked before the person went on with the response must not come back when it is nobody's.
    prompts.drop_hidden(connection, response.id)
    survey = versions.get(connection, response.survey_version_id)
    state = _end(connection, versions, survey, response.id)
    ended = EndedResponse(response.id, response.person_id, response.touchpoint_id, survey.code)
    reactions.expired(connection, ended, state, now)
    if state == "silent":
        responses.remove(connection, response.id)


def end_days(connection: Connection, versions: Versions, now: datetime) -> None:
    """Destroy keys and tags of the days that have ended where the organisation is, and group what they left over."""
    today = now.astimezone(organisation.zone(connection)).date()
    # A tag is made with its day's key, so most beats have nothing to look for.
    if day_keys.destroy(connection, today):
        responses.forget_tags(connection, today)
    integrity.forget(connection, today)
    releasing.sweep(connection, versions, today)


def _end(
    connection: Connection, versions: Versions, survey: Survey, response_id: int
) -> Literal["complete", "partial", "silent"]:
    if not responses.is_answered(connection, response_id):
        return "silent"
    given = {row.question: sheets.answer(row) for row in stored.of(connection, response_id)}
    sheets.drop_pointless(connection, response_id, survey, given)
    state: Literal["complete", "partial"] = "complete" if flow.may_finish(survey, given) else "partial"
    responses.close(connection, response_id, state)
    releasing.count_in(connection, versions, response_id)
    return state
