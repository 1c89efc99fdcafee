"""Cached pages in two levels: the memory of this worker, and behind it files that all workers share and a restart keeps."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date

from common.caching.file_store import site_files
from common.caching.lru import LRUCache
from common.caching.pages import CachedPage


class PageCache:
    """Holds pages of one kind: up to `max_size` bytes of them in memory, and all of them in the site's files, under `kind`."""

    def __init__(self, kind: str, max_size: int) -> None:
        self._kind = kind
        self._memory: LRUCache[CachedPage] = LRUCache(max_size, lambda page: page.size)

    def get(self, key: Hashable) -> CachedPage | None:
        if (found := self._memory.get(key)) is not None:
            return found
        stored = site_files().get(self._name_of(key))
        page = None if stored is None else CachedPage.from_bytes(stored)
        if page is not None:
            self._memory.set(key, page)
        return page

    def set(self, key: Hashable, page: CachedPage) -> None:
        self._memory.set(key, page)
        site_files().set(self._name_of(key), page.to_bytes())

    def clear(self) -> None:
        """Empties the memory of this process, as a restart does."""
        self._memory.clear()

    def __len__(self) -> int:
        """Returns how many are in memory."""
        return len(self._memory)

    def _name_of(self, key: Hashable) -> str:
        return f"{self._kind} {stable(key)}"


def stable(key: Hashable) -> str:
    """Returns the same text for the same key in every process. Raises TypeError where that cannot be promised."""
    if isinstance(key, frozenset):
        return "{" + ",".join(sorted(map(stable, key))) + "}"
    if isinstance(key, tuple):
        return "(" + ",".join(map(stable, key)) + ")"
    if key is None or isinstance(key, str | int | date):
        return repr(key)
    raise TypeError(f"{key!r} may look otherwise in another process.")
