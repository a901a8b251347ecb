"""Answering a survey: each tap is one function, stored before anybody is told of it.

A tap names the question it belongs to. If the response stands at another question, the tap came late, twice or out
of order: nothing changes and the person sees the question they are at.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from storage import organisation, prompts, responses
from storage.organisation import Touchpoint
from storage.people import Person
from storage.responses import LeftOpen, OpenResponse
from surveys import closing, flow, sheets
from surveys.errors import (
    CommentTooLong,
    NotSkippable,
    RequiredMissing,
    ResponseNotFound,
    TouchpointClosed,
    UnknownTouchpoint,
)
from surveys.flow import Answer
from surveys.masking import masked
from surveys.sheets import Sheet, Step
from surveys.versions import Versions

# In characters. A messenger's clients cut what is longer than a message, 4096 characters, into several: three of them.
LONGEST_COMMENT = 12_288
# A text as long as this may be the first piece of a longer one: the person says when it is whole.
MAYBE_CUT = 4000


@dataclass(frozen=True, slots=True)
class Tap:
    """A button of a question: the response, the question's position, and the message that carries it."""

    response_id: int
    position: int
    message_id: int | None


class Answering:
    """The functions behind the buttons of a survey. Each may raise SurveyError with a text for the person."""

    def __init__(self, versions: Versions) -> None:
        self._versions = versions

    def begin(self, connection: Connection, person: Person, code: str, now: datetime) -> Step:
        """Open a response at a touchpoint, or go on with the one that is open there."""
        touchpoint = organisation.touchpoint(connection, code)
        if touchpoint is None:
            raise UnknownTouchpoint
        if touchpoint.closed:
            raise TouchpointClosed
        opened = responses.find_at(connection, touchpoint.id, person.id)
        if opened is None or opened.closed:
            opened = self._open(connection, person, touchpoint, opened, now)
        # Whoever answers a survey has turned away from what was asked before.
        prompts.drop(connection, person.id)
        sheet = sheets.read(connection, self._versions, opened)
        return sheets.show(connection, sheet, opened.position, None, now)

    def resume(self, connection: Connection, person: Person) -> Step | None:
        """The question the person left last; None when nothing is open."""
        sheet = self._latest(connection, person)
        return sheets.here(sheet) if sheet else None

    def go_on(self, connection: Connection, person: Person, message_id: int | None, now: datetime) -> Step | None:
        """The same, shown in this message from now on."""
        sheet = self._latest(connection, person)
        return sheets.show(connection, sheet, sheet.response.position, message_id, now) if sheet else None

    def answer(self, connection: Connection, person: Person, tap: Tap, value: str, now: datetime) -> Step:
        """Store a choice and go on."""

        def chosen(sheet: Sheet) -> Answer:
            return flow.parse_tap(sheet.question, value)

        return self._advance(connection, person, tap, chosen, now)

    def skip(self, connection: Connection, person: Person, tap: Tap, now: datetime) -> Step:
        """Leave a question out and go on."""
        return self._advance(connection, person, tap, _skipped, now)

    def not_applicable(self, connection: Connection, person: Person, tap: Tap, now: datetime) -> Step:
        """Note that a question does not fit the person's case and go on."""
        return self._advance(connection, person, tap, _not_applicable, now)

    def choose(self, connection: Connection, person: Person, tap: Tap, code: str, chosen: bool, now: datetime) -> Step:
        """Set or unset one of several options and stay at the question."""
        sheet = self._find(connection, person, tap)
        if not _is_current(sheet, tap) or sheet.question.kind != "several":
            return sheets.here(sheet)
        sheet = sheets.write(connection, sheet, flow.with_option(sheet.question, sheet.given, code, chosen))
        return sheets.show(connection, sheet, tap.position, tap.message_id, now)

    def confirm(self, connection: Connection, person: Person, tap: Tap, now: datetime) -> Step:
        """Go on from a question of several options; nothing chosen means skipped."""
        return self._advance(connection, person, tap, _confirmed, now)

    def back(self, connection: Connection, person: Person, tap: Tap, now: datetime) -> Step:
        """Return to the question before; its answer stays until another one is given."""
        sheet = self._find(connection, person, tap)
        previous = flow.preceding(sheet.survey, sheet.answers, sheet.response.position)
        if not _is_current(sheet, tap) or previous is None:
            return sheets.here(sheet)
        return sheets.show(connection, sheet, previous, tap.message_id, now)

    def finish(self, connection: Connection, person: Person, tap: Tap, now: datetime) -> Step:
        """End the response here, once all that is required has been answered."""
        sheet = self._find(connection, person, tap)
        if not _is_current(sheet, tap):
            return sheets.here(sheet)
        return sheets.complete(connection, self._versions, person, sheet, now)

    def comment(self, connection: Connection, person: Person, text: str, now: datetime) -> Step | None:
        """Store a text, its personal data masked, as the comment that is asked for; None when no comment is."""
        sheet = self._latest(connection, person)
        if sheet is None or sheet.question.kind != "comment":
            return None
        whole = _continued(sheet, text.strip())
        if len(whole) > LONGEST_COMMENT:
            raise CommentTooLong(LONGEST_COMMENT)
        written = sheets.write(connection, sheet, Answer(sheet.question.code, "answered", comment=masked(whole)))
        # Whatever comes next stands below the person's text, in a message that is not sent yet.
        if len(text) >= MAYBE_CUT:
            return sheets.show(connection, written, sheet.response.position, None, now)
        return self._turn(connection, person, written, None, now)

    def _open(
        self,
        connection: Connection,
        person: Person,
        touchpoint: Touchpoint,
        closed: OpenResponse | None,
        now: datetime,
    ) -> OpenResponse:
        """Open a response; one to a survey that was closed meanwhile gives way."""
        if closed is not None:
            left = LeftOpen(closed.id, closed.survey_version_id, closed.person_id, closed.touchpoint_id)
            closing.end(connection, self._versions, left, now)
        version_id, survey = self._versions.newest(connection, touchpoint.survey)
        first = flow.following(survey, {}, -1)
        responses.start(
            connection,
            person.id,
            touchpoint.id,
            version_id,
            position=first or 0,
            local_date=now.astimezone(organisation.zone(connection)).date(),
            now=now,
            expires_at=now + sheets.RESPONSE_LASTS,
        )
        opened = responses.find_at(connection, touchpoint.id, person.id)
        if opened is None:
            raise ResponseNotFound
        return opened

    def _find(self, connection: Connection, person: Person, tap: Tap) -> Sheet:
        opened = responses.find(connection, tap.response_id, person.id)
        if opened is None:
            raise ResponseNotFound
        return sheets.read(connection, self._versions, opened)

    def _latest(self, connection: Connection, person: Person) -> Sheet | None:
        opened = responses.latest(connection, person.id)
        return sheets.read(connection, self._versions, opened) if opened else None

    def _advance(
        self,
        connection: Connection,
        person: Person,
        tap: Tap,
        given: Callable[[Sheet], Answer],
        now: datetime,
    ) -> Step:
        sheet = self._find(connection, person, tap)
        if not _is_current(sheet, tap):
            return sheets.here(sheet)
        return self._turn(connection, person, sheets.write(connection, sheet, given(sheet)), tap.message_id, now)

    def _turn(
        self, connection: Connection, person: Person, sheet: Sheet, message_id: int | None, now: datetime
    ) -> Step:
        following = flow.following(sheet.survey, sheet.answers, sheet.response.position)
        if following is None:
            return sheets.complete(connection, self._versions, person, sheet, now)
        return sheets.show(connection, sheet, following, message_id, now)


def _is_current(sheet: Sheet, tap: Tap) -> bool:
    return sheet.response.position == tap.position


def _continued(sheet: Sheet, text: str) -> str:
    """The text, after what may have been its first piece; a shorter one that stands there is replaced."""
    before = (sheet.given.comment or "") if sheet.given else ""
    return f"{before}\n{text}" if len(before) >= MAYBE_CUT else text


def _skipped(sheet: Sheet) -> Answer:
    if sheet.question.required:
        raise NotSkippable
    return Answer(sheet.question.code, "skipped")


def _not_applicable(sheet: Sheet) -> Answer:
    if not sheet.question.not_applicable:
        raise NotSkippable
    return Answer(sheet.question.code, "not_applicable")


def _confirmed(sheet: Sheet) -> Answer:
    if sheet.given is not None and sheet.given.state == "answered":
        return sheet.given
    if sheet.question.required:
        raise RequiredMissing
    return Answer(sheet.question.code, "skipped")
