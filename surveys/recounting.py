"""Counts release groups and their sums anew, to find a difference. It changes nothing."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from sqlalchemy import Connection

from storage import answers, comment_batches, releases, rollups, sums
from storage.cells import Cells
from storage.releases import Group
from storage.sums import Amount, Place
from surveys.counting import batch_counts, cells_of
from surveys.versions import Versions

# What a Difference is about when it is not about a cell.
RESPONSES: Final = "responses"
MARKED: Final = "marked"


@dataclass(frozen=True, slots=True)
class Difference:
    """A count that is not what the answers say, of a group or of a sum of groups."""

    of: str
    what: str
    counted: int
    noted: int


@dataclass(frozen=True, slots=True)
class Checked:
    """How much was counted again, and what was found."""

    groups: int
    responses: int
    differences: Sequence[Difference]


Batches = Mapping[int, Mapping[tuple[str, str], int]]


@dataclass(frozen=True, slots=True)
class Counted:
    """What the answers of a group say: its cells, and its batches while nobody has left it."""

    cells: Cells
    batches: Batches


def check(connection: Connection, versions: Versions) -> Checked:
    """Count everything again from the responses and answers, and change nothing."""
    members = releases.count_members(connection)
    groups = releases.groups(connection)
    found: list[Difference] = []
    totals: Counter[tuple[Place, str]] = Counter()
    for group in groups:
        size, marked = members.get(group.id, (0, 0))
        counted = _counted(connection, versions, group)
        amount = Amount(size, marked, counted.cells)
        found += _in_group(connection, group, amount)
        found += _in_batches(group, counted.batches, comment_batches.of_group(connection, group.id))
        for place, (what, count) in product(sums.places(group), sums.named(group, amount).items()):
            totals[place, what] += count
    strays = members.keys() - {group.id for group in groups}
    found += [Difference(f"group {group_id}", RESPONSES, members[group_id][0], 0) for group_id in sorted(strays)]
    found += _in_sums(totals, sums.noted(connection))
    return Checked(len(groups), sum(size for size, _ in members.values()), found)


def _in_group(connection: Connection, group: Group, amount: Amount) -> Iterator[Difference]:
    name = f"group {group.key}"
    if amount.responses != group.responses:
        yield Difference(name, RESPONSES, amount.responses, group.responses)
    if amount.marked != group.marked:
        yield Difference(name, MARKED, amount.marked, group.marked)
    counted, noted = amount.cells, rollups.of_group(connection, group.id)
    for cell in sorted({*counted, *noted}):
        if counted.get(cell) != noted.get(cell):
            yield Difference(name, cell.name, counted.get(cell, 0), noted.get(cell, 0))


def _in_sums(counted: Mapping[tuple[Place, str], int], noted: Mapping[tuple[Place, str], int]) -> Iterator[Difference]:
    for place, what in sorted({*counted, *noted}):
        was, is_noted = counted.get((place, what), 0), noted.get((place, what), 0)
        if was != is_noted:
            yield Difference(f"sum {place.name}", what, was, is_noted)


def _in_batches(group: Group, counted: Batches, noted: Batches) -> Iterator[Difference]:
    # A group that somebody has left tells of no batch: what is noted of later ones is read by nobody.
    if not counted and len(noted) < group.batches:
        return
    for batch in sorted({*counted, *noted}):
        was, is_noted = counted.get(batch, {}), noted.get(batch, {})
        for verdict, option in sorted({*was, *is_noted}):
            if was.get((verdict, option)) != is_noted.get((verdict, option)):
                what = " ".join(filter(None, (verdict, option))) or RESPONSES
                counts = was.get((verdict, option), 0), is_noted.get((verdict, option), 0)
                yield Difference(f"batch {batch} of group {group.key}", what, *counts)


def _counted(connection: Connection, versions: Versions, group: Group) -> Counted:
    if group.state != "complete":
        return Counted({}, {})
    survey = versions.get(connection, group.survey_version_id)
    given, members = answers.of_group(connection, group.id), releases.members(connection, group.id)
    is_whole = not group.is_split and len(members) == group.batches
    batches = {
        batch: batch_counts(survey, (given.get(response_id, ()) for response_id in ids))
        for batch, ids in members.items()
        if is_whole
    }
    return Counted(cells_of(survey, given.values()), batches)
