"""Counts what the intake does."""

import time
from collections.abc import Sequence

from bot.intake.batching import Apply
from bot.intake.outcome import Outcome, RawUpdate
from bot.metrics import Metrics


def measured(apply: Apply, metrics: Metrics) -> Apply:
    """The same `apply`, with its batches, their time and their outcomes counted."""

    async def apply_and_count(batch: Sequence[RawUpdate]) -> list[Outcome]:
        began = time.perf_counter()
        outcomes = await apply(batch)
        metrics.batch_seconds.observe(time.perf_counter() - began)
        metrics.batch_size.observe(len(batch))
        for outcome in outcomes:
            metrics.updates.labels(outcome.result).inc()
        return outcomes

    return apply_and_count
