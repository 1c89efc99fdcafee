"""A cache backend of Django's in the memory of one process, compressed, and bounded by size: OPTIONS has MAX_BYTES.

Django's own in memory is bounded by entries alone, which says nothing of what they weigh.
"""

from __future__ import annotations

import pickle
from threading import Lock
from time import time
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache

from common.caching.compression import compress, decompress
from common.caching.lru import LRUCache

OVERHEAD = 500  # bytes, about: an entry's key, its place and when it expires

type Entry = tuple[bytes, float | None]

_caches: dict[str, LRUCache[Entry]] = {}  # by LOCATION: each thread has a FragmentCache of its own
_lock = Lock()


class FragmentCache(BaseCache):
    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        with _lock:
            self._entries = _caches.setdefault(location, LRUCache(int(params["OPTIONS"]["MAX_BYTES"]), _size_of))

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        entry = self._standing(self.make_and_validate_key(key, version))
        return default if entry is None else pickle.loads(decompress(entry[0]))  # noqa: S301 - written by this process

    def set(self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        packed = compress(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))
        self._entries.set(self.make_and_validate_key(key, version), (packed, self.get_backend_timeout(timeout)))

    def add(self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        if self.has_key(key, version):
            return False
        self.set(key, value, timeout, version)
        return True

    def touch(self, key: str, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        name = self.make_and_validate_key(key, version)
        if (entry := self._standing(name)) is None:
            return False
        self._entries.set(name, (entry[0], self.get_backend_timeout(timeout)))
        return True

    def delete(self, key: str, version: int | None = None) -> bool:
        return self._entries.delete(self.make_and_validate_key(key, version))

    def has_key(self, key: str, version: int | None = None) -> bool:
        return self._standing(self.make_and_validate_key(key, version)) is not None

    def clear(self) -> None:
        self._entries.clear()

    @property
    def size(self) -> int:
        """Returns how many bytes are held."""
        return self._entries.size

    def _standing(self, name: str) -> Entry | None:
        entry = self._entries.get(name)
        if entry and entry[1] is not None and entry[1] <= time():
            self._entries.delete(name)
            return None
        return entry


def _size_of(entry: Entry) -> int:
    return len(entry[0]) + OVERHEAD
