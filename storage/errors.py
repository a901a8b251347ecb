"""What can be wrong with the database, in words for the person who runs the bot.

StorageError
├── DatabaseUnusable      it can't be opened, read or written
├── SchemaTooNew          it was made by a newer release
├── SchemaOutdated        it waits for `migrate`
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


class Conflict(StorageError):
    """Two transactions collided."""
