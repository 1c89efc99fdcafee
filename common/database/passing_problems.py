"""Failures for want of something that comes back: a database that was locked or away, a disk that was full, a forced stop."""

from __future__ import annotations

import re
from datetime import timedelta
from traceback import format_exception

WAITS = (5, 30, 120, 600, 1800)  # seconds before a task is tried the second time, the third, …
_FULL = re.compile(r"database or disk is full|could not extend file|No space left on device|Disk quota exceeded")
_PASSING = re.compile(
    r"^(django\.db\.utils\.(OperationalError|InterfaceError)|SystemExit|KeyboardInterrupt|"
    r"OSError: \[Errno (28|122)\]|database\.passing_problems\.Hindered)",
    re.MULTILINE,
)
"""As Python writes them at the beginning of a line, also of what was the cause of something else."""


class Hindered(Exception):
    """Something was wanting that comes back, as another process told."""


def is_passing(problem: BaseException | str) -> bool:
    """Whether what failed may go when it is tried later; told by the exception, or by the text of its traceback."""
    text = problem if isinstance(problem, str) else "".join(format_exception(problem))
    return bool(_PASSING.search(text))


def wait_after(tries: int) -> timedelta | None:
    """How long to wait when something has failed so many times; None where it was enough."""
    return timedelta(seconds=WAITS[tries - 1]) if 0 < tries <= len(WAITS) else None


def is_disk_full(problem: BaseException | None) -> bool:
    """Whether what was to be stored found no room: in the words of SQLite, of PostgreSQL, or of the system."""
    return problem is not None and bool(_FULL.search(str(problem)))
