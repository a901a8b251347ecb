"""A course as somebody has gone through it so far: day by day, by the rules of lessons/, with chance in between."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final

from bot.sandbox.past.colleagues import Colleague
from lessons import recalling, reviews, schedule
from lessons.course_days import NOT_LESSONS
from lessons.definition import OPTIONS
from lessons.reviews import remembered
from lessons.schedule import Rhythm
from lessons.school import School
from lessons.turns import Turn, decide
from storage.deliveries import Delivery
from storage.enrollments import Enrollment
from storage.finished_courses import CoursePast, DailyMessage, GivenAnswer, Kind

# How many answer a question rightly at the first try, and how much more they know when they are asked again.
KNOWN: Final[Mapping[str, float]] = {"ces": 0.58, "insight": 0.62, "loyalty": 0.5, "client": 0.84, "gemba": 0.82}
USUALLY_KNOWN: Final = 0.76
LEARNED: Final = 0.1
NOT_SURE_CHANCE: Final = 0.3
RATES_CHANCE: Final = 0.5
USEFUL_CHANCE: Final = 0.86
# The hour at which the day's message is looked at.
LOOKS_AT: Final = time(11)


@dataclass(slots=True)
class Learner:
    """Somebody on course; `enrollment` stands where they are, `past` holds what has happened."""

    random: Random
    school: School
    colleague: Colleague
    rhythm: Rhythm
    enrollment: Enrollment
    past: CoursePast
    last: Delivery | None = None

    def live(self, today: date) -> None:
        """Go through every working day until today, or until the course is finished or pauses."""
        for day in self._days(today):
            self._get_message(day)
            if self.enrollment.state != "active":
                break
        self.enrollment = replace(self.enrollment, next_due_at=self._next(today))

    def _days(self, today: date) -> Iterator[date]:
        # A course begins at once, whatever day it is.
        yield self.enrollment.joined_on
        for day in schedule.days_after(self.enrollment.joined_on, today):
            if self.rhythm.works_on(day, self.school.calendar):
                yield day

    def _get_message(self, day: date) -> None:
        turn = Turn(self.enrollment, self.rhythm, self.last, None, frozenset())
        decision = decide(turn, self.school.course_or_first(self.enrollment.course), day)
        if decision is None:
            return
        reacted_on = day if self._looks() else None
        self.past.messages.append(DailyMessage(day, decision.content, reacted_on, schedule.closes_at(self.rhythm, day)))
        self.last = Delivery(0, self.enrollment.id, day, decision.content, reacted_on, None)
        self.enrollment = replace(
            self.enrollment,
            position=decision.position,
            state=decision.state,
            ignored=decision.ignored,
            finished_on=day if decision.state == "finished" else None,
        )
        if reacted_on:
            self._study(decision.content, day)

    def _looks(self) -> bool:
        limit = self.colleague.gives_up_after
        has_given_up = limit is not None and len(self.past.messages) >= limit
        return not has_given_up and self.random.random() < self.colleague.diligence

    def _study(self, content: str, day: date) -> None:
        if content not in NOT_LESSONS:
            self._answer(content, day, "first")
            if self.random.random() < RATES_CHANCE:
                self.past.ratings[content] = self.random.random() < USEFUL_CHANCE
            if self.random.random() < self.colleague.practice:
                self.past.tried.append((content, day))
        for lesson in self._due(content, day)[: reviews.most_on(day)]:
            self._answer(lesson, day, "review")

    def _due(self, content: str, day: date) -> list[str]:
        """The lessons to be asked about again, the most overdue first."""
        at = self._moment(day)
        due = {lesson: due_at for lesson, (_, due_at) in self.past.cards.items() if due_at <= at and lesson != content}
        return sorted(due, key=lambda lesson: due[lesson])

    def _answer(self, lesson: str, day: date, kind: Kind) -> None:
        chance = KNOWN.get(lesson, USUALLY_KNOWN) + self.colleague.grasp + (LEARNED if kind == "review" else 0)
        is_right = self.random.random() < chance
        self.past.answers.append(GivenAnswer(lesson, day, kind, self._option(lesson, is_right=is_right), is_right))
        card = self.past.cards.get(lesson)
        memory = remembered(card[0] if card else None, is_right, self._moment(day))
        self.past.cards[lesson] = memory.card, memory.due_at

    def _option(self, lesson: str, *, is_right: bool) -> int | None:
        right = self.school.lesson(lesson).in_("en").right_option
        if is_right:
            return right
        wrong = [place for place in range(OPTIONS) if place != right]
        return None if self.random.random() < NOT_SURE_CHANCE else self.random.choice(wrong)

    def _moment(self, day: date) -> datetime:
        return datetime.combine(day, LOOKS_AT, self.rhythm.zone)

    def _next(self, today: date) -> datetime | None:
        match self.enrollment.state:
            case "active":
                return schedule.next_after(self.rhythm, self.school.calendar, today)
            case "finished":
                return recalling.next_after(self.enrollment, self.rhythm, self.school.calendar, today)
        return None


def away_since(today: date) -> tuple[date, date]:
    """The first and the last day of a leave that somebody is on today."""
    return today - timedelta(days=4), today + timedelta(days=9)
