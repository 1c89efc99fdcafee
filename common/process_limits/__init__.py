"""What a process that opens or lays out what people sent may use at most: the kernel ends it, even if the server has died."""

from __future__ import annotations

import os
from typing import Any, Final

resource: Any
try:
    import resource
except ImportError:  # not to be had on every platform: there the server's deadline alone bounds the process
    resource = None

NICER: Final = 10
"""The server, and texts that are laid out, go first where processors are few."""


def bound_this_process(*, memory_bytes: int, cpu_seconds: int, file_bytes: int | None = None) -> None:
    """Bounds what this process may use from now on, for good; `file_bytes` is how long a file it may write."""
    if resource is None:
        return
    os.nice(NICER)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_AS, memory_bytes)
    _limit(resource.RLIMIT_CPU, cpu_seconds)
    if file_bytes is not None:
        _limit(resource.RLIMIT_FSIZE, file_bytes)


def _limit(kind: int, value: int) -> None:
    """Sets both limits; macOS has the names of some but refuses them."""
    hard = resource.getrlimit(kind)[1]
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    try:
        resource.setrlimit(kind, (value, value))
    except (ValueError, OSError):
        return
