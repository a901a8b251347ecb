"""Release groups: which ended responses may be shown, and together with which others.

Which nodes there are and when one is filled is the domain's (surveys.releasing); here are the statements.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Select, and_, delete, func, or_, select, text, update

from storage.tables import integrity_marks, release_groups, responses, survey_versions, touchpoints
from storage.tables.integrity import SUSPICIOUS
from storage.tables.responses import WAITING
from storage.upserts import insert_into

Withdrawal = Literal["replaced", "excluded"]

# The partial index's condition, word for word, so that both databases use it.
_WAITING = text(WAITING)


@dataclass(frozen=True, slots=True)
class Node:
    """A place and a period in which responses of one version and state may be shown together.

    A touchpoint has its unit; without a touchpoint it is the whole unit, without a unit the whole organisation.
    """

    survey_version_id: int
    state: str
    unit_id: int | None
    touchpoint_id: int | None
    first: date
    end: date

    @property
    def key(self) -> str:
        """The same text for the same node."""
        place = (self.survey_version_id, self.unit_id or 0, self.touchpoint_id or 0)
        return ":".join(map(str, (*place, self.state[0], self.first, self.end)))


@dataclass(frozen=True, slots=True)
class Waiting:
    """An ended response that is in no group yet."""

    id: int
    survey_version_id: int
    state: str
    touchpoint_id: int
    unit_id: int
    local_date: date


@dataclass(frozen=True, slots=True)
class Group:
    """Responses that are shown together; `key`, place and period are those of their node.

    Of the `responses`, so many are `marked` by the integrity check.
    """

    id: int
    key: str
    survey_version_id: int
    state: str
    unit_id: int | None
    first: date
    end: date
    responses: int
    marked: int
    batches: int
    is_split: bool


@dataclass(frozen=True, slots=True)
class Batch:
    """Responses that joined a group together: the ids of those that are to leave, and how many stay."""

    leaving: Sequence[int]
    staying: int


@dataclass(frozen=True, slots=True)
class Scope:
    """Which groups a request may see: those that lie wholly within a place and a period.

    `unit_ids` None is the whole organisation; `survey` None is every survey. Days are half-open.
    """

    first: date
    end: date
    survey: str | None = None
    touchpoint_ids: Collection[int] | None = None
    unit_ids: Collection[int] | None = None


_COLUMNS = (
    responses.c.id,
    responses.c.survey_version_id,
    responses.c.state,
    responses.c.touchpoint_id,
    touchpoints.c.unit_id,
    responses.c.local_date,
)
_GROUPS: Select[*tuple[Any, ...]] = select(
    release_groups.c.id,
    release_groups.c.key,
    release_groups.c.survey_version_id,
    release_groups.c.state,
    release_groups.c.unit_id,
    release_groups.c.first_day,
    release_groups.c.end_day,
    release_groups.c.responses,
    release_groups.c.marked,
    release_groups.c.batches,
    release_groups.c.is_split,
)
_OF_TOUCHPOINT = responses.join(touchpoints, touchpoints.c.id == responses.c.touchpoint_id)


def visible(scope: Scope) -> ColumnElement[bool]:
    """The condition on release_groups that a request's groups meet: the one read model of screen, export, digest."""
    conditions = [release_groups.c.first_day >= scope.first, release_groups.c.end_day <= scope.end]
    if scope.survey is not None:
        versions = select(survey_versions.c.id).where(survey_versions.c.survey == scope.survey)
        conditions.append(release_groups.c.survey_version_id.in_(versions))
    if scope.touchpoint_ids is not None:
        conditions.append(release_groups.c.touchpoint_id.in_(scope.touchpoint_ids))
    if scope.unit_ids is not None:
        conditions.append(release_groups.c.unit_id.in_(scope.unit_ids))
    return and_(*conditions)


def ended(connection: Connection, response_ids: Sequence[int]) -> list[Waiting]:
    """Those of some responses that wait: none that is open, in a group or not to be counted."""
    query = select(*_COLUMNS).select_from(_OF_TOUCHPOINT).where(responses.c.id.in_(response_ids), _WAITING)
    return [Waiting(*row) for row in connection.execute(query.order_by(responses.c.id))]


def waiting(connection: Connection) -> list[Waiting]:
    """Every response that waits: a few for each touchpoint and week. Another replica can't take them meanwhile."""
    query = select(*_COLUMNS).select_from(_OF_TOUCHPOINT).where(_WAITING)
    rows = connection.execute(query.order_by(responses.c.id).with_for_update(of=responses))
    return [Waiting(*row) for row in rows]


def count_waiting(connection: Connection, at: Node) -> int:
    """How many responses wait at a touchpoint's node."""
    return connection.execute(select(func.count()).select_from(responses).where(*_at(at))).scalar_one()


def lock_waiting(connection: Connection, at: Node) -> list[int]:
    """The ids of those that wait at a touchpoint's node; another replica can't take them until this one commits."""
    query = select(responses.c.id).where(*_at(at)).order_by(responses.c.id).with_for_update()
    return list(connection.execute(query).scalars())


def put_in_group(connection: Connection, node: Node, ids: Sequence[int], marked: int) -> tuple[int, int]:
    """Add a batch of responses, so many of them marked, to a node's group, which is made when it is not there.

    Returns the group's id and the number of the batch.
    """
    values = {
        "key": node.key,
        "survey_version_id": node.survey_version_id,
        "state": node.state,
        "unit_id": node.unit_id,
        "touchpoint_id": node.touchpoint_id,
        "first_day": node.first,
        "end_day": node.end,
        "responses": len(ids),
        "marked": marked,
        "batches": 1,
        "is_split": False,
    }
    statement = insert_into(connection, release_groups).values(values)
    more = {name: release_groups.c[name] + statement.excluded[name] for name in ("responses", "marked", "batches")}
    statement = statement.on_conflict_do_update(index_elements=["key"], set_=more)
    made = connection.execute(statement.returning(release_groups.c.id, release_groups.c.batches)).one()
    joined = update(responses).where(responses.c.id.in_(ids))
    connection.execute(joined.values(group_id=made.id, batch=made.batches))
    return made.id, made.batches


