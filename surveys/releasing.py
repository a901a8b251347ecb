"""When ended responses become visible, and with which others: docs/decisions/suppression.md.

Responses wait until enough of them share a touchpoint and a week; what a week leaves over joins its month, what a
month leaves over at a touchpoint joins the unit's month, then the unit's quarter, then the organisation's quarter.
Every response is in one group at most and a group only ever changes by enough responses at once, so that no sum and no
difference of what is shown tells of fewer people.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Connection

from storage import organisation, releases, responses, rollups
from storage.releases import Batch, Group, Node, Waiting, Withdrawal
from surveys import periods
from surveys.counting import cells_of
from surveys.periods import Period
from surveys.versions import Versions

# Of responses that are shown for the whole organisation only, and come from two units at least.
SMALLEST_OF_ORGANISATION: Final = 5


@dataclass(frozen=True, slots=True)
class Step:
    """A rung of the ladder that waiting responses climb: where they are shown together, and for which period."""

    has_touchpoint: bool
    has_unit: bool
    period: Callable[[date], Period]

    def node(self, response: Waiting) -> Node:
        """Where a response belongs on this rung."""
        period = self.period(response.local_date)
        return Node(
            response.survey_version_id,
            response.state,
            response.unit_id if self.has_unit else None,
            response.touchpoint_id if self.has_touchpoint else None,
            period.first,
            period.end,
        )


FIRST: Final = Step(has_touchpoint=True, has_unit=True, period=periods.week_in_month)
LADDER: Final = (
    FIRST,
    Step(has_touchpoint=True, has_unit=True, period=periods.month_of),
    Step(has_touchpoint=False, has_unit=True, period=periods.month_of),
    Step(has_touchpoint=False, has_unit=True, period=periods.quarter_of),
    Step(has_touchpoint=False, has_unit=False, period=periods.quarter_of),
)


# What a Difference is about when it is about the size of a group.
RESPONSES: Final = "responses"


@dataclass(frozen=True, slots=True)
class Difference:
    """A count that is not what the answers say."""

    group: str
    what: str
    counted: int
    noted: int


@dataclass(frozen=True, slots=True)
class Checked:
    """How much was counted again, and what was found."""

    groups: int
    responses: int
    differences: Sequence[Difference]


def count_in(connection: Connection, versions: Versions, response_id: int) -> None:
    """Let an ended response be counted: at once, if with it enough wait at its touchpoint for its week."""
    response = releases.ended(connection, response_id)
    if response is None:
        return
    node, smallest = FIRST.node(response), organisation.smallest_group(connection)
    if releases.count_waiting(connection, node) < smallest:
        return
    ids = releases.lock_waiting(connection, node)
    # Another replica may have taken them while this one waited for its lock.
    if len(ids) >= smallest:
        _release(connection, versions, node, ids)


def count_out(connection: Connection, versions: Versions, response_id: int, why: Withdrawal) -> int | None:
    """Let a response no longer be counted; the group that still shows it, None when none does.

    A group lets responses go only when those who leave can't be told from those who stay: see _leaving.
    """
    group_id = releases.group_of(connection, response_id)
    releases.withdraw(connection, response_id, why)
    if group_id is not None:
        _let_go(connection, versions, group_id)
        return releases.group_of(connection, response_id)
    return None


def readmit(connection: Connection, versions: Versions, response_id: int) -> None:
    """Let a response be counted after all."""
    releases.readmit(connection, response_id)
    count_in(connection, versions, response_id)


def replace(connection: Connection, versions: Versions, day_tag: bytes) -> int | None:
    """The same person answers again: the earlier response of the day gives way.

    Returns the group in which it is still shown, and which holds the new response back meanwhile.
    """
    earlier = responses.tagged(connection, day_tag)
    if earlier is None:
        return None
    group_id = count_out(connection, versions, earlier.id, "replaced")
    if group_id is None:
        responses.remove(connection, earlier.id)
        held_by: int | None = earlier.held_by
        return held_by
    return group_id


def sweep(connection: Connection, versions: Versions, today: date) -> None:
    """Group what periods that have ended left over, rung by rung."""
    smallest = organisation.smallest_group(connection)
    left = releases.waiting(connection)
    previous: Step | None = None
    for step in LADDER:
        ready = [each for each in left if previous is None or previous.period(each.local_date).end <= today]
        released = set(_fill(connection, versions, step, ready, smallest))
        left = [each for each in left if each.id not in released]
        previous = step


def recount(connection: Connection, versions: Versions, today: date) -> None:
    """Group everything that waits and count all groups anew from the answers."""
    sweep(connection, versions, today)
    releases.set_sizes(connection, releases.count_members(connection))
    for group in releases.groups(connection):
        rollups.replace(connection, group.id, _counted(connection, versions, group))


def check(connection: Connection, versions: Versions) -> Checked:
    """Count everything again from the responses and answers, and change nothing."""
    members = releases.count_members(connection)
    groups = releases.groups(connection)
    found = [each for group in groups for each in _differences(connection, versions, group, members.get(group.id, 0))]
    strays = members.keys() - {group.id for group in groups}
    found += [Difference(str(group_id), RESPONSES, members[group_id], 0) for group_id in sorted(strays)]
    return Checked(len(groups), sum(members.values()), found)


def _differences(connection: Connection, versions: Versions, group: Group, size: int) -> Iterator[Difference]:
    if size != group.responses:
        yield Difference(group.key, RESPONSES, size, group.responses)
    counted, noted = _counted(connection, versions, group), rollups.of_group(connection, group.id)
    for cell in sorted({*counted, *noted}):
        if counted.get(cell) != noted.get(cell):
            yield Difference(group.key, " ".join(filter(None, cell)), counted.get(cell, 0), noted.get(cell, 0))


def _fill(
    connection: Connection, versions: Versions, step: Step, waiting: Iterable[Waiting], smallest: int
) -> Iterator[int]:
    nodes: dict[Node, list[Waiting]] = defaultdict(list)
    for response in waiting:
        nodes[step.node(response)].append(response)
    for node, members in nodes.items():
        if _is_enough(node, members, smallest):
            ids = [member.id for member in members]
            _release(connection, versions, node, ids)
            yield from ids


def _is_enough(node: Node, members: list[Waiting], smallest: int) -> bool:
    if node.unit_id is not None:
        return len(members) >= smallest
    # Fewer are enough inside the organisation, but not if all of them are of one unit: they would be its cell.
    units = {member.unit_id for member in members}
    return len(members) >= min(smallest, SMALLEST_OF_ORGANISATION) and len(units) > 1


def _release(connection: Connection, versions: Versions, node: Node, ids: list[int]) -> None:
    group_id = releases.put_in_group(connection, node, ids)
    rollups.add(connection, group_id, _cells(connection, versions, node, ids))


def _let_go(connection: Connection, versions: Versions, group_id: int) -> None:
    group = releases.group(connection, group_id)
    batches = releases.batches(connection, group_id)
    chosen = _leaving(batches, group, organisation.smallest_group(connection))
    leaving = [response_id for batch in chosen for response_id in batch.leaving]
    if leaving:
        rollups.subtract(connection, group_id, _cells(connection, versions, group, leaving))
        is_split = group.is_split or any(batch.staying for batch in chosen)
        releases.take_out(connection, group_id, leaving, is_split=is_split)


def _leaving(batches: Sequence[Batch], group: Group, smallest: int) -> Sequence[Batch]:
    """The batches whose withdrawn responses may leave now: docs/decisions/suppression.md has the proof.

    Somebody who compares the group before and after, and batches as they joined, tells those who left from those who
    stayed in every batch at once: in each they learn at least of the smaller part, in all of enough people.
    """
    if not any(batch.staying for batch in batches):
        return batches
    if sum(min(len(batch.leaving), batch.staying) for batch in batches) >= smallest:
        return batches
    return () if group.is_split else [batch for batch in batches if not batch.staying]


def _cells(connection: Connection, versions: Versions, group: Group | Node, ids: list[int]) -> rollups.Cells:
    """What responses count for; of partial ones nothing but their number is shown."""
    if group.state != "complete":
        return {}
    survey = versions.get(connection, group.survey_version_id)
    return cells_of(survey, releases.answers_of(connection, ids).values())


def _counted(connection: Connection, versions: Versions, group: Group) -> rollups.Cells:
    if group.state != "complete":
        return {}
    survey = versions.get(connection, group.survey_version_id)
    return cells_of(survey, releases.answers_in(connection, group.id).values())
