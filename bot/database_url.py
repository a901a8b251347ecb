"""DATABASE_URL, checked as far as it can be without opening the database."""

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}
# What the drivers understand of what may follow the question mark.
PARAMETERS = {
    "sqlite": frozenset({"mode", "uri"}),
    "postgresql": frozenset({"host", "port", "ssl", "target_session_attrs"}),
}
# https://www.postgresql.org/docs/current/libpq-ssl.html
SSL_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
HIGHEST_PORT = 65535


def parse_database_url(text: str) -> str:
    """The address with the driver that opens it.

    Raises ValueError with what to do; never with the address, which may hold a password.
    """
    scheme, separator, rest = text.strip().partition("://")
    driver = DRIVERS.get(scheme, scheme)
    if not separator or driver not in DRIVERS.values():
        raise ValueError("begin it with sqlite:/// or postgresql://")
    try:
        url = make_url(f"{driver}://{rest}")
    except (ArgumentError, ValueError):
        raise ValueError(
            "write it like sqlite:///data/otklik.db or postgresql://user:password@host:5432/name, "
            "with @ : / # ? and % in a password as %40 %3A %2F %23 %3F and %25"
        ) from None
    url = _with_ssl(url)
    _check_place(url)
    _check_parameters(url)
    return url.render_as_string(hide_password=False) if "ssl" in url.query else f"{driver}://{rest}"


def _with_ssl(url: URL) -> URL:
    """PostgreSQL's own name for encryption, which every host hands out, in the driver's words."""
    mode = url.query.get("sslmode", url.query.get("ssl"))
    if url.get_backend_name() == "sqlite" or mode is None:
        return url
    if mode not in SSL_MODES:
        raise ValueError(f"sslmode is one of {', '.join(SSL_MODES)}")
    return url.difference_update_query(["sslmode"]).update_query_dict({"ssl": mode})


def _check_place(url: URL) -> None:
    if url.get_backend_name() != "sqlite":
        if url.port is not None and not 0 < url.port <= HIGHEST_PORT:
            raise ValueError(f"the port is a number from 1 to {HIGHEST_PORT}")
    elif url.host or url.username or not url.database or url.database == ":memory:":
        raise ValueError("name a file: sqlite:///data/otklik.db, or with four slashes sqlite:////var/lib/otklik.db")


def _check_parameters(url: URL) -> None:
    unknown = sorted(set(url.query) - PARAMETERS[url.get_backend_name()])
    if unknown:
        raise ValueError(f"remove {unknown[0]}: it is not supported here")
