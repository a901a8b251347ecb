"""Locks between replicas."""

import hashlib

from sqlalchemy import Connection, func, select


def take_transaction_lock(connection: Connection, name: str) -> None:
    """Wait for a lock that other replicas see until this transaction ends; SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_key(name))))


def try_transaction_lock(connection: Connection, name: str) -> bool:
    """Take the same lock if no other replica holds it; False when one does."""
    if connection.dialect.name != "postgresql":
        return True
    return bool(connection.execute(select(func.pg_try_advisory_xact_lock(_key(name)))).scalar_one())


def try_session_lock(connection: Connection, name: str) -> bool:
    """Take a lock that other replicas see until `release`, or until the connection ends; False when one holds it.

    An advisory lock, because what it guards is no row: that one sender at a time sends from the outbox, so that the
    rates of Telegram, which count for the whole bot, are kept in one place. PostgreSQL only.
    """
    return bool(connection.execute(select(func.pg_try_advisory_lock(_key(name)))).scalar_one())


def release(connection: Connection, name: str) -> None:
    """Let go of the lock."""
    connection.execute(select(func.pg_advisory_unlock(_key(name))))


def _key(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
