"""Addresses that anybody may have written: what is none has no host."""

from urllib.parse import SplitResult, urlsplit

# Names of this machine.
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def split(address: str) -> SplitResult:
    """The parts of an address; all empty when it can't be taken apart."""
    try:
        parts = urlsplit(address)
        # Looked at only when asked for, and may be wrong by itself.
        _ = parts.hostname, parts.port
    except ValueError:
        return SplitResult("", "", "", "", "")
    return parts
