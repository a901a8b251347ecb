"""Responses that look unlike a person's own answer are marked and shown.

A coordinator may leave the suspicious ones out of scores, in sight of all; nothing is deleted.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal

from sqlalchemy import Connection

from storage import integrity as stored
from storage import organisation, releases
from storage.integrity import Completion, Mark
from storage.responses import OpenResponse
from surveys import releasing
from surveys.definition import Question
from surveys.flow import Answer
from surveys.freezing import frozen
from surveys.versions import Versions

# An end of a scale; high numbers are the good ones everywhere (surveys.scales).
End = Literal["best", "worst"]

# Nobody reads a question and finds the button in less.
FASTEST_ANSWER: Final = timedelta(seconds=1)
SLICE: Final = timedelta(minutes=10)
# Completed at one service point within SLICE: more than any window serves.
BURST: Final = 15
# On one scale an end is an opinion like others.
FEWEST_SCALES: Final = 2
# The ends of the scales that are words.
WORD_ENDS: Final[Mapping[str, End]] = {"yes": "best", "no": "worst"}
# Beside the marks: how many responses are suspicious, left out or not.
EXCLUDABLE: Final = "excludable"
# One transaction's worth, so that the taps never wait long.
CHECK_AT_ONCE: Final = 200
# The same for what a coordinator's tap leaves out or takes back; a multiple of most smallest groups.
EXCLUDE_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class IntegrityNote:
    """How many responses of a touchpoint are marked, how many are left out, and whether more may be.

    Each number is None below the smallest group; zero is zero. All of it changes in leaps only, and those left out are
    told in whole smallest groups: what a tap does must not tell whether one visitor's response was marked.
    """

    marks: Mapping[str, int | None]
    excluded: int | None
    may_exclude: bool
    smallest_group: int


def note(
    connection: Connection, response: OpenResponse, answers: Mapping[str, Answer], replaced: bool, now: datetime
) -> None:
    """Leave a response that was just completed for the check."""
    taken = now - response.opened_at if response.opened_at else timedelta.max
    completion = Completion(
        response.id,
        response.touchpoint_id,
        now.astimezone(response.zone).date(),
        int(now.timestamp() // SLICE.total_seconds()),
        hasty=taken < FASTEST_ANSWER * len(answers),
        repeated=replaced,
    )
    stored.note(connection, completion)


def check(connection: Connection, versions: Versions) -> int:
    """Mark what was completed since the last check; returns how many were looked at."""
    found = stored.unchecked(connection, CHECK_AT_ONCE)
    if not found:
        return 0
    marks = _marks(connection, versions, found)
    # All before the first group is touched: the order in which everybody locks.
    stored.lock(connection, [*{each for marked in marks.values() for each in marked}])
    for mark, marked in marks.items():
        set_mark(connection, marked, mark)
    stored.mark_checked(connection, [each.response_id for each in found])
    return len(found)


def set_mark(connection: Connection, response_ids: Sequence[int], mark: Mark) -> None:
    """Mark responses, and count those that are shown."""
    for group_id, more in sorted(stored.mark(connection, response_ids, mark).items()):
        releases.note_marked(connection, group_id, more)


def integrity_note(connection: Connection, touchpoint_id: int, today: date) -> IntegrityNote:
    """What coordinators are told; the marks change in leaps only."""
    smallest = organisation.smallest_group(connection)

    def shown(count: int) -> int | None:
        return count if count == 0 or count >= smallest else None

    known = _known(connection, touchpoint_id, today)
    excluded = len(stored.excluded(connection, touchpoint_id))
    return IntegrityNote(
        {mark: shown(count) for mark, count in known.items() if mark != EXCLUDABLE},
        shown(excluded - excluded % smallest if excluded > smallest else excluded),
        known.get(EXCLUDABLE, 0) - excluded >= smallest,
        smallest,
    )


def exclude(connection: Connection, versions: Versions, touchpoint_id: int, today: date) -> bool:
    """Leave suspicious responses that the card knows of out of the touchpoint's scores, in whole smallest groups.

    A tap takes EXCLUDE_AT_ONCE of them; the next tap takes the rest. Returns whether any were left out.
    """
    smallest = organisation.smallest_group(connection)
    marked = stored.to_exclude(connection, touchpoint_id)
    known = _known(connection, touchpoint_id, today).get(EXCLUDABLE, 0)
    fitting = min(known - len(stored.excluded(connection, touchpoint_id)), len(marked))
    fitting = min(fitting, EXCLUDE_AT_ONCE)
    leaving = marked[: max(fitting - fitting % smallest, 0)]
    if leaving:
        releasing.count_out_together(connection, versions, leaving, "excluded")
    return bool(leaving)


def include(connection: Connection, versions: Versions, touchpoint_id: int) -> bool:
    """Let count again what was left out, so much of it as is fitting at once; returns whether anything was."""
    smallest = organisation.smallest_group(connection)
    excluded = stored.excluded(connection, touchpoint_id)
    if len(excluded) > EXCLUDE_AT_ONCE:
        excluded = excluded[: EXCLUDE_AT_ONCE - EXCLUDE_AT_ONCE % smallest]
    if excluded:
        releasing.readmit_together(connection, versions, excluded)
    return bool(excluded)


def is_uniform(numbers: Sequence[End | None], words: Sequence[End | None]) -> bool:
    """Whether every scale got the same end: several in numbers, and those in words where they were asked."""
    return len(numbers) >= FEWEST_SCALES and None not in numbers and len({*numbers, *words}) == 1


def end_of(question: Question, code: str) -> End | None:
    """The end of the question's scale at which an answer lies; None between the ends."""
    if not question.is_numeric:
        return WORD_ENDS.get(code)
    lowest, highest = question.codes[0], question.codes[-1]
    ends: Mapping[str, End] = {lowest: "worst", highest: "best"}
    return ends.get(code)


