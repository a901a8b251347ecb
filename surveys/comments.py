"""What people wrote, as far as enough answers stand behind it: by score, driver and service point, with a search.

Comments come from release groups, like every count; a filter is offered only where both those it lets pass and those
it keeps back are none or at least the organisation's smallest group.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from sqlalchemy import Connection

from storage import comments as stored
from storage import organisation, rollups
from storage.comments import Comment, Filter, Main, Reason
from storage.documents.text import Text
from storage.organisation import Names
from storage.people import Person
from storage.releases import Scope
from surveys import counting
from surveys.definition import Survey
from surveys.errors import CommentsNotShown
from surveys.slices import Slice, scope_of
from surveys.versions import Versions

Verdict = Literal["good", "bad"]
VERDICTS: Final[tuple[Verdict, ...]] = ("good", "bad")
# What a search looks through and themes are counted in; with more comments, a random sample of so many.
MOST_READ: Final = 20_000


@dataclass(frozen=True, slots=True)
class Asked:
    """Which comments: of a slice, after good or bad scores, that name a driver, with words in them."""

    slice: Slice
    verdict: Verdict | None = None
    driver: str | None = None
    search: str | None = None
    # What was hidden: by whoever asks, or by anyone when an administrator does.
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """A service point that may be told apart, and its complete responses."""

    code: str
    service: Names
    channel: str
    responses: int


@dataclass(frozen=True, slots=True)
class Choices:
    """What the comments of a slice may be narrowed to, each with the complete responses behind it."""

    responses: int
    verdicts: Mapping[Verdict, int]
    drivers: Mapping[str, int]
    points: Sequence[Point]
    # Of the drivers, as the newest version words them.
    labels: Mapping[str, Text]


def read(connection: Connection, versions: Versions, asked: Asked, hidden_by: int | None) -> list[Comment]:
    """The comments of a slice without its search, MOST_READ at the most; none where too few answers stand behind.

    `hidden_by` limits what was hidden to one person's. Raises UnknownUnit and UnknownTouchpoint.
    """
    scope = scope_of(connection, asked.slice)
    if not _may_be_told(connection, versions, scope, asked):
        return []
    good = None if asked.verdict is None else asked.verdict == "good"
    mains = _mains(connection, versions, scope) if good is not None else []
    if good is not None and not mains:
        return []
    chosen = Filter(good, mains, asked.driver, asked.hidden, hidden_by)
    return stored.read(connection, scope, chosen, MOST_READ)


def find(connection: Connection, slice_: Slice, response_id: int, question: str, hidden_by: int | None) -> Comment:
    """One comment of a slice; of hidden ones only what this person has hidden, None lets all pass.

    Raises CommentsNotShown.
    """
    found = stored.find(connection, scope_of(connection, slice_), response_id, question, hidden_by)
    if found is None:
        raise CommentsNotShown
    return found


def hide(
    connection: Connection,
    slice_: Slice,
    response_id: int,
    question: str,
    reason: Reason,
    person: Person,
    now: datetime,
) -> None:
    """Hide a comment from everybody but this person and administrators. Raises CommentsNotShown."""
    comment = find(connection, slice_, response_id, question, person.id)
    stored.hide(connection, comment, reason, person.id, now)


def show_again(
    connection: Connection,
    slice_: Slice,
    response_id: int,
    question: str,
    person: Person,
    now: datetime,
    *,
    anyones: bool,
) -> None:
    """End a hiding, one's own or anyone's. Raises CommentsNotShown."""
    comment = find(connection, slice_, response_id, question, None if anyones else person.id)
    if not stored.show_again(connection, comment, person.id, now, anyones=anyones):
        raise CommentsNotShown


def choices(connection: Connection, versions: Versions, slice_: Slice) -> Choices:
    """How the comments of a slice may be narrowed. Raises UnknownUnit and UnknownTouchpoint."""
    scope = scope_of(connection, slice_)
    table = _table(connection, versions, scope)
    points = [
        Point(code, service, channel, int(n))
        for code, service, channel, n in stored.count_by_touchpoint(connection, scope)
    ]
    smallest = organisation.smallest_group(connection)
    return Choices(
        responses=table.total,
        verdicts={
            each: table.verdicts[each] for each in VERDICTS if _is_safe(table.verdicts[each], table.total, smallest)
        },
        drivers={code: n for code, n in table.drivers.most_common() if _is_safe(n, table.total, smallest)},
        points=points,
        labels=_labels(connection, versions, scope),
    )


@dataclass(frozen=True, slots=True)
class _Table:
    """Complete responses of a scope: all, by verdict, by driver, and by both."""

    total: int
    verdicts: Counter[str]
    drivers: Counter[str]
    cells: Counter[tuple[str, str]]


def _may_be_told(connection: Connection, versions: Versions, scope: Scope, asked: Asked) -> bool:
    table, smallest = _table(connection, versions, scope), organisation.smallest_group(connection)
    margins = [(table.total, table.total)]
    if asked.verdict is not None:
        margins.append((table.verdicts[asked.verdict], table.total))
    if asked.driver is not None:
        margins.append((table.drivers[asked.driver], table.total))
    if asked.verdict is not None and asked.driver is not None:
        both = table.cells[asked.driver, asked.verdict]
        margins += [(both, table.verdicts[asked.verdict]), (both, table.drivers[asked.driver])]
    return all(_is_safe(cell, of, smallest) for cell, of in margins)


def _is_safe(cell: int, of: int, smallest: int) -> bool:
    """Whether neither the cell nor what is left of the whole is too small to be seen by itself."""
    return cell >= smallest and (cell == of or of - cell >= smallest)


def _table(connection: Connection, versions: Versions, scope: Scope) -> _Table:
    ended = rollups.count_responses(connection, scope)
    total = sum(each.count for each in ended if each.state == "complete")
    verdicts: Counter[str] = Counter()
    drivers: Counter[str] = Counter()
    cells: Counter[tuple[str, str]] = Counter()
    mains = {main.survey_version_id: main for main in _mains(connection, versions, scope)}
    for counted in rollups.count_answers(connection, scope):
        main, cell = mains.get(counted.survey_version_id), counted.cell
        if main and cell.question == main.question:
            verdicts["good" if int(cell.value) >= main.good_from else "bad"] += counted.count
        elif cell.value and _is_several(versions.get(connection, counted.survey_version_id), cell.question):
            drivers[cell.value] += counted.count
            cells[cell.value, cell.verdict] += counted.count
    return _Table(total, verdicts, drivers, cells)


def _labels(connection: Connection, versions: Versions, scope: Scope) -> Mapping[str, Text]:
    shown = sorted({each.survey_version_id for each in rollups.count_responses(connection, scope)})
    questions = [question for version in shown for question in versions.get(connection, version).questions]
    return {code: label for question in questions if question.kind == "several" for code, label in question.choices}


def _is_several(survey: Survey, code: str) -> bool:
    return any(question.code == code and question.kind == "several" for question in survey.questions)


def _mains(connection: Connection, versions: Versions, scope: Scope) -> list[Main]:
    found = []
    for version in sorted({each.survey_version_id for each in rollups.count_responses(connection, scope)}):
        main = counting.main_question(versions.get(connection, version))
        if main is not None and main.metric is not None:
            found.append(Main(version, main.code, counting.GOOD_FROM[main.metric]))
    return found
