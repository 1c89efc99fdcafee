"""What is offered while somebody types: titles that the letters begin, then what else says it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from accounts import access
from search.filters import Filters
from search.query import Query
from search.results import SearchResult, SearchResults, results_of
from search.searcher import QueryMatches, Search

TITLES, OTHERS = 6, 3
SHORTEST = 2
OTHERS_FROM = 4  # letters


@dataclass(frozen=True)
class SearchSuggestion:
    """One line of the list."""

    result: SearchResult
    is_title: bool

    @property
    def words(self) -> SafeString:
        return self.result.title if self.is_title else self.result.excerpt


def suggest(text: str, reader: access.Person) -> list[SearchSuggestion]:
    """At most nine lines that the reader may read, the titles first; none for a single letter."""
    asked = Query.read(text, is_open=True)
    is_short = len(asked.text) < SHORTEST and asked.text.isascii()
    if is_short or not asked.readings:
        return []
    search = Search(asked, reader, Filters())
    titles = search.fitting(asked.readings, titles_only=True)
    named = _shown(titles, TITLES)
    known = {row.text for row in titles.rows[:TITLES]}
    others: SearchResults = SearchResults(question=asked.text)
    if len(asked.text) >= OTHERS_FROM or not asked.text.isascii():
        found = search.fitting(asked.readings)
        found = QueryMatches([row for row in found.rows if row.text not in known], found.readings)
        others = _shown(found, OTHERS)
    lines = [SearchSuggestion(result, is_title=True) for result in named.rows]
    return lines + [SearchSuggestion(result, is_title=bool(result.title)) for result in others.rows]


def _shown(found: QueryMatches, at_most: int) -> SearchResults:
    return results_of(found.rows[:at_most], found.readings, question="")
