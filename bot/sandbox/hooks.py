"""Webhooks: what setWebhook was called with, and how deliveries went since."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

USUAL_CONNECTIONS = 40


@dataclass(slots=True)
class Hook:
    """A webhook that is set."""

    url: str
    secret: str = ""
    connections: int = USUAL_CONNECTIONS
    # Unix time and words of the last failure.
    failed_at: int | None = None
    failure: str = ""

    @property
    def info(self) -> Mapping[str, Any]:
        """What getWebhookInfo says of it."""
        failed = {"last_error_date": self.failed_at, "last_error_message": self.failure} if self.failed_at else {}
        return {"url": self.url, "max_connections": self.connections, "ip_address": "127.0.0.1", **failed}
