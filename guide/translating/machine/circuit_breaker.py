"""A server that has failed several times is left alone for a while.

Each process has a breaker of its own: the background worker alone asks, one process that lives for weeks. State that processes
share would be a table for the sake of a few questions more after a start.
"""

from __future__ import annotations

import time
from collections.abc import Callable

FAILURES = 3
REST_SECONDS = 600


class CircuitBreaker:
    """Counts failures one after the other. After a rest one question is asked; where it fails too, the rest begins anew."""

    def __init__(
        self,
        *,
        failures: int = FAILURES,
        rest_seconds: float = REST_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most, self._rest_seconds, self._clock = failures, rest_seconds, clock
        self._failures = 0
        self._rests_until = 0.0

    @property
    def is_open(self) -> bool:
        """Says that the server is not to be asked now."""
        return self._failures >= self._most and self._clock() < self._rests_until

    def succeeded(self) -> None:
        self._failures = 0

    def failed(self) -> None:
        self._failures += 1
        self._rests_until = self._clock() + self._rest_seconds
