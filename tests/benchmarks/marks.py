"""What is to be reached, and what four other wikis reach on a machine of two cores: the marks, and who misses them.

A mark counts on PostgreSQL, with what a page shows by now, and the load generator on the same cores; elsewhere it is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.benchmarks.parts import GUIDE

ATTACKS = {"text": "a slow text", "slow": "slow forms", "files": "four slow PDFs", "previews": "four previews"}
BESIDE = {
    "crowd-one": ("one page", "16", 2.5),
    "crowd-even": ("1,000 pages evenly", "16", 1.0),
    "crowd-restart": ("200 pages after a restart", "16", 0.5),
    "crowd-zipf-writes": ("Zipf with writes", "16", 1.5),
    "crowd-home": ("home", "16", 1.0),
    "crowd-list": ("list of a question", "16", 1.0),
    "crowd-changes": ("recent changes", "16", 1.0),
    "crowd-history": ("history", "16", 1.0),
    "crowd-form": ("form", "16", 1.0),
    "crowd-search-first": ("search, new each time", "16", 1.0),
    "crowd-diff": ("diff seen before", "16", 5.0),
    "crowd-diff-first": ("diff first seen", "16", 1.0),
    "crowd-save": ("form + save by 8", "8", 1.0),
    "crowd-save-equal": ("the same, equal titles", "8", 1.0),
}
"""The rates of a crowd, as shares of what DokuWiki reached in the same run."""
COLD = {
    "cold-page-10": ("page, 10 comments", 15),
    "cold-page-40": ("page, 40 comments", 25),
    "cold-home": ("home", 10),
    "cold-list": ("list", 10),
    "cold-changes": ("recent changes", 10),
    "cold-history": ("history", 8),
    "cold-form": ("form", 5),
    "cold-desk": ("desk", 20),
}
"""Milliseconds of computing a request, without any cache."""
PEERS = ("MediaWiki", "DokuWiki", "django-wiki", "Wagtail")


@dataclass(frozen=True)
class Mark:
    """`where` leads to the figure in the results; `peers` are the others' figures, where they were measured."""

    what: str
    where: tuple[str, ...]
    limit: float
    unit: str = "ms"
    at_least: bool = False
    sizes: tuple[str, ...] = ("small", "large")
    peers: tuple[float | None, ...] = (None, None, None, None)

    @property
    def part(self) -> str:
        """Whose figure it is."""
        return self.where[1] if self.where[0] == "growth" else self.where[0]

    def is_met(self, found: float) -> bool:
        return found >= self.limit if self.at_least else found <= self.limit

    def __str__(self) -> str:
        return f"{'at least' if self.at_least else 'at most'} {self.limit:,g} {self.unit}".strip()


