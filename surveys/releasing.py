"""When ended responses become visible, and with which others: docs/decisions/suppression.md.

Responses wait until enough of them share a touchpoint and a week; what a week leaves over joins its month, what a
month leaves over at a touchpoint joins the unit's month, then the unit's quarter, then the organisation's quarter.
Every response is in one group at most and a group only ever changes by enough responses at once, so that no sum and no
difference of what is shown tells of fewer people.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from sqlalchemy import Connection

from storage import answers, comment_batches, integrity, organisation, releases, responses, rollups, sums
from storage.answers import StoredAnswer
from storage.releases import Batch, Group, Node, Waiting, Withdrawal
from storage.sums import Amount
from surveys import leaving_out
from surveys.counting import batch_counts, cells_of
from surveys.ladder import FIRST, LADDER, Step, is_enough
from surveys.versions import Versions


def count_in(connection: Connection, versions: Versions, response_id: int) -> None:
    """Let an ended response be counted: at once, if with it enough wait at its touchpoint for its week."""
    for response in releases.ended(connection, [response_id]):
        _fill_first(connection, versions, FIRST.node(response))


def count_out(connection: Connection, versions: Versions, response_id: int, why: Withdrawal) -> int | None:
    """Let a response no longer be counted; the group that still shows it, None when none does.

    A group lets responses go only when those who leave can't be told from those who stay: see _leaving.
    """
    return count_out_together(connection, versions, [response_id], why).get(response_id)


def count_out_together(
    connection: Connection, versions: Versions, response_ids: Sequence[int], why: Withdrawal
) -> Mapping[int, int]:
    """The same for several responses, each group asked once; the groups that still show some, by response."""
    shown = releases.groups_of(connection, response_ids)
    groups = sorted({*shown.values()})
    releases.lock(connection, response_ids, groups)
    releases.withdraw(connection, response_ids, why)
    gone = [response_id for group_id in groups for response_id in _let_go(connection, versions, group_id)]
    # One that gives way is in no count; others may leave their group with it.
    leaving_out.note(connection, [*response_ids, *gone] if why == "excluded" else gone)
    return releases.groups_of(connection, response_ids) if groups else {}


def readmit(connection: Connection, versions: Versions, response_id: int) -> None:
    """Let a response be counted after all."""
    readmit_together(connection, versions, [response_id])


def readmit_together(connection: Connection, versions: Versions, response_ids: Sequence[int]) -> None:
    """The same for several responses."""
    releases.lock(connection, response_ids)
    releases.readmit(connection, response_ids)
    waiting = releases.ended(connection, response_ids)
    for node in dict.fromkeys(FIRST.node(each) for each in waiting):
        _fill_first(connection, versions, node)
    leaving_out.note(connection, response_ids)


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


def _fill_first(connection: Connection, versions: Versions, node: Node) -> None:
    smallest = organisation.smallest_group(connection)
    if releases.count_waiting(connection, node) < smallest:
        return
    ids = releases.lock_waiting(connection, node)
    # Another replica may have taken them while this one waited for its lock.
    if len(ids) >= smallest:
        # Whole smallest groups, of which whole ones may leave again.
        _release(connection, versions, node, ids[: len(ids) - len(ids) % smallest])


def _fill(
    connection: Connection, versions: Versions, step: Step, waiting: Iterable[Waiting], smallest: int
) -> Iterator[int]:
    nodes: dict[Node, list[Waiting]] = defaultdict(list)
    for response in waiting:
        nodes[step.node(response)].append(response)
    for node, members in nodes.items():
        if is_enough(node, members, smallest):
            ids = [member.id for member in members]
            _release(connection, versions, node, ids)
            yield from ids


def _release(connection: Connection, versions: Versions, node: Node, ids: list[int]) -> None:
    given = answers.of_responses(connection, ids)
    joining = _amount(connection, versions, node, ids, given)
    group_id, batch = releases.put_in_group(connection, node, ids, joining.marked)
    rollups.add(connection, group_id, joining.cells)
    sums.add(connection, node, joining)
    if node.state == "complete":
        survey = versions.get(connection, node.survey_version_id)
        counts = batch_counts(survey, (given.get(response_id, ()) for response_id in ids))
        comment_batches.add(connection, group_id, batch, counts)


def _let_go(connection: Connection, versions: Versions, group_id: int) -> Sequence[int]:
    """Take out of a group who may leave it now."""
    batches = releases.batches(connection, group_id)
    group = releases.group(connection, group_id)
    chosen = _leaving(batches, group, organisation.smallest_group(connection))
    ids = [response_id for batch in chosen for response_id in batch.leaving]
    if ids:
        leaving = _amount(connection, versions, group, ids, answers.of_responses(connection, ids))
        rollups.subtract(connection, group_id, leaving.cells)
        sums.add(connection, group, -leaving)
        comment_batches.drop(connection, [group_id])
        is_split = group.is_split or any(batch.staying for batch in chosen)
        releases.take_out(connection, group_id, ids, leaving.marked, is_split=is_split)
    return ids


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


def _amount(
    connection: Connection,
    versions: Versions,
    at: Group | Node,
    ids: Sequence[int],
    given: Mapping[int, Sequence[StoredAnswer]],
) -> Amount:
    """What responses count for; of partial ones nothing but their number is shown."""
    marked = integrity.count_marks(connection, ids)
    if at.state != "complete":
        return Amount(len(ids), marked)
    return Amount(len(ids), marked, cells_of(versions.get(connection, at.survey_version_id), given.values()))
