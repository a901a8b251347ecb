"""The random key of each day, with which a person's earlier response of that day is found.

While the key lives, a tag can be recomputed from a person; once it is destroyed, nobody can, with any database.
"""

import hashlib
import hmac
import secrets
from datetime import date

from sqlalchemy import Connection, delete, select

from storage.tables import day_keys
from storage.upserts import insert_into

KEY_BYTES = 32


def tag(connection: Connection, day: date, chat_id: int, touchpoint_id: int) -> bytes:
    """HMAC-SHA256(key of the day, person and touchpoint); makes the day's key on first use."""
    message = f"{chat_id}:{touchpoint_id}".encode()
    return hmac.digest(_key(connection, day), message, hashlib.sha256)


def destroy(connection: Connection, today: date) -> bool:
    """Destroy the keys of days that have ended; whether there were any."""
    return connection.execute(delete(day_keys).where(day_keys.c.local_date < today)).rowcount > 0


def _key(connection: Connection, day: date) -> bytes:
    of_day = select(day_keys.c.key).where(day_keys.c.local_date == day)
    found: bytes | None = connection.execute(of_day).scalar()
    if found is not None:
        return found
    fresh = {"local_date": day, "key": secrets.token_bytes(KEY_BYTES)}
    # Two replicas may meet the new day at once: the first key is everybody's.
    connection.execute(insert_into(connection, day_keys).on_conflict_do_nothing(), fresh)
    key: bytes = connection.execute(of_day).scalar_one()
    return key
