"""How many responses are left out of scores, kept by service point, survey version and week: docs/decisions/sums.md."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, Row, and_, bindparam, delete, func, select, text, update

from storage.places import lies_in
from storage.releases import Scope
from storage.tables import left_out_counts, responses, survey_versions, touchpoints
from storage.tables.responses import LEFT_OUT
from storage.upserts import insert_into


class Piece(NamedTuple):
    """What is counted together: a service point, a survey version and the days of a week within its month."""

    touchpoint_id: int
    survey_version_id: int
    first_day: date
    end_day: date

    @property
    def name(self) -> str:
        """The piece for a person to read."""
        where = f"touchpoint {self.touchpoint_id}, version {self.survey_version_id}"
        return f"{where}, {self.first_day} to {self.end_day}"


_KEYS = [left_out_counts.c[name] for name in Piece._fields]
_DAYS = (responses.c.touchpoint_id, responses.c.survey_version_id, responses.c.local_date)
# Written as the partial index says it, which has all that is asked for: a bound value would not be seen to match.
_IS_LEFT_OUT = text(LEFT_OUT)


def count(connection: Connection, scope: Scope, smallest: int) -> int:
    """How many responses of a scope are left out of its scores; those that have yet to leave their group are not.

    Rounded down to `smallest` and its multiples in each piece. Added up first, the difference of two periods would tell
    of a single response.
    """
    of_piece = left_out_counts.c["count"]
    chosen = [
        of_piece >= smallest,
        left_out_counts.c.first_day >= scope.first,
        left_out_counts.c.end_day <= scope.end,
    ]
    if scope.touchpoint_ids is not None or scope.unit_ids is not None:
        chosen.append(left_out_counts.c.touchpoint_id.in_(select(touchpoints.c.id).where(lies_in(scope))))
    if scope.survey is not None:
        versions = select(survey_versions.c.id).where(survey_versions.c.survey == scope.survey)
        chosen.append(left_out_counts.c.survey_version_id.in_(versions))
    query = select(func.coalesce(func.sum(of_piece - of_piece % smallest), 0)).where(*chosen)
    return int(connection.execute(query).scalar_one())


def days_of(connection: Connection, response_ids: Sequence[int]) -> Sequence[Row[int, int, date]]:
    """(touchpoint, survey version, local date) of responses, each once."""
    return connection.execute(select(*_DAYS).where(responses.c.id.in_(response_ids)).distinct()).all()


def noted_of(connection: Connection, response_ids: Sequence[int]) -> Sequence[Piece]:
    """The pieces in which some responses are counted."""
    counted = and_(
        left_out_counts.c.touchpoint_id == responses.c.touchpoint_id,
        left_out_counts.c.survey_version_id == responses.c.survey_version_id,
        left_out_counts.c.first_day <= responses.c.local_date,
        left_out_counts.c.end_day > responses.c.local_date,
    )
    query = select(*_KEYS).join(responses, counted).where(responses.c.id.in_(response_ids), _IS_LEFT_OUT)
    return [Piece(*row) for row in connection.execute(query.distinct())]


def recount(connection: Connection, pieces: Collection[Piece]) -> None:
    """Count pieces anew; one with nothing left out has no row.

    Each row is taken before it is counted, in an order that is the same for everybody: another replica counts after
    this one has committed, with what it changed.
    """
    if not pieces:
        return
    rows = [{**piece._asdict(), "count": 0} for piece in sorted(pieces)]
    taken = insert_into(connection, left_out_counts).values(rows)
    unchanged = {"count": left_out_counts.c["count"]}
    connection.execute(taken.on_conflict_do_update(index_elements=_KEYS[:3], set_=unchanged))
    found = (
        select(func.count())
        .select_from(responses)
        .where(
            responses.c.touchpoint_id == left_out_counts.c.touchpoint_id,
            responses.c.survey_version_id == left_out_counts.c.survey_version_id,
            responses.c.local_date >= left_out_counts.c.first_day,
            responses.c.local_date < left_out_counts.c.end_day,
            _IS_LEFT_OUT,
        )
    )
    counted = update(left_out_counts).where(*(key == bindparam(f"its_{key.name}") for key in _KEYS[:3]))
    its = [{f"its_{key.name}": row[key.name] for key in _KEYS[:3]} for row in rows]
    connection.execute(counted.values(count=found.scalar_subquery()), its)
    # A row of nothing is always one of this transaction's own.
    connection.execute(delete(left_out_counts).where(left_out_counts.c["count"] == 0))


def by_days(connection: Connection) -> Sequence[Row[int, int, date, int]]:
    """(touchpoint, survey version, local date, count) of all responses that are left out, from the responses."""
    return connection.execute(select(*_DAYS, func.count()).where(_IS_LEFT_OUT).group_by(*_DAYS)).all()


def noted(connection: Connection) -> Mapping[Piece, int]:
    """All counts as they are kept."""
    rows = connection.execute(select(*_KEYS, left_out_counts.c["count"])).all()
    return {Piece(*key): n for *key, n in rows}
