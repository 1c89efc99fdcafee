"""Where the words are stored and found: by the database itself, unless `SEARCH_ENGINE` names another engine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol, cast

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.utils.module_loading import import_string

from search.query import Clause, IndexedWords, IndexMatch, SearchRequest

if TYPE_CHECKING:
    from search.models import IndexEntry

OWN = {"sqlite": "search.engines.sqlite.Sqlite", "postgresql": "search.engines.postgresql.Postgresql"}


class Engine(Protocol):
    """What stands behind the index. Rows are named by the keys of their entries."""

    def put(self, rows: Sequence[tuple[IndexEntry, IndexedWords]]) -> None:
        """Writes entries that are in the table by their keys, and their words, in place of what these were."""

    def remove(self, entries: Iterable[int]) -> None:
        """Forgets entries; those that are not there are no error."""

    def find(self, wanted: SearchRequest) -> list[IndexMatch]:
        """At most `wanted.at_most` entries that fit, the best of them where there are more."""

    def frequencies(self, clauses: Sequence[Clause]) -> list[int]:
        """About how many entries each clause is in."""

    def settle(self) -> None:
        """After many rows were put: whatever keeps questions fast."""


@lru_cache(maxsize=8)
def _made(path: str) -> Engine:
    return cast(Engine, import_string(path)())


def engine() -> Engine:
    path = settings.SEARCH_ENGINE or OWN.get(connection.vendor, "")
    if not path:
        raise ImproperlyConfigured(f"No search engine for {connection.vendor}: set SEARCH_ENGINE.")
    return _made(path)