MARKS = [
    Mark("page, 16 at once", ("page", "16", "rate"), 1_000, "/s", at_least=True, peers=(50, 536, 102, 144)),
    Mark("page, one at a time, p50", ("page", "1", "p50"), 2, peers=(36, 3.5, 18, 12)),
    Mark("form + save, 8 editors", ("save", "8", "rate"), 120, "/s", at_least=True, peers=(25.6, 158, 36.5, 9.9)),
    Mark("form + save, equal titles", ("save-equal", "8", "rate"), 120, "/s", at_least=True),
    Mark("lost on a page that 8 edit", ("save-one", "8", "lost"), 0, "", peers=(None, None, None, None)),
    Mark("history of 200, p50", ("history", "1", "p50"), 4, peers=(70, 3.8, 51, 51)),
    Mark("history of 10,000, p50", ("history-long", "1", "p50"), 4),
    Mark("diff seen before, p50", ("diff", "1", "p50"), 4, peers=(80, 6.5, None, 33)),
    Mark("diff first seen, p50", ("diff-first", "1", "p50"), 40),
    Mark("search, p50", ("search", "1", "p50"), 10, sizes=("small",), peers=(63, 7.7, 1_230, 14.5)),
    Mark("search never asked before, p50", ("search-first", "1", "p50"), 20, sizes=("small",)),
    Mark("search, p95", ("search", "1", "p95"), 100, sizes=("large",)),
    Mark("search never asked before, p95", ("search-first", "1", "p95"), 100, sizes=("large",)),
    *(Mark(f"{what}, others' p95", ("attack", name, "p95"), 300) for name, what in ATTACKS.items()),
    Mark("memory in all", ("memory", "all"), 500, "MB", peers=(265, 47, 670, 870)),
    Mark("first view, requests", ("first-view", "requests"), 6, "", peers=(14, 8, 17, None)),
    Mark("first view", ("first-view", "kilobytes"), 100, "KB", peers=(236, 185, 210, None)),
    *(
        Mark(f"{what}, against DokuWiki", (name, many, "of_dokuwiki"), limit, "", at_least=True)
        for name, (what, many, limit) in BESIDE.items()
    ),
    *(
        Mark(f"queue after a minute of {name}", (name, "8", "queue_grown"), 0, "more")
        for name in ("crowd-save", "crowd-save-equal")
    ),
    *(Mark(f"{what}, server + database", (name, "1", "both"), limit) for name, (what, limit) in COLD.items()),
    *(
        Mark(f"{name} against nginx", (name, "16", "of_nginx"), 0.5, "", at_least=True, sizes=("guide",))
        for name in GUIDE
    ),
]
GROWTH = {
    "page": ("page", "1", "p50"),
    "save": ("save", "1", "p50"),
    "history": ("history", "1", "p50"),
    "history-long": ("history-long", "1", "p50"),
    "diff": ("diff", "1", "p50"),
    "diff-first": ("diff-first", "1", "p50"),
    "search": ("search", "1", "p50"),
    "search-first": ("search-first", "1", "p50"),
    "changes": ("changes", "1", "p50"),
    "theme": ("theme", "1", "p50"),
    "form": ("form", "1", "p50"),
    "desk": ("desk", "1", "p50"),
    "say": ("say", "1", "p50"),
    "crowd-even": ("crowd-even", "16", "p50"),
    "crowd-zipf-writes": ("crowd-zipf-writes", "16", "p50"),
}
GROWS, SEARCH_GROWS = 1.2, 10


@dataclass(frozen=True)
class Verdict:
    mark: Mark
    found: float
    profile: str = ""

    @property
    def is_met(self) -> bool:
        return self.mark.is_met(self.found)


def figure(results: dict[str, Any], where: tuple[str, ...]) -> float | None:
    """None where it was not measured."""
    found: Any = results
    for name in where:
        found = found.get(name) if isinstance(found, dict) else None
    return None if found is None else float(found)


def verdicts(parts: dict[str, Any], size: str, small: dict[str, Any] | None = None) -> list[Verdict]:
    """Of every mark of this size whose figure was measured; `small` are the parts of the same at 10,000 revisions."""
    marks = [mark for mark in MARKS if size in mark.sizes]
    if small is not None and size == "large":
        parts = parts | {"growth": grown(small, parts)}
        marks += [growth_of(name) for name in GROWTH]
    profiles = parts.get("profiles", {})
    found = [(mark, figure(parts, mark.where)) for mark in marks]
    return [Verdict(mark, value, profiles.get(mark.part, "")) for mark, value in found if value is not None]


def growth_of(name: str) -> Mark:
    limit = SEARCH_GROWS if name.startswith("search") else GROWS
    return Mark(f"growth of {name}", ("growth", name), limit, "times", sizes=("large",))


def grown(small: dict[str, Any], large: dict[str, Any]) -> dict[str, float]:
    """How many times what it took with 10,000 revisions."""
    return dict(_grown(small, large))


def _grown(small: dict[str, Any], large: dict[str, Any]) -> Iterator[tuple[str, float]]:
    for name, where in GROWTH.items():
        before, after = figure(small, where), figure(large, where)
        if before and after:
            yield name, after / before
