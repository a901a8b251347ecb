"""What people wrote, as far as enough answers stand behind it: by score, driver and service point, with a search.

Comments come from release groups, like every count; what a filter may tell apart is decided in each group by itself
(surveys.comment_filters).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Final, Literal

from sqlalchemy import Connection

from storage import comment_batches, counts, organisation
from storage import comments as stored
from storage.comment_batches import Batch
from storage.comments import Comment, Filter, Main, Reason
from storage.documents.text import Text
from storage.organisation import Names
from storage.people import Person
from storage.releases import Scope
from surveys import comment_filters, counting
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
class Found:
    """Comments, and the complete responses that have passed the same filters, with a comment or without."""

    comments: Sequence[Comment]
    responses: int


def read(connection: Connection, versions: Versions, asked: Asked, hidden_by: int | None) -> Found:
    """The comments of a slice without its search, MOST_READ at the most; none where too few answers stand behind.

    `hidden_by` limits what was hidden to one person's. Raises UnknownUnit and UnknownTouchpoint.
    """
    scope = scope_of(connection, asked.slice)
    mains = _mains(connection, versions, scope)
    batches = None
    behind = _responses(connection, scope)
    if behind >= organisation.smallest_group(connection) and (asked.verdict or asked.driver):
        batches = _offered(connection, scope, asked.driver)
        behind = _count(batches, asked.verdict, asked.driver)
    if behind < organisation.smallest_group(connection):
        return Found([], 0)
    good = None if asked.verdict is None else asked.verdict == "good"
    keys = None if batches is None else {batch.key for batch in batches}
    chosen = Filter(good, mains, asked.driver, asked.hidden, hidden_by, keys)
    return Found(stored.read(connection, scope, chosen, MOST_READ), behind)


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


def verdicts(connection: Connection, slice_: Slice) -> Mapping[Verdict, int]:
    """The scores to narrow a slice to, with the responses behind. Raises UnknownUnit and UnknownTouchpoint."""
    scope = scope_of(connection, slice_)
    rated = _offered(connection, scope, None)
    counted = {each: _count(rated, each, None) for each in VERDICTS}
    smallest = organisation.smallest_group(connection)
    return {each: n for each, n in counted.items() if n >= smallest}


def drivers(connection: Connection, versions: Versions, slice_: Slice) -> Mapping[str, int]:
    """The drivers, the most frequent first. Raises UnknownUnit and UnknownTouchpoint."""
    scope = scope_of(connection, slice_)
    smallest, codes = organisation.smallest_group(connection), labels(connection, versions, slice_)
    rated = comment_filters.by_verdict(comment_batches.batches(connection, scope, codes), smallest)
    counted = {code: _count(chain(*comment_filters.by_driver(rated, code, smallest)), None, code) for code in codes}
    ordered = sorted(counted.items(), key=lambda each: -each[1])
    return {code: n for code, n in ordered if n >= smallest}


def points(connection: Connection, slice_: Slice) -> Sequence[Point]:
    """The service points, the most answered first. Raises UnknownUnit and UnknownTouchpoint."""
    found = stored.count_by_touchpoint(connection, scope_of(connection, slice_))
    return [Point(code, service, channel, int(n)) for code, service, channel, n in found]


def labels(connection: Connection, versions: Versions, slice_: Slice) -> Mapping[str, Text]:
    """The drivers of a slice, as the newest version words them. Raises UnknownUnit and UnknownTouchpoint."""
    ended = counts.count_responses(connection, scope_of(connection, slice_))
    shown = sorted({each.survey_version_id for each in ended})
    questions = [question for version in shown for question in versions.get(connection, version).questions]
    return {code: label for question in questions if question.kind == "several" for code, label in question.choices}


def _responses(connection: Connection, scope: Scope) -> int:
    return sum(each.count for each in counts.count_responses(connection, scope) if each.state == "complete")


def _offered(connection: Connection, scope: Scope, driver: str | None) -> list[Batch]:
    batches = comment_batches.batches(connection, scope, [driver] if driver is not None else [])
    return comment_filters.offered(batches, driver, organisation.smallest_group(connection))


def _count(batches: Iterable[Batch], verdict: Verdict | None, driver: str | None) -> int:
    """The responses that a filter lets pass; None lets all pass."""
    verdicts = (*VERDICTS, counting.NONE) if verdict is None else (verdict,)
    keys = [(each, comment_batches.ANYTHING if driver is None else driver) for each in verdicts]
    return sum(batch.counts.get(key, 0) for batch in batches for key in keys)


def _mains(connection: Connection, versions: Versions, scope: Scope) -> list[Main]:
    found = []
    for version in sorted({each.survey_version_id for each in counts.count_responses(connection, scope)}):
        main = counting.main_question(versions.get(connection, version))
        if main is not None and main.metric is not None:
            found.append(Main(version, main.code, counting.GOOD_FROM[main.metric]))
    return found
