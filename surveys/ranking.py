"""Units and service points side by side, ranked so that few answers win nobody a place at the top."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from sqlalchemy import Connection

from storage import counts, organisation
from storage.organisation import Names
from surveys import comparisons
from surveys.definition import Question
from surveys.metrics import ByValue, Value, answered, difference_of, lower_bound, score_of
from surveys.slices import Slice, scope_of
from surveys.summary import Section

By = Literal["unit", "touchpoint"]

_COUNT: Final[Mapping[By, Callable[..., Iterable[tuple[int | None, str, int]]]]] = {
    "unit": counts.count_by_unit,
    "touchpoint": counts.count_by_touchpoint,
}


@dataclass(frozen=True, slots=True)
class Ranked:
    """A unit or a service point with its score.

    `stands_out` says that it differs from all the others together beyond chance, although so many were compared.
    """

    code: str
    name: Names
    score: Value
    stands_out: bool


def ranking(connection: Connection, asked: Slice, section: Section, by: By) -> Sequence[Ranked]:
    """Those of a slice with enough answers, the best lower bound of the interval first."""
    question = section.main
    if question is None:
        return ()
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for place_id, value, count in _COUNT[by](
        connection, scope_of(connection, asked), section.version_id, question.code
    ):
        if place_id is not None:
            counts[place_id][value] += count
    smallest = organisation.smallest_group(connection)
    shown = {place_id: each for place_id, each in counts.items() if answered(each) >= smallest}
    return _ranked(question, shown, organisation.names(connection, by))


def _ranked(
    question: Question, counts: Mapping[int, ByValue], names: Mapping[int, tuple[str, Names]]
) -> Sequence[Ranked]:
    proven = _standing_out(question, counts)
    ranked = [
        Ranked(*names[place_id], score, place_id in proven)
        for place_id, each in counts.items()
        if (score := score_of(question, each)) is not None
    ]
    return sorted(ranked, key=lambda each: (-lower_bound(each.score), each.code))


def _standing_out(question: Question, counts: Mapping[int, ByValue]) -> frozenset[int]:
    """Each is compared with the others together: comparing every pair would prove less and say more than fits."""
    total: Counter[str] = Counter()
    for each in counts.values():
        total.update(each)
    differences = {}
    for place_id, each in counts.items():
        others = {value: count - each.get(value, 0) for value, count in total.items()}
        difference = difference_of(question, each, others)
        if difference is not None:
            differences[place_id] = difference
    return comparisons.proven(differences)
