"""How the responses behind comments joined their release groups, by score and by what they name.

Counted once, when a batch joins; a batch never changes but by leaving, and then its group tells of no batch any more.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from storage.releases import Scope, visible
from storage.tables import batch_counts, release_groups

# In the place of an option: everybody with a verdict, whatever they name.
ANYTHING = ""
# So many rows are fetched at once: a busy year has hundreds of thousands.
_CHUNK = 1000


@dataclass(frozen=True, slots=True)
class Batch:
    """Complete responses that joined a group together, counted by (verdict, option they name or ANYTHING)."""

    group_id: int
    number: int
    counts: Mapping[tuple[str, str], int]

    @property
    def key(self) -> tuple[int, int]:
        """Which batch it is, of all."""
        return self.group_id, self.number


def add(connection: Connection, group_id: int, batch: int, counts: Mapping[tuple[str, str], int]) -> None:
    """Note a batch that joins, by (verdict, option)."""
    rows = [
        {"group_id": group_id, "batch": batch, "verdict": verdict, "option": option, "count": count}
        for (verdict, option), count in counts.items()
    ]
    connection.execute(insert(batch_counts), rows)


def drop(connection: Connection, group_ids: Collection[int]) -> None:
    """Forget the batches of groups that somebody leaves."""
    connection.execute(delete(batch_counts).where(batch_counts.c.group_id.in_(group_ids)))


def of_group(connection: Connection, group_id: int) -> dict[int, dict[tuple[str, str], int]]:
    """The batches of one group, by number."""
    columns = (batch_counts.c.batch, batch_counts.c.verdict, batch_counts.c.option, batch_counts.c.count)
    found: dict[int, dict[tuple[str, str], int]] = defaultdict(dict)
    for batch, verdict, option, count in connection.execute(
        select(*columns).where(batch_counts.c.group_id == group_id)
    ):
        found[batch][verdict, option] = count
    return dict(found)


def batches(connection: Connection, scope: Scope, drivers: Iterable[str]) -> list[list[Batch]]:
    """The batches of each group in a scope in the order in which they joined; of options, these drivers are counted.

    Groups that somebody has left are missing: what was told of them before and what is told after would differ by
    those who left.
    """
    columns = (batch_counts.c.group_id, batch_counts.c.batch, batch_counts.c.verdict, batch_counts.c.option)
    query = (
        select(*columns, batch_counts.c.count, release_groups.c.batches)
        .join(release_groups, release_groups.c.id == batch_counts.c.group_id)
        .where(visible(scope), ~release_groups.c.is_split, batch_counts.c.option.in_([ANYTHING, *drivers]))
        .order_by(batch_counts.c.group_id, batch_counts.c.batch)
    )
    joined: dict[int, int] = {}
    groups: dict[int, dict[int, dict[tuple[str, str], int]]] = defaultdict(lambda: defaultdict(dict))
    rows = connection.execution_options(yield_per=_CHUNK).execute(query)
    for group_id, number, verdict, option, count, all_ in rows:
        joined[group_id] = all_
        groups[group_id][number][verdict, option] = count
    return [
        [Batch(group_id, number, counts) for number, counts in found.items()]
        for group_id, found in groups.items()
        if len(found) == joined[group_id]
    ]
