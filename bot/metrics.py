"""Figures for Prometheus. Labels name outcomes, never people, chats or texts."""

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest


class Metrics:
    """The figures of one program, in a registry of their own."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self.updates = Counter("otklik_updates", "Updates by what became of them", ["result"], registry=self._registry)
        self.batch_size = Histogram(
            "otklik_batch_size", "Updates a transaction", buckets=(1, 2, 5, 10, 20, 50, 100), registry=self._registry
        )
        self.batch_seconds = Histogram("otklik_batch_seconds", "Time of a transaction", registry=self._registry)
        self._replies = Counter("otklik_replies", "Replies by verdict", ["verdict"], registry=self._registry)
        self._outbox = Counter("otklik_outbox", "Outbox messages by verdict", ["verdict"], registry=self._registry)

        self._events = Counter(
            "otklik_events", "Service events by what became of them", ["result"], registry=self._registry
        )

    def count_event(self, result: str) -> None:
        """An event was answered in this way."""
        self._events.labels(result).inc()

    def count_reply(self, verdict: str) -> None:
        """A reply was sent, or refused in this way."""
        self._replies.labels(verdict).inc()

    def count_outbox(self, verdict: str) -> None:
        """A message of the outbox was sent, or refused in this way."""
        self._outbox.labels(verdict).inc()

    def render(self) -> bytes:
        """The text that Prometheus scrapes."""
        return generate_latest(self._registry)
