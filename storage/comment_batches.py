"""How the responses behind comments joined their release groups, by score and by whether they name a driver."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, false, func, or_, select

from storage.comments import Main, names
from storage.releases import Scope, visible
from storage.tables import answers, release_groups, responses

_MAIN = answers.alias("main_answer")


@dataclass(frozen=True, slots=True)
class Batch:
    """Complete responses that joined a group together, counted by (verdict, whether they name the driver)."""

    group_id: int
    number: int
    counts: Mapping[tuple[str, bool], int]

    @property
    def key(self) -> tuple[int, int]:
        """Which batch it is, of all."""
        return self.group_id, self.number


def batches(connection: Connection, scope: Scope, mains: Sequence[Main], driver: str | None) -> list[list[Batch]]:
    """The batches of each group in a scope, in the order in which they joined.

    Groups that somebody has left are missing: what was told of them before and what is told after would differ by
    those who left.
    """
    single = _responses(scope, mains, driver).subquery()
    joined: dict[int, int] = {}
    counts: dict[int, dict[int, dict[tuple[str, bool], int]]] = defaultdict(lambda: defaultdict(dict))
    query: Select[Any] = select(*single.c, func.count())
    query = query.group_by(*single.c).order_by(single.c.group_id, single.c.batch)
    for row in connection.execute(query):
        group_id, all_, number, verdict, named, count = row
        joined[group_id] = all_
        counts[group_id][number][verdict, bool(named)] = count
    return [
        [Batch(group_id, number, counted) for number, counted in by_batch.items()]
        for group_id, by_batch in counts.items()
        if len(by_batch) == joined[group_id]
    ]


def _responses(scope: Scope, mains: Sequence[Main], driver: str | None) -> Select[Any]:
    is_main = or_(false(), *(_is_of(main) for main in mains))
    is_good = or_(false(), *(and_(_is_of(main), _MAIN.c.number >= main.good_from) for main in mains))
    verdict = case((is_good, "good"), (_MAIN.c.number.is_not(None), "bad"), else_="")
    named = case((names(driver) if driver is not None else false(), 1), else_=0)
    columns = (responses.c.group_id, release_groups.c.batches, responses.c.batch)
    return (
        select(*columns, verdict.label("verdict"), named.label("named"))
        .join(release_groups, release_groups.c.id == responses.c.group_id)
        .outerjoin(_MAIN, and_(_MAIN.c.response_id == responses.c.id, is_main))
        .where(visible(scope), release_groups.c.state == "complete", ~release_groups.c.is_split)
    )


def _is_of(main: Main) -> ColumnElement[bool]:
    return and_(responses.c.survey_version_id == main.survey_version_id, _MAIN.c.question == main.question)
