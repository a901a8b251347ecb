"""Check questions that were asked, what was answered, and each person's memory of each lesson."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Literal

from sqlalchemy import Connection, Integer, func, select, update

from storage import locks
from storage.tables import checks, review_cards
from storage.upserts import insert_into

Kind = Literal["first", "review"]
_NUMBERS: Final = "answer_number"


@dataclass(frozen=True, slots=True)
class Check:
    """A question that a person was asked. `option` is an index; None in an answered one is "not sure"."""

    id: int
    lesson: str
    kind: Kind
    answered_on: date | None
    option: int | None
    is_right: bool | None


_COLUMNS = (checks.c.id, checks.c.lesson, checks.c.kind, checks.c.answered_on, checks.c.option, checks.c.is_right)


def ask(connection: Connection, enrollment_id: int, lesson: str, today: date, kind: Kind) -> Check:
    """The question of a lesson on a day: the row is made once."""
    values = {"enrollment_id": enrollment_id, "lesson": lesson, "local_date": today, "kind": kind}
    connection.execute(insert_into(connection, checks).values(values).on_conflict_do_nothing())
    found = select(*_COLUMNS).where(*(checks.c[name] == value for name, value in values.items()))
    return Check(*connection.execute(found).one())


def first(connection: Connection, enrollment_id: int, lesson: str) -> Check | None:
    """The question that followed the lesson, if it was asked."""
    mine = (checks.c.enrollment_id == enrollment_id, checks.c.lesson == lesson, checks.c.kind == "first")
    row = connection.execute(select(*_COLUMNS).where(*mine).order_by(checks.c.local_date)).first()
    return Check(*row) if row else None


def get(connection: Connection, enrollment_id: int, check_id: int) -> Check | None:
    """A question, if the person was asked it."""
    mine = (checks.c.id == check_id, checks.c.enrollment_id == enrollment_id)
    row = connection.execute(select(*_COLUMNS).where(*mine)).first()
    return Check(*row) if row else None


def answer(
    connection: Connection, enrollment_id: int, check_id: int, today: date, option: int | None, is_right: bool
) -> bool:
    """Store the answer; False when there is one already: the first counts."""
    # The numbers give the order of answers: of two at once one waits for the other.
    locks.take_transaction_lock(connection, _NUMBERS)
    open_one = (checks.c.id == check_id, checks.c.enrollment_id == enrollment_id, checks.c.answered_on.is_(None))
    number = select(func.coalesce(func.max(checks.c.answer_number), 0) + 1).scalar_subquery()
    values = {"answered_on": today, "answer_number": number, "option": option, "is_right": is_right}
    return connection.execute(update(checks).where(*open_one).values(values)).rowcount == 1


def reviews_asked(connection: Connection, enrollment_id: int, today: date) -> list[Check]:
    """The reviews of a day, answered or not, in the order of asking."""
    mine = (checks.c.enrollment_id == enrollment_id, checks.c.local_date == today, checks.c.kind == "review")
    return [Check(*row) for row in connection.execute(select(*_COLUMNS).where(*mine).order_by(checks.c.id))]


def card(connection: Connection, enrollment_id: int, lesson: str) -> Mapping[str, Any] | None:
    """The person's memory of a lesson; None before the first answer."""
    mine = (review_cards.c.enrollment_id == enrollment_id, review_cards.c.lesson == lesson)
    return connection.execute(select(review_cards.c.card).where(*mine)).scalar()


def keep_card(
    connection: Connection, enrollment_id: int, lesson: str, memory: Mapping[str, Any], due_at: datetime
) -> None:
    """Write the person's memory of a lesson."""
    values = {"card": dict(memory), "due_at": due_at}
    statement = insert_into(connection, review_cards).values(enrollment_id=enrollment_id, lesson=lesson, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["enrollment_id", "lesson"], set_=values))


def due_lessons(connection: Connection, enrollment_id: int, before: datetime) -> list[str]:
    """The lessons that are to be asked about again by then, the most overdue first."""
    mine = (review_cards.c.enrollment_id == enrollment_id, review_cards.c.due_at < before)
    query = select(review_cards.c.lesson).where(*mine).order_by(review_cards.c.due_at, review_cards.c.lesson)
    return list(connection.execute(query).scalars())


def recall(connection: Connection, enrollment_id: int) -> dict[str, tuple[int, int]]:
    """Answers of a person by lesson: (right, all), first ones and reviews together."""
    rights = func.sum(checks.c.is_right.cast(Integer))
    mine = (checks.c.enrollment_id == enrollment_id, checks.c.answered_on.is_not(None))
    query = select(checks.c.lesson, rights, func.count()).where(*mine).group_by(checks.c.lesson)
    return {lesson: (int(right), n) for lesson, right, n in connection.execute(query)}
