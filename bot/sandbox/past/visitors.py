"""Somebody who was served and answers: one mood decides all their answers, so that these go together."""

from random import Random

from bot.sandbox.past.comments import Comments
from bot.sandbox.past.places import PLEASURES, Serving, Weights
from surveys import flow
from surveys.definition import Question, Survey
from surveys.flow import Answer, Answers

# How far moods stand together: a low number spreads them over the whole scale.
FIRMNESS = 4.5
# Answers of one mood still differ a little.
WOBBLE = 0.09
# The best mood still falls on the highest step of a scale, not beyond it.
TOP = 1 - 1e-9
CONTENT_FROM = 0.6
LEAVES_CHANCE = 0.06
FINISHES_CHANCE = 0.2
SKIPS_CHANCE = 0.25
NOT_APPLICABLE_CHANCE = 0.04
COMMENTS_CHANCE = 0.14
MOST_DRIVERS = 3
DRIVERS = (*PLEASURES, "other")
# From which mood on a matter counts as settled, settled in part, or refused; in between people wait.
SETTLED, PARTLY, REFUSED = 0.42, 0.3, 0.16


class Visitor:
    """One person at one service point."""

    def __init__(self, random: Random, comments: Comments, channel: str, survey: Survey, serving: Serving) -> None:
        self._random = random
        self._comments = comments
        self._channel = channel
        self._survey = survey
        self._serving = serving
        quality = serving.quality * FIRMNESS
        self._mood = random.betavariate(quality, FIRMNESS - quality)

    @property
    def is_content(self) -> bool:
        """Whether it went well, on the whole."""
        return self._mood >= CONTENT_FROM

    def answers(self) -> dict[str, Answer]:
        """What they answered before they finished or left; empty when they only looked."""
        given: dict[str, Answer] = {}
        position = flow.following(self._survey, given, -1)
        while position is not None and not self._stops(given):
            question = self._survey.questions[position]
            given[question.code] = self._answer(question, given)
            position = flow.following(self._survey, given, position)
        return given

    def _stops(self, given: Answers) -> bool:
        may_finish = flow.may_finish(self._survey, given)
        return bool(given) and self._random.random() < (FINISHES_CHANCE if may_finish else LEAVES_CHANCE)

    def _answer(self, question: Question, given: Answers) -> Answer:
        if question.not_applicable and self._random.random() < NOT_APPLICABLE_CHANCE:
            return Answer(question.code, "not_applicable")
        if question.kind == "comment":
            return self._comment(question, given)
        if not question.required and self._random.random() < SKIPS_CHANCE:
            return Answer(question.code, "skipped")
        return self._several(question) if question.kind == "several" else self._one(question)

    def _one(self, question: Question) -> Answer:
        mood = min(max(self._random.gauss(self._mood, WOBBLE), 0.0), TOP)
        if question.is_numeric:
            return flow.parse_tap(question, question.codes[int(mood * len(question.codes))])
        return flow.parse_tap(question, _outcome(mood) if question.kind == "resolved" else _yes_or_no(mood))

    def _several(self, question: Question) -> Answer:
        answer = Answer(question.code, "answered")
        for code in self._drivers(question.codes):
            answer = flow.with_option(question, answer, code, chosen=True)
        return answer

    def _drivers(self, codes: tuple[str, ...]) -> list[str]:
        weights = self._serving.all_pleasures if self.is_content else self._serving.all_troubles
        return _draw(self._random, {code: weights.get(code, 1.0) for code in codes})

    def _comment(self, question: Question, given: Answers) -> Answer:
        if self._random.random() >= COMMENTS_CHANCE:
            return Answer(question.code, "skipped")
        named = given.get("drivers")
        drivers = named.options if named and named.options else self._drivers(DRIVERS)
        text = self._comments.draw(self._channel, drivers, is_good=self.is_content)
        return Answer(question.code, "answered", comment=text)


def _draw(random: Random, weights: Weights) -> list[str]:
    """One to three different codes, the heavy ones more often."""
    count = random.choices(range(1, MOST_DRIVERS + 1), (5, 3, 1))[0]
    return list(dict.fromkeys(random.choices(list(weights), list(weights.values()), k=count)))


def _outcome(mood: float) -> str:
    if mood >= SETTLED:
        return "yes"
    return "partly" if mood >= PARTLY else "waiting" if mood >= REFUSED else "no"


def _yes_or_no(mood: float) -> str:
    return "yes" if mood >= SETTLED else "no"
