"""Keys that one process of this machine holds at a time: bytes of a file that are locked, and let go when a process ends.

The bytes are never written. The locks are those of POSIX, which belong to a process: its threads agree among themselves.
"""

from __future__ import annotations

import errno
import fcntl
import os
from hashlib import sha256
from pathlib import Path

LAST = 2**62  # an offset has 63 bits; two keys that share one wait for each other


class HeldKeys:
    """The file is opened once and stays open: to close it would let go of all keys of this process."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = -1
        self._pid = 0

    def hold(self, key: str) -> bool:
        """Returns False where another process holds the key. Where no file can be locked all may go on."""
        try:
            fcntl.lockf(self._opened(), fcntl.LOCK_EX | fcntl.LOCK_NB, 1, _place(key))
        except OSError as problem:
            return problem.errno not in {errno.EAGAIN, errno.EACCES}
        return True

    def let_go(self, key: str) -> None:
        if self._pid == os.getpid():
            fcntl.lockf(self._file, fcntl.LOCK_UN, 1, _place(key))

    def _opened(self) -> int:
        if self._pid != os.getpid():  # the file of the process that forked this one
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            self._pid = os.getpid()
        return self._file


def _place(key: str) -> int:
    return int.from_bytes(sha256(key.encode()).digest()[:8]) % LAST
