"""Where texts come from: each module knows one kind of row, how it is indexed, who may read it, how it is shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from search.documents import SourceAdapter
from search.models import IndexEntry, IndexSource
from search.sources import comments, guide_texts, questions, wiki_pages

ADAPTERS: dict[IndexSource, SourceAdapter] = {
    IndexSource.PAGE: wiki_pages,
    IndexSource.COMMENT: comments,
    IndexSource.QUESTION: questions,
    IndexSource.TIP: guide_texts,
}


def by_source(entries: Iterable[IndexEntry]) -> dict[IndexSource, list[IndexEntry]]:
    found: defaultdict[IndexSource, list[IndexEntry]] = defaultdict(list)
    for entry in entries:
        found[IndexSource(entry.source)].append(entry)
    return found
