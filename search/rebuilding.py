"""Makes the whole index anew, in batches; what is in it already is found meanwhile. One that is cut short is begun again."""

from __future__ import annotations

from collections.abc import Callable

from contributions.models import CacheVersion
from search import index
from search.engines import engine
from search.models import IndexSource

BATCH = 500


def rebuild(*, tell: Callable[[IndexSource, int], object] = lambda source, done: None) -> int:
    """Indexes every text, and takes out what is no text any more; returns how many are in the index."""
    done = sum(_rebuild(source, tell) for source in IndexSource)
    engine().settle()
    CacheVersion.objects.clear()  # on SQLite each entry has left one
    return done


def _rebuild(source: IndexSource, tell: Callable[[IndexSource, int], object]) -> int:
    after = done = 0
    while True:
        keys, after = index.stretch(source, after, BATCH)
        done += index.refresh(source, keys)
        tell(source, done)
        if not after:
            return done
