"""Where one process keeps its screens: those that were asked for last, up to so many bytes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Protocol

BESIDE = 1_000  # bytes, about: its key, and its place


class Kept(Protocol):
    @property
    def size(self) -> int: ...


def weight(one: Kept) -> int:
    return one.size + BESIDE


class Store[Made: Kept]:
    def __init__(self, most_bytes: int) -> None:
        self._most_bytes, self._bytes = most_bytes, 0
        self._screens: OrderedDict[Hashable, Made] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> Made | None:
        with self._lock:
            screen = self._screens.get(key)
            if screen is not None:
                self._screens.move_to_end(key)
            return screen

    def keep(self, key: Hashable, screen: Made) -> None:
        with self._lock:
            if (before := self._screens.pop(key, None)) is not None:
                self._bytes -= weight(before)
            self._screens[key] = screen
            self._bytes += weight(screen)
            while self._bytes > self._most_bytes:
                _key, oldest = self._screens.popitem(last=False)
                self._bytes -= weight(oldest)

    def __len__(self) -> int:
        return len(self._screens)

    def clear(self) -> None:
        with self._lock:
            self._screens.clear()
            self._bytes = 0
