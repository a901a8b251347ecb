"""Puts the staff of the demo on course, with all that they have learned so far."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import Connection

from bot.sandbox.past.colleagues import Colleague, colleagues
from bot.sandbox.past.learning import Learner, away_since
from lessons.enrolling import STAFF
from lessons.schedule import DEFAULT_HOUR
from lessons.school import School, enrolled, rhythm_with
from storage import enrollments, finished_courses, organisation, people, roles
from storage.enrollments import Enrollment
from storage.finished_courses import CoursePast

SEED = 2027


@dataclass(frozen=True, slots=True)
class Team:
    """Staff on course since up to twelve weeks; the same seed and day give the same ones."""

    school: School
    seed: int = SEED

    def write(self, connection: Connection, chats: Sequence[int], now: datetime) -> None:
        """Write them into an organisation that was just loaded; `chats` are theirs, in the order of NAMES."""
        random = Random(self.seed)  # noqa: S311 - a past, not a secret
        units = {unit.code: unit.id for unit in organisation.open_units(connection)}
        pasts = []
        for chat, colleague in zip(chats, colleagues(random), strict=True):
            enrollment = self._enrolled(connection, chat, colleague, units[colleague.unit], now)
            pasts.append(self._past(connection, random, colleague, enrollment, now))
        finished_courses.write(connection, pasts)

    def _enrolled(
        self, connection: Connection, chat: int, colleague: Colleague, unit_id: int, now: datetime
    ) -> Enrollment:
        today = now.astimezone(organisation.zone(connection)).date()
        person = people.meet(connection, chat, "ru", today)
        values = {
            "shown_name": colleague.name,
            "state": "active",
            "course": next(iter(self.school.catalog.courses)),
            "position": 0,
            "hour": DEFAULT_HOUR,
            "days_off": "",
            "ignored": 0,
            "joined_on": today - timedelta(days=colleague.joined_days_ago),
        }
        enrollments.begin(connection, person.id, unit_id, values)
        roles.give(connection, person.id, STAFF, unit_id)
        return enrolled(connection, person)

    def _past(
        self, connection: Connection, random: Random, colleague: Colleague, enrollment: Enrollment, now: datetime
    ) -> CoursePast:
        today = rhythm_with(enrollment, ()).today(now)
        if colleague.is_away:
            enrollments.add_absence(connection, enrollment.id, *away_since(today))
        absences = enrollments.absences_of(connection, [enrollment.id])[enrollment.id]
        learner = Learner(
            random, self.school, colleague, rhythm_with(enrollment, absences), enrollment, CoursePast(enrollment.id)
        )
        learner.live(today)
        reached = learner.enrollment
        enrollments.change(
            connection,
            enrollment.id,
            **{name: getattr(reached, name) for name in ("state", "position", "ignored", "next_due_at", "finished_on")},
        )
        return learner.past
