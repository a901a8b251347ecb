"""What helps people and what gets in their way: each driver beside the score of those who name it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from storage.cells import Cell
from surveys import comparisons
from surveys.counting import BAD, GOOD, main_question
from surveys.definition import Question, Survey
from surveys.intervals import Interval, ratio_interval, ratio_p
from surveys.scores import PERCENT, Score, share_of


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many times as often those who name a driver are dissatisfied as those who do not.

    `attributable` is the share of all dissatisfaction, in percent, that would not be there if those who name the driver
    were dissatisfied as seldom as the others: Miettinen, O. (1974), American Journal of Epidemiology 99, 325-332.
    """

    value: float
    interval: Interval
    attributable: float
    p: float


@dataclass(frozen=True, slots=True)
class Driver:
    """One option of a question of several; shares in percent of those who chose any, None below the smallest group."""

    code: str
    mentioned: Score
    after_good: Score | None
    after_bad: Score | None
    ratio: Ratio | None
    # Whether it goes with dissatisfaction beyond chance, although several drivers were looked at.
    is_proven: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """Who named a driver, by their verdict: `good` of `all_good` respondents, `bad` of `all_bad`."""

    good: int
    bad: int
    all_good: int
    all_bad: int

    def ratio(self, smallest: int) -> Ratio | None:
        """The risk ratio; None unless enough people named the driver and enough did not, and their scores differ.

        When everybody on one side says the same, a half is added to each of the four counts: Haldane, J. B. S. (1956),
        Annals of Human Genetics 20, 309-311. Else the driver that all the dissatisfied name would have no ratio.
        """
        named, others = self.good + self.bad, self.all_good + self.all_bad - self.good - self.bad
        if min(named, others) < smallest or 0 in (self.all_good, self.all_bad):
            return None
        bad_others = self.all_bad - self.bad
        half = 0.5 if 0 in (self.bad, self.good, bad_others, others - bad_others) else 0.0
        risks = (self.bad + half, named + 2 * half, bad_others + half, others + 2 * half)
        value = (risks[0] / risks[1]) / (risks[2] / risks[3])
        return Ratio(value, ratio_interval(*risks), self._attributable(named, others), ratio_p(*risks))

    def _attributable(self, named: int, others: int) -> float:
        risk, others_risk = self.all_bad / (named + others), (self.all_bad - self.bad) / others
        return max(0.0, PERCENT * (risk - others_risk) / risk)


def drivers_of(survey: Survey, cells: Mapping[Cell, int], smallest: int) -> Sequence[Driver]:
    """The drivers that were named, what costs most first; empty below the smallest group."""
    question = driver_question(survey)
    if question is None:
        return ()
    answered = {verdict: cells.get(Cell(question.code, "", verdict), 0) for verdict in (GOOD, BAD, "")}
    if sum(answered.values()) < smallest:
        return ()
    drivers = [_driver(question, code, cells, answered, smallest) for code in question.codes]
    return sorted(_proven([each for each in drivers if each is not None]), key=_cost, reverse=True)


def driver_question(survey: Survey) -> Question | None:
    """The question whose options are the drivers: the first of several options in a survey that has a main score."""
    if main_question(survey) is None:
        return None
    return next((question for question in survey.questions if question.kind == "several"), None)


def _driver(
    question: Question, code: str, cells: Mapping[Cell, int], answered: Mapping[str, int], smallest: int
) -> Driver | None:
    named = {verdict: cells.get(Cell(question.code, code, verdict), 0) for verdict in answered}
    mentioned = share_of({"yes": sum(named.values()), "no": sum(answered.values()) - sum(named.values())}, "yes")
    if mentioned is None or not mentioned.value:
        return None
    counts = Counts(named[GOOD], named[BAD], answered[GOOD], answered[BAD])
    after_good, after_bad = (_share(named[each], answered[each], smallest) for each in (GOOD, BAD))
    return Driver(code, mentioned, after_good, after_bad, counts.ratio(smallest))


def _proven(drivers: Sequence[Driver]) -> Sequence[Driver]:
    """With it said which are proven: those that go with satisfaction are compared too, yet cost nothing."""
    ratios = {each.code: each.ratio for each in drivers if each.ratio is not None}
    proven = {code for code in comparisons.proven(ratios) if ratios[code].value > 1}
    return [replace(each, is_proven=each.code in proven) for each in drivers]


def _share(named: int, answered: int, smallest: int) -> Score | None:
    return share_of({"yes": named, "no": answered - named}, "yes") if answered >= smallest else None


def _cost(driver: Driver) -> tuple[bool, float, float]:
    """Proven ones first by their share of dissatisfaction, then the others by how often they follow a bad score."""
    attributable = driver.ratio.attributable if driver.ratio and driver.is_proven else 0.0
    return driver.is_proven, attributable, driver.after_bad.value if driver.after_bad else 0.0
