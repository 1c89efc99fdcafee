"""What was found, without what the reader may not read at this moment: the index may be behind, this is not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from accounts import access
from search.documents import CurrentText
from search.excerpts import matches
from search.models import IndexEntry, IndexSource
from search.query import ParsedQuery
from search.sources import ADAPTERS, by_source

MOST_VERIFIED = 50
"""As many texts that changed since they were indexed are read again; more than that are left out until they are indexed."""


def readable(
    entries: Iterable[IndexEntry], reader: access.Person, readings: Sequence[ParsedQuery]
) -> dict[int, CurrentText]:
    """The texts of those of the entries, by entry, that the reader may read now, and which, as they are now, still answer.

    One query a source, and one more where a text has changed in the last moments: a word that was just taken out of a text,
    and may have been hidden since, does not find it any more.
    """
    found: dict[int, CurrentText] = {}
    for source, some in by_source(entries).items():
        now = ADAPTERS[source].now(some, reader)
        changed = [entry for entry in some if entry.pk in now and now[entry.pk].version != entry.version]
        if changed:
            fitting = _still_fitting(source, changed[:MOST_VERIFIED], readings)
            for gone in {entry.pk for entry in changed}.difference(fitting):
                del now[gone]
        found |= now
    return found


def _still_fitting(source: IndexSource, changed: list[IndexEntry], readings: Sequence[ParsedQuery]) -> Iterator[int]:
    texts = ADAPTERS[source].bodies([entry.object_id for entry in changed])
    for entry in changed:
        title, body = texts.get(entry.object_id, ("", ""))
        if not readings or matches(readings, entry.stemmed_as, f"{title}\n{body}"):
            yield entry.pk
