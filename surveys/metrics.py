"""The score of a question from the counts of its answers, whatever its metric is."""

from collections.abc import Mapping

from surveys import scores
from surveys.counting import GOOD_FROM
from surveys.definition import Question
from surveys.intervals import Interval
from surveys.scores import Difference, Score, Tone, TopBox

# By the text that is stored: numbers of the scale, codes of options.
ByValue = Mapping[str, int]
Value = TopBox | Score

YES = "yes"


def answered(counts: ByValue) -> int:
    """How many people answered a question of one choice."""
    return sum(counts.values())


def score_of(question: Question, counts: ByValue) -> Value | None:
    """The score, None for a question without a metric or without answers."""
    match question.metric:
        case "ces":
            return scores.ces(_numbers(counts))
        case "csat":
            return scores.csat(_numbers(counts))
        case "loyalty":
            return scores.loyalty(_numbers(counts))
        case "yes_share" | "resolved":
            return scores.share_of(counts, YES)
    return None


def headline(value: Value) -> Score:
    """The one score that is compared and ranked: the share of good answers, or loyalty."""
    return value.share if isinstance(value, TopBox) else value


def difference_of(question: Question, now: ByValue, before: ByValue) -> Difference | None:
    """How far the headline score of `now` is from that of `before`; None where one has no answers."""
    if question.metric is None:
        return None
    if question.metric == "loyalty":
        return scores.loyalty_difference(_numbers(now), _numbers(before))
    return scores.share_difference(good(question, now), answered(now), good(question, before), answered(before))


def good(question: Question, counts: ByValue) -> int:
    """How many answers are good ones."""
    good_from = GOOD_FROM.get(question.metric) if question.metric else None
    if good_from is None:
        return counts.get(YES, 0)
    return sum(count for value, count in counts.items() if int(value) >= good_from)


def tone_of(question: Question, value: str) -> Tone:
    """What an answer does to the score: raises it, lowers it, or neither, as 7 and 8 of loyalty."""
    if good(question, {value: 1}):
        return "good"
    is_passive = question.metric == "loyalty" and int(value) > scores.DETRACTOR_TO
    return "neither" if is_passive else "bad"


def lower_bound(value: Value) -> float:
    """What a ranking goes by: few answers are no reason to stand at the top."""
    interval: Interval | None = headline(value).interval
    return interval.low if interval else headline(value).value


def _numbers(counts: ByValue) -> dict[int, int]:
    return {int(value): count for value, count in counts.items()}
