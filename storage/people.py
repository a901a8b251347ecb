"""People who have spoken to the bot."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, bindparam, delete, select, update

from storage.tables import people, set_aside_updates
from storage.upserts import insert_into


@dataclass(frozen=True, slots=True)
class Person:
    """A person as the bot knows one: where to write, in which language, and whether to write at all."""

    id: int
    chat_id: int
    language: str
    language_chosen: bool
    active: bool
    stopped: bool
    easy_reading: bool = False
    seen_week: date | None = None


_BY_CHAT = select(people).where(people.c.chat_id == bindparam("chat_id"))
_BY_CHATS = (
    select(people)
    .where(people.c.chat_id.in_(bindparam("chat_ids", expanding=True)))
    # In one order and at the beginning: replicas whose batches share people wait instead of colliding.
    .order_by(people.c.id)
    .with_for_update(key_share=True)
)


def week_of(day: date) -> date:
    """The Sunday that ends a day's week: all that is kept of when a person was here."""
    return day + timedelta(days=6 - day.weekday())


def is_up_to_date(person: Person, language: str, today: date | None = None) -> bool:
    """Whether meeting the person again would change nothing."""
    is_seen = today is None or person.seen_week == week_of(today)
    return is_seen and (person.language_chosen or person.language == language)


def meet(connection: Connection, chat_id: int, language: str, today: date | None = None) -> Person:
    """The person of a chat, made known on first contact; `language` is what their messenger is set to."""
    person = find(connection, chat_id) or _introduce(connection, chat_id, language)
    if is_up_to_date(person, language, today):
        return person
    kept = person.language if person.language_chosen else language
    return _changed(connection, person, language=kept, seen_week=week_of(today) if today else person.seen_week)


def known(connection: Connection, chat_ids: Collection[int]) -> dict[int | None, Person]:
    """The people of these chats who are known, by chat; until this transaction ends no other one changes them."""
    rows = connection.execute(_BY_CHATS, {"chat_ids": list(chat_ids)})
    return {row.chat_id: Person(*row) for row in rows}


def find(connection: Connection, chat_id: int) -> Person | None:
    """The person of a chat, if known."""
    row = connection.execute(_BY_CHAT, {"chat_id": chat_id}).first()
    return Person(*row) if row else None


def choose_language(connection: Connection, person: Person, language: str) -> Person:
    """Keep the language the person chose, whatever their messenger says from now on."""
    return _changed(connection, person, language=language, language_chosen=True)


def choose_reading(connection: Connection, person: Person, easy: bool) -> Person:
    """Keep how the person likes to read."""
    return _changed(connection, person, easy_reading=easy)


def welcome_back(connection: Connection, person: Person) -> Person:
    """The person asked for the bot again: it may write to them."""
    if person.active and not person.stopped:
        return person
    return _changed(connection, person, active=True, stopped=False)


def stop_writing(connection: Connection, person: Person) -> Person:
    """The person wants nothing that they did not ask for."""
    return _changed(connection, person, stopped=True)


def set_active(connection: Connection, chat_id: int, active: bool) -> None:
    """Note that a chat was closed to the bot, or opened again."""
    connection.execute(update(people).where(people.c.chat_id == chat_id).values(active=active))


def forget(connection: Connection, person: Person) -> int:
    """Erase the person with everything that is linked to them: open responses, roles, messages, set-aside updates.

    Returns how many set-aside updates there were.
    """
    aside = connection.execute(delete(set_aside_updates).where(set_aside_updates.c.chat_id == person.chat_id))
    connection.execute(delete(people).where(people.c.id == person.id))
    return aside.rowcount


def _introduce(connection: Connection, chat_id: int, language: str) -> Person:
    connection.execute(
        # Two first messages may arrive at two replicas at once: one row is made.
        insert_into(connection, people).on_conflict_do_nothing(index_elements=["chat_id"]),
        {
            "chat_id": chat_id,
            "language": language,
            "language_chosen": False,
            "active": True,
            "stopped": False,
        },
    )
    return Person(*connection.execute(_BY_CHAT, {"chat_id": chat_id}).one())


def _changed(connection: Connection, person: Person, **values: object) -> Person:
    statement = update(people).where(people.c.id == person.id).values(values).returning(people)
    return Person(*connection.execute(statement).one())