def _known(connection: Connection, touchpoint_id: int, today: date) -> Mapping[str, int]:
    """How many responses have each mark, and how many are suspicious, as the card showed them last."""
    counts = [
        *stored.count(connection, touchpoint_id),
        (EXCLUDABLE, stored.count_excludable(connection, touchpoint_id)),
    ]
    size = stored.count_marked(connection, touchpoint_id)
    known = frozen(connection, touchpoint_id, "marks", counts, size, today)
    return {row[0]: row[1] for row in known}


def _marks(connection: Connection, versions: Versions, found: Sequence[Completion]) -> Mapping[Mark, Sequence[int]]:
    marks: dict[Mark, Sequence[int]] = {
        "hasty": [each.response_id for each in found if each.hasty],
        "repeated": [each.response_id for each in found if each.repeated],
        "uniform": _uniform(connection, versions, [each.response_id for each in found]),
        "burst": _bursts(connection, found),
    }
    return {mark: marked for mark, marked in marks.items() if marked}


def _bursts(connection: Connection, found: Sequence[Completion]) -> Sequence[int]:
    """Each ten minutes are looked at once, and of a burst only what was not marked by an earlier check."""
    slices = {(each.touchpoint_id, each.local_date, each.slice): each for each in found}
    bursts = [each for each in slices.values() if stored.count_beside(connection, each) >= BURST]
    return [response_id for each in bursts for response_id in stored.unmarked_beside(connection, each, "burst")]


def _uniform(connection: Connection, versions: Versions, response_ids: Sequence[int]) -> Sequence[int]:
    numbers: dict[int, list[End | None]] = defaultdict(list)
    words: dict[int, list[End | None]] = defaultdict(list)
    for response_id, version_id, code, number, options in stored.choices(connection, response_ids):
        question = versions.get(connection, version_id).question(code)
        if question.scale is not None:
            chosen = str(number) if question.is_numeric else (options or [""])[0]
            (numbers if question.is_numeric else words)[response_id].append(end_of(question, chosen))
    return [each for each in response_ids if is_uniform(numbers[each], words[each])]
