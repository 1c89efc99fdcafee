"""What one screen costs, asked in process through Django's client: its queries, and its time without a network."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

ROUNDS, WARM = 120, 5


def asked(client: Client, path: str, rounds: int = ROUNDS, warm: int = WARM) -> dict[str, Any]:
    """How many queries, and how long in milliseconds."""
    for _ in range(warm):
        response = client.get(path)
        assert response.status_code == 200, (path, response.status_code)
    queries = queries_of(lambda: client.get(path))
    return timed(lambda number: client.get(path), rounds) | {"queries": queries}


def queries_of(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)  # now: the next request empties the log


def timed(act: Callable[[int], object], rounds: int) -> dict[str, Any]:
    """In milliseconds: the fastest, which other work on the machine disturbs least, the median and the 95th percentile."""
    times = []
    for number in range(rounds):
        begun = time.perf_counter()
        act(number)
        times.append((time.perf_counter() - begun) * 1000)
    return {"fastest": min(times), "p50": statistics.median(times), "p95": statistics.quantiles(times, n=20)[18]}
