"""An open response on the table: read it, write an answer, turn the page, close it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from storage import answers as stored
from storage import day_keys, prompts, releases, responses
from storage.answers import StoredAnswer
from storage.organisation import Names
from storage.people import Person
from storage.responses import OpenResponse
from surveys import cases, flow, integrity, reactions, releasing
from surveys.definition import Question, Survey
from surveys.errors import RequiredMissing, TouchpointClosed
from surveys.flow import Answer
from surveys.reactions import EndedResponse
from surveys.versions import Versions

# An unfinished response loses its link to the person after this time without a tap.
RESPONSE_LASTS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Step:
    """What the person sees next: a question, or the thanks when `position` is None."""

    response_id: int
    survey: Survey
    position: int | None
    answers: Mapping[str, Answer]
    service: Names
    unit_name: Names
    # The message with the question's buttons, when one is known.
    message_id: int | None
    # The token of an answer that is offered with the thanks to those who were dissatisfied.
    offer: str | None = None

    @property
    def question(self) -> Question | None:
        """The question to show."""
        return None if self.position is None else self.survey.questions[self.position]


@dataclass(frozen=True, slots=True)
class Sheet:
    """An open response with its survey and the answers given so far."""

    response: OpenResponse
    survey: Survey
    answers: Mapping[str, Answer]

    @property
    def question(self) -> Question:
        """The question the response stands at."""
        return self.survey.questions[self.response.position]

    @property
    def given(self) -> Answer | None:
        """The answer that this question has already."""
        return self.answers.get(self.question.code)


def read(connection: Connection, versions: Versions, response: OpenResponse) -> Sheet:
    """The sheet of an open response. Raises TouchpointClosed: closing is checked at every write."""
    if response.closed:
        raise TouchpointClosed
    survey = versions.get(connection, response.survey_version_id)
    given = {row.question: answer(row) for row in stored.of(connection, response.id)}
    return Sheet(response, survey, given)


def write(connection: Connection, sheet: Sheet, given: Answer) -> Sheet:
    """Store an answer, or delete the one given before when this one is empty; the sheet after it."""
    if given.is_empty:
        stored.drop(connection, sheet.response.id, [given.question])
        remaining = {code: each for code, each in sheet.answers.items() if code != given.question}
        return replace(sheet, answers=remaining)
    row = StoredAnswer(given.question, given.state, given.number, given.options or None, given.comment)
    stored.store(connection, sheet.response.id, row)
    return replace(sheet, answers={**sheet.answers, given.question: given})


def show(connection: Connection, sheet: Sheet, position: int, message_id: int | None, now: datetime) -> Step:
    """Turn to a question and keep the response alive."""
    today = now.astimezone(sheet.response.zone).date()
    responses.move(
        connection,
        sheet.response,
        position,
        message_id,
        local_date=today,
        now=now,
        expires_at=now + RESPONSE_LASTS,
    )
    return step(sheet, position, message_id)


def complete(connection: Connection, versions: Versions, person: Person, sheet: Sheet, now: datetime) -> Step:
    """End the response and erase its link to the person; an earlier one of the day at this touchpoint gives way."""
    if not flow.may_finish(sheet.survey, sheet.answers):
        raise RequiredMissing
    response = sheet.response
    drop_pointless(connection, response.id, sheet.survey, sheet.answers)
    today = now.astimezone(response.zone).date()
    tag = day_keys.tag(connection, today, person.chat_id, response.touchpoint_id)
    is_repeated = responses.tagged(connection, tag) is not None
    still_shown_in = releasing.replace(connection, versions, tag) if is_repeated else None
    responses.close(connection, response.id, "complete", today, tag)
    # An open response hides what was asked before it was gone on with; this one is nobody's now.
    prompts.drop(connection, person.id)
    if still_shown_in is None:
        releasing.count_in(connection, versions, response.id)
    else:
        releases.hold(connection, response.id, still_shown_in)
    ended = EndedResponse(response.id, person.id, response.touchpoint_id, sheet.survey.code)
    reactions.completed(connection, ended, today)
    integrity.note(connection, response, sheet.answers, is_repeated, now)
    offer = cases.offered(connection, response.id, sheet.survey, sheet.answers, now)
    return replace(step(sheet, None, response.message_id), offer=offer)


def drop_pointless(connection: Connection, response_id: int, survey: Survey, answers: Mapping[str, Answer]) -> None:
    """Delete answers to questions that later answers took out of the survey."""
    kept = flow.relevant(survey, answers)
    pointless = [code for code in answers if code not in kept]
    if pointless:
        stored.drop(connection, response_id, pointless)


def step(sheet: Sheet, position: int | None, message_id: int | None) -> Step:
    """The view of a sheet at a position."""
    response = sheet.response
    return Step(response.id, sheet.survey, position, sheet.answers, response.service, response.unit_name, message_id)


def here(sheet: Sheet) -> Step:
    """The view of a sheet where it stands."""
    return step(sheet, sheet.response.position, sheet.response.message_id)


def answer(row: StoredAnswer) -> Answer:
    """The answer a row holds."""
    return Answer(row.question, row.state, row.number, tuple(row.options or ()), row.comment)
