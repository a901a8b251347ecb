"""A believable past for the demo: answers of the last weeks, made by a seeded generator through the domain itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import Connection

from storage import organisation, people
from storage.organisation import Touchpoint
from storage.people import Person
from surveys.answering import Answering, Tap
from surveys.definition import Question
from surveys.sheets import Step

SEED = 2026
DAYS = 60
# Of a whole number no messenger gives out, so that nobody in the demo is one of them.
FIRST_CHAT = 8_000_000_000
FEWEST, MOST = 25, 90
# How the scales lean: most people found it easy, some did not.
LEANING = (1, 1, 2, 3, 5, 8, 7)
SKIP_CHANCE = 0.25
# What people take for a question; faster answers would be marked as hasty.
READING = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Past:
    """Writes the past into an organisation that was just loaded."""

    answering: Answering
    random: Random

    def write(self, connection: Connection, now: datetime) -> int:
        """Answer at every open touchpoint; returns how many responses were made."""
        visits = list(self._visits(organisation.open_touchpoints(connection), now))
        for number, (touchpoint, moment) in enumerate(visits):
            person = people.meet(connection, FIRST_CHAT + number, "ru")
            self._visit(connection, person, touchpoint, moment)
            people.forget(connection, person)
        return len(visits)

    def _visits(self, touchpoints: list[Touchpoint], now: datetime) -> Iterator[tuple[Touchpoint, datetime]]:
        for touchpoint in touchpoints:
            for _ in range(self.random.randint(FEWEST, MOST)):
                yield touchpoint, now - timedelta(days=self.random.uniform(1, DAYS))

    def _visit(self, connection: Connection, person: Person, touchpoint: Touchpoint, moment: datetime) -> None:
        step = self.answering.begin(connection, person, touchpoint.code, moment)
        while step.question is not None and step.position is not None:
            step = self._answer(connection, person, step, step.question, moment)

    def _answer(self, connection: Connection, person: Person, step: Step, question: Question, moment: datetime) -> Step:
        tap = Tap(step.response_id, step.position or 0, None)
        moment += READING * (tap.position + 1)
        if not question.codes or (not question.required and self.random.random() < SKIP_CHANCE):
            return self.answering.skip(connection, person, tap, moment)
        code = self._code(question)
        if question.kind == "several":
            self.answering.choose(connection, person, tap, code, True, moment)
            return self.answering.confirm(connection, person, tap, moment)
        return self.answering.answer(connection, person, tap, code, moment)

    def _code(self, question: Question) -> str:
        if not question.is_numeric:
            # The first option is the good one where there is one: most matters are settled.
            return self.random.choice((question.codes[0], *question.codes))
        weights = [LEANING[place * len(LEANING) // len(question.codes)] for place in range(len(question.codes))]
        return self.random.choices(question.codes, weights)[0]
