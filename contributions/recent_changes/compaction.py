"""Replaces cache versions of lists, which each save and each comment raises, before their number makes readings slow."""

from __future__ import annotations

from typing import Any

from common.database.queries import CompiledQuery
from contributions.cache_versions.models import CacheVersion
from contributions.events import Event, in_bulk


def _crowded_lists() -> Any:
    return CacheVersion.objects.of_lists().crowded()


_crowded: CompiledQuery[CacheVersion] = CompiledQuery(_crowded_lists)


@in_bulk
def compact_versions_of_lists(*_changes: Event) -> None:
    """Replaces many of one list by one. One query, mostly."""
    for (place,) in _crowded.tuples():
        CacheVersion.objects.replace(place)
