"""Who sent a request: HMAC-SHA256, with the source's key, of timestamp, idempotency key and body."""

import hashlib
import hmac
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from http import HTTPStatus
from typing import NamedTuple

from bot.events.errors import ApiError
from surveys.events import CLOCK_SKEW, EVENT_KEY

SOURCE_HEADER = "X-Otklik-Source"
TIMESTAMP_HEADER = "X-Otklik-Timestamp"
SIGNATURE_HEADER = "X-Otklik-Signature"
KEY_HEADER = "Idempotency-Key"

TIMESTAMP = re.compile(r"[0-9]{1,12}", re.ASCII)

KeysOf = Callable[[str], Sequence[bytes]]


class Signed(NamedTuple):
    """What a genuine request says about itself."""

    source: str
    key: str


def signature(key: bytes, timestamp: str, idempotency_key: str, body: bytes) -> str:
    """What a source puts into the signature header."""
    signed = b".".join((timestamp.encode(), idempotency_key.encode(), body))
    return f"sha256={hmac.digest(key, signed, hashlib.sha256).hex()}"


def verified(headers: Mapping[str, str], body: bytes, keys_of: KeysOf, now: datetime) -> Signed:
    """The source and its idempotency key. Raises ApiError."""
    source, timestamp = headers.get(SOURCE_HEADER, ""), headers.get(TIMESTAMP_HEADER, "")
    idempotency_key = headers.get(KEY_HEADER, "")
    if not EVENT_KEY.fullmatch(idempotency_key):
        raise ApiError(HTTPStatus.BAD_REQUEST, "key_missing", f"{KEY_HEADER}: give 1 to 128 visible ASCII characters")
    if not TIMESTAMP.fullmatch(timestamp):
        raise ApiError(HTTPStatus.BAD_REQUEST, "timestamp_missing", f"{TIMESTAMP_HEADER}: give seconds since 1970")
    expected = (signature(key, timestamp, idempotency_key, body) for key in keys_of(source))
    if not any([_equal(each, headers.get(SIGNATURE_HEADER, "")) for each in expected]):  # noqa: C419 - every key is tried: the time must not tell which one fits
        raise ApiError(
            HTTPStatus.UNAUTHORIZED, "signature_invalid", "the source is unknown, or the signature is not of its key"
        )
    if abs(now.timestamp() - int(timestamp)) > CLOCK_SKEW.total_seconds():
        raise ApiError(
            HTTPStatus.UNAUTHORIZED, "timestamp_off", f"the timestamp is too far from our clock: {int(now.timestamp())}"
        )
    return Signed(source, idempotency_key)


def _equal(expected: str, given: str) -> bool:
    # Bytes, because compare_digest refuses non-ASCII text; surrogates stand for what was no UTF-8.
    return hmac.compare_digest(expected.encode(), given.encode(errors="surrogateescape"))
