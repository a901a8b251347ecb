"""Who does a duty of the night: the replica that writes the local day first."""

from datetime import date

from sqlalchemy import Connection

from storage.tables import nightly_runs
from storage.upserts import insert_into


def claim(connection: Connection, duty: str, local_date: date) -> bool:
    """Take the duty of a day on; False when it was done, or is being done, for this day or a later one."""
    statement = insert_into(connection, nightly_runs).values(duty=duty, local_date=local_date)
    statement = statement.on_conflict_do_update(
        index_elements=["duty"], set_={"local_date": local_date}, where=nightly_runs.c.local_date < local_date
    )
    return connection.execute(statement).rowcount == 1
