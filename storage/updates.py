"""Which updates have been applied, which albums answered, and which updates had to be set aside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, select

from storage.tables import answered_albums, processed_updates, set_aside_updates
from storage.upserts import insert_into


@dataclass(frozen=True, slots=True)
class SetAside:
    """An update that could not be applied; `error` is the class of the exception, without its text."""

    update_id: int
    payload: str
    error: str
    chat_id: int | None


def claim(connection: Connection, update_ids: Sequence[int], now: datetime) -> set[int]:
    """Mark the updates as applied and return those that were not yet; the rest are replays."""
    statement = insert_into(connection, processed_updates).on_conflict_do_nothing()
    rows = [{"update_id": update_id, "received_at": now} for update_id in sorted(set(update_ids))]
    claimed = connection.execute(statement.values(rows).returning(processed_updates.c.update_id))
    return set(claimed.scalars())


def is_first_of_album(connection: Connection, media_group_id: str, now: datetime) -> bool:
    """Whether nothing of the album was answered yet; from now on it is."""
    statement = insert_into(connection, answered_albums).on_conflict_do_nothing()
    values = {"media_group_id": media_group_id, "received_at": now}
    return connection.execute(statement, values).rowcount == 1


def set_aside(connection: Connection, update: SetAside, now: datetime) -> None:
    """Keep an update that could not be applied."""
    statement = insert_into(connection, set_aside_updates).values(
        update_id=update.update_id,
        payload=update.payload,
        error=update.error,
        chat_id=update.chat_id,
        received_at=now,
    )
    connection.execute(statement.on_conflict_do_nothing())


def count_for(connection: Connection, chat_id: int) -> int:
    """How many updates of a chat lie aside."""
    query = select(func.count()).where(set_aside_updates.c.chat_id == chat_id)
    return connection.execute(query).scalar_one()


def set_aside_state(connection: Connection) -> tuple[int, int | None]:
    """How many updates lie aside, and the id of the newest, None when there is none."""
    aside = set_aside_updates.c
    # By time: after a quiet week ids start anew, anywhere. https://core.telegram.org/bots/api#update
    newest = select(aside.update_id).order_by(aside.received_at.desc(), aside.update_id.desc()).limit(1)
    count = connection.execute(select(func.count()).select_from(set_aside_updates)).scalar_one()
    return count, connection.execute(newest).scalar_one_or_none()


def purge(connection: Connection, before: datetime) -> int:
    """Delete marks older than any replay can be; returns how many updates were marked."""
    connection.execute(delete(answered_albums).where(answered_albums.c.received_at < before))
    return connection.execute(delete(processed_updates).where(processed_updates.c.received_at < before)).rowcount


def purge_set_aside(connection: Connection, before: datetime) -> int:
    """Delete set-aside updates after their time; returns how many."""
    return connection.execute(delete(set_aside_updates).where(set_aside_updates.c.received_at < before)).rowcount
