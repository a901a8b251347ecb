"""What is remembered of contacts, who must not be asked, and the organisation's rules of asking."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal

from sqlalchemy import Connection, bindparam, delete, func, select

from storage.tables import contact_rules, contacts, opt_outs
from storage.upserts import Insert, insert_for, insert_into

ONLY_ROW = 1

# Silent, declined, left unfinished, completed.
Reaction = Literal["closed", "refused", "abandoned", "completed"]


@dataclass(frozen=True, slots=True)
class Contact:
    """A person's last reaction to a survey, and the Monday after it."""

    survey: str
    reaction: Reaction
    week: date


_OF_PERSON = select(contacts.c.survey, contacts.c.reaction, contacts.c.week).where(
    contacts.c.person_id == bindparam("person")
)


def note(connection: Connection, person_id: int, survey: str, reaction: Reaction, week: date) -> None:
    """Keep the person's last reaction to a survey in place of the one before."""
    values = {"person_id": person_id, "survey": survey, "reaction": reaction, "week": week}
    connection.execute(_upsert(connection.dialect.name), values)


def of(connection: Connection, person_id: int) -> list[Contact]:
    """The last reaction to every survey the person had to do with."""
    return [Contact(*row) for row in connection.execute(_OF_PERSON, {"person": person_id})]


def opt_out(connection: Connection, person_id: int) -> None:
    """The person is never to be asked again."""
    connection.execute(insert_into(connection, opt_outs).values(person_id=person_id).on_conflict_do_nothing())


def opt_in(connection: Connection, person_id: int) -> None:
    """The person may be asked again."""
    connection.execute(delete(opt_outs).where(opt_outs.c.person_id == person_id))


def is_opted_out(connection: Connection, person_id: int) -> bool:
    """Whether the person said "do not ask again"."""
    query = select(opt_outs.c.person_id).where(opt_outs.c.person_id == person_id)
    return connection.execute(query).first() is not None


def purge(connection: Connection, before: date) -> int:
    """Forget contacts of weeks before then; returns how many."""
    return connection.execute(delete(contacts).where(contacts.c.week < before)).rowcount


def count_for(connection: Connection, person_id: int) -> int:
    """How many surveys a person's last reaction is remembered of."""
    return connection.execute(select(func.count()).where(contacts.c.person_id == person_id)).scalar_one()


def rules(connection: Connection) -> Mapping[str, Any]:
    """The organisation's rules as they were kept; empty before the first load."""
    return connection.execute(select(contact_rules.c.rules)).scalar() or {}


def keep_rules(connection: Connection, rules: Mapping[str, Any]) -> None:
    """Write the one row of the rules."""
    statement = insert_into(connection, contact_rules).values(id=ONLY_ROW, rules=rules)
    connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_={"rules": rules}))


@cache
def _upsert(dialect: str) -> Insert:
    """Built once a dialect: every completed response runs it."""
    statement = insert_for(dialect, contacts)
    replaced = {name: statement.excluded[name] for name in ("reaction", "week")}
    return statement.on_conflict_do_update(index_elements=["person_id", "survey"], set_=replaced)
