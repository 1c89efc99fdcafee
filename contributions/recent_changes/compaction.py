"""Replaces cache versions of lists, which each save and each comment raises, before their number makes readings slow."""

from __future__ import annotations

from contributions.cache_versions.models import CacheVersion
from contributions.events import Event, in_bulk


@in_bulk
def compact_versions_of_lists(*_changes: Event) -> None:
    """Replaces many of one list by one. One query, mostly."""
    for (place,) in list(CacheVersion.objects.of_lists().crowded()):
        CacheVersion.objects.replace(place)