def groups_of(connection: Connection, response_ids: Sequence[int]) -> dict[int, int]:
    """The groups responses are shown in, by response; those that are in none are left out."""
    query = select(responses.c.id, responses.c.group_id).where(responses.c.id.in_(response_ids))
    return {row[0]: row[1] for row in connection.execute(query.where(responses.c.group_id.is_not(None)))}


def lock(connection: Connection, response_ids: Sequence[int], group_ids: Sequence[int] = ()) -> None:
    """Lock responses, groups' members and those that wait for these: before the groups and in this order, as all do."""
    members = or_(responses.c.group_id.in_(group_ids), responses.c.held_by.in_(group_ids))
    chosen = or_(responses.c.id.in_(response_ids), members)
    connection.execute(select(responses.c.id).where(chosen).order_by(responses.c.id).with_for_update())


def withdraw(connection: Connection, response_ids: Sequence[int], why: Withdrawal) -> None:
    """Mark responses as no longer to be shown; the tag that finds one goes to the response that replaces it."""
    chosen = update(responses).where(responses.c.id.in_(response_ids))
    connection.execute(chosen.values(withdrawn=why, day_tag=None))


def readmit(connection: Connection, response_ids: Sequence[int]) -> None:
    """Take withdrawals back."""
    connection.execute(update(responses).where(responses.c.id.in_(response_ids)).values(withdrawn=None))


def hold(connection: Connection, response_id: int, group_id: int) -> None:
    """Let a response wait until the answer it replaces has left its group."""
    connection.execute(update(responses).where(responses.c.id == response_id).values(held_by=group_id))


def batches(connection: Connection, group_id: int) -> list[Batch]:
    """A group's batches, each with those that are to leave it. Another replica can't let them go meanwhile."""
    connection.execute(select(release_groups.c.id).where(release_groups.c.id == group_id).with_for_update())
    query = select(responses.c.batch, responses.c.id, responses.c.withdrawn).where(responses.c.group_id == group_id)
    leaving: dict[int, list[int]] = {}
    staying: Counter[int] = Counter()
    for batch, response_id, withdrawn in connection.execute(query.order_by(responses.c.id)):
        gone = leaving.setdefault(batch, [])
        if withdrawn is None:
            staying[batch] += 1
        else:
            gone.append(response_id)
    return [Batch(gone, staying[batch]) for batch, gone in leaving.items()]


def members(connection: Connection, group_id: int) -> dict[int, list[int]]:
    """The ids of a group's responses, by batch."""
    found: dict[int, list[int]] = defaultdict(list)
    of_group = select(responses.c.batch, responses.c.id).where(responses.c.group_id == group_id)
    for batch, response_id in connection.execute(of_group):
        found[batch].append(response_id)
    return dict(found)


def group(connection: Connection, group_id: int) -> Group:
    """A group as it is noted."""
    return Group(*connection.execute(_GROUPS.where(release_groups.c.id == group_id)).one())


def groups(connection: Connection) -> list[Group]:
    """All of them."""
    return [Group(*row) for row in connection.execute(_GROUPS.order_by(release_groups.c.id))]


def take_out(connection: Connection, group_id: int, ids: Sequence[int], marked: int, *, is_split: bool) -> None:
    """Take responses, so many of them marked, out of a group.

    Replaced ones are deleted, and those that waited for it are free.
    """
    fewer = {
        "responses": release_groups.c.responses - len(ids),
        "marked": release_groups.c.marked - marked,
        "is_split": is_split,
    }
    connection.execute(update(release_groups).where(release_groups.c.id == group_id).values(fewer))
    chosen = responses.c.id.in_(ids)
    connection.execute(delete(responses).where(chosen, responses.c.withdrawn == "replaced"))
    connection.execute(update(responses).where(chosen).values(group_id=None, batch=None))
    connection.execute(update(responses).where(responses.c.held_by == group_id).values(held_by=None))


def note_marked(connection: Connection, group_id: int, more: int) -> None:
    """So many more of a group's responses are marked."""
    changed = update(release_groups).where(release_groups.c.id == group_id)
    connection.execute(changed.values(marked=release_groups.c.marked + more))


def count_members(connection: Connection) -> dict[int, tuple[int, int]]:
    """How many responses are in each group, and how many of them are suspicious, counted from the responses."""
    suspicious = integrity_marks.c.mark.in_(SUSPICIOUS)
    marks = select(integrity_marks.c.response_id).where(suspicious).distinct().subquery()
    query = select(responses.c.group_id, func.count(), func.count(marks.c.response_id))
    query = query.outerjoin(marks, marks.c.response_id == responses.c.id).where(responses.c.group_id.is_not(None))
    return {row[0]: (row[1], row[2]) for row in connection.execute(query.group_by(responses.c.group_id))}


def _at(node: Node) -> tuple[ColumnElement[bool], ...]:
    return (
        _WAITING,  # type: ignore[return-value]
        responses.c.touchpoint_id == node.touchpoint_id,
        responses.c.survey_version_id == node.survey_version_id,
        responses.c.state == node.state,
        responses.c.local_date >= node.first,
        responses.c.local_date < node.end,
    )
