"""A cache in the memory of one process, bounded by size: what was asked for longest ago is forgotten first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock


class LRUCache[Value]:
    """Holds values up to `max_size` in all, each as large as `size_of` says; threads may share it."""

    def __init__(self, max_size: int, size_of: Callable[[Value], int] = lambda _value: 1) -> None:
        self._max_size, self._size_of = max_size, size_of
        self._values: OrderedDict[Hashable, tuple[Value, int]] = OrderedDict()
        self._lock = Lock()
        self.size = 0

    def get(self, key: Hashable) -> Value | None:
        with self._lock:
            if (found := self._values.get(key)) is None:
                return None
            self._values.move_to_end(key)
            return found[0]

    def set(self, key: Hashable, value: Value) -> None:
        size = self._size_of(value)
        with self._lock:
            self._remove(key)
            self._values[key] = (value, size)
            self.size += size
            while self.size > self._max_size:
                self._remove(next(iter(self._values)))

    def delete(self, key: Hashable) -> bool:
        """Returns whether it was there."""
        with self._lock:
            return self._remove(key)

    def clear(self) -> None:
        with self._lock:
            self._values.clear()
            self.size = 0

    def __len__(self) -> int:
        return len(self._values)

    def _remove(self, key: Hashable) -> bool:
        found = self._values.pop(key, None)
        self.size -= found[1] if found else 0
        return found is not None
