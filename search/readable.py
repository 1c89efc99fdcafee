"""What was found, without what the reader may not read at this moment: the index may be behind, this is not."""

from __future__ import annotations

from collections.abc import Sequence

from accounts import access
from search.excerpts import matches
from search.models import Entry, Source
from search.sources import KEEPERS, by_source
from search.wanted import Reading

MOST_VERIFIED = 50
"""As many texts that changed since they were indexed are read again; more than that are left out until they are indexed."""


def readable(entries: dict[int, Entry], reader: access.Person, readings: Sequence[Reading]) -> dict[int, Entry]:
    """Those of the entries whose texts the reader may read now, and which, as they are now, still answer.

    One query a source, and one more where a text has changed in the last moments: a word that was just taken out of a text,
    and may have been hidden since, does not find it any more.
    """
    kept: dict[int, Entry] = {}
    for source, some in by_source(entries.values()).items():
        versions = KEEPERS[source].versions(some, reader)
        known = [entry for entry in some if entry.pk in versions]
        changed = [entry for entry in known if versions[entry.pk] != entry.version]
        stale = {entry.pk for entry in changed}
        kept |= {entry.pk: entry for entry in known if entry.pk not in stale}
        kept |= {entry.pk: entry for entry in _still_fitting(source, changed[:MOST_VERIFIED], readings)}
    return kept


def _still_fitting(source: Source, changed: list[Entry], readings: Sequence[Reading]) -> list[Entry]:
    if not changed:
        return []
    texts = KEEPERS[source].bodies([entry.object_id for entry in changed])
    fitting = []
    for entry in changed:
        title, body = texts.get(entry.object_id, ("", ""))
        if not readings or matches(readings, entry.stemmed_as, f"{title}\n{body}"):
            fitting.append(entry)
    return fitting
