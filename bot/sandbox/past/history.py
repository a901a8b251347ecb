"""The past itself: who came when, what they answered, and how it is kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from sqlalchemy import Connection

from bot.sandbox.past.comments import Comments
from bot.sandbox.past.places import ELSEWHERE, PLACES
from bot.sandbox.past.visitors import Visitor
from storage import finished, organisation
from storage.answers import StoredAnswer
from storage.finished import FinishedResponse, State
from storage.organisation import Touchpoint
from storage.responses import ID_BITS
from surveys import flow
from surveys.definition import Survey
from surveys.flow import Answer
from surveys.versions import Versions

SEED = 2026
# A quarter.
DAYS = 91
# People on site come on working days, most of them on Mondays; sites and phones are used every day.
ON_SITE = frozenset({"window", "visit", "internal", "prototype"})
WORKING_WEEK = (1.35, 1.1, 1.0, 1.0, 0.95, 0.6, 0.0)
WHOLE_WEEK = (1.1, 1.05, 1.0, 1.0, 0.95, 0.95, 0.95)


@dataclass(frozen=True, slots=True)
class Past:
    """A past of a quarter that ends yesterday; the same seed and day give the same past."""

    versions: Versions
    seed: int = SEED

    def write(self, connection: Connection, now: datetime) -> int:
        """Write it into an organisation that was just loaded; returns the number of responses."""
        today = now.astimezone(organisation.zone(connection)).date()
        random = Random(self.seed)  # noqa: S311 - a past, not a secret
        comments = Comments(random)
        responses = [
            response
            for touchpoint in organisation.open_touchpoints(connection)
            for response in self._responses(connection, touchpoint, today, random, comments)
        ]
        # Ids tell nothing, and neither may the order in the file.
        random.shuffle(responses)
        finished.write(connection, responses)
        return len(responses)

    def _responses(
        self, connection: Connection, touchpoint: Touchpoint, today: date, random: Random, comments: Comments
    ) -> Iterator[FinishedResponse]:
        version_id, survey = self.versions.newest(connection, touchpoint.survey)
        place = PLACES.get(touchpoint.code, ELSEWHERE)
        for days_ago in _days(random, touchpoint, place.responses_a_week, today):
            given = Visitor(random, comments, touchpoint.channel, survey, place.serving(days_ago)).answers()
            yield FinishedResponse(
                id=random.getrandbits(ID_BITS),
                survey_version_id=version_id,
                touchpoint_id=touchpoint.id,
                state=_state(survey, given),
                local_date=today - timedelta(days=days_ago),
                answers=[_stored(answer) for answer in given.values()],
            )


def _days(random: Random, touchpoint: Touchpoint, a_week: int, today: date) -> list[int]:
    week = WORKING_WEEK if touchpoint.channel in ON_SITE else WHOLE_WEEK
    days = range(1, DAYS + 1)
    weights = [week[(today - timedelta(days=each)).weekday()] for each in days]
    return random.choices(days, weights, k=a_week * DAYS // 7)


def _state(survey: Survey, given: dict[str, Answer]) -> State:
    return "complete" if flow.may_finish(survey, given) else "partial"


def _stored(answer: Answer) -> StoredAnswer:
    return StoredAnswer(answer.question, answer.state, answer.number, answer.options or None, answer.comment)
