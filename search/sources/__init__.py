"""Where texts come from: each module knows one kind of row, how it is indexed, who may read it, how it is shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from search.models import Entry, Source
from search.sources import pages, questions, said, tips
from search.texts import Keeper

KEEPERS: dict[Source, Keeper] = {
    Source.PAGE: pages,
    Source.SAID: said,
    Source.QUESTION: questions,
    Source.TIP: tips,
}


def by_source(entries: Iterable[Entry]) -> dict[Source, list[Entry]]:
    found: defaultdict[Source, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[Source(entry.source)].append(entry)
    return found
