"""What can be wrong with the database, in words for the person who runs the bot.

StorageError
├── DatabaseUnusable      it can't be opened, read or written
├── SchemaTooNew          it was made by a newer release
├── SchemaOutdated        it waits for `migrate`
├── SmallestGroupLowered  people have answered under the promise of a larger one
└── Conflict              two transactions collided; the work may be tried again
"""


class StorageError(Exception):
    """The database can't be used."""


class DatabaseUnusable(StorageError):
    """The database can't be opened, read or written."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"database {place}: {reason}")


class SchemaTooNew(StorageError):
    """The database was made by a newer release."""

    def __init__(self, found: str, known: str) -> None:
        super().__init__(
            f"the database has schema {found}, this release knows {known}: install the newer release, "
            "or restore a backup made before the upgrade"
        )


class SchemaOutdated(StorageError):
    """The database waits for a migration."""

    def __init__(self, found: str, known: str) -> None:
        super().__init__(
            f"the database has schema {found}, this release needs {known}: "
            "make a backup, then run `python -m bot migrate`"
        )


class SmallestGroupLowered(StorageError):
    """People have answered under the promise that a larger group is the smallest that is shown."""

    def __init__(self, promised: int, wanted: int) -> None:
        super().__init__(
            f"smallest_group can't go from {promised} down to {wanted}: people have answered since it was set; "
            f"give {promised} or more"
        )


class Conflict(StorageError):
    """Two transactions collided."""
