"""What is offered while somebody types: titles that the letters begin, then what else says it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from accounts import access
from search.asked import Asked
from search.filters import Filters
from search.finding import Found, Search
from search.results import Result, Results, results_of

TITLES, OTHERS = 6, 3
SHORTEST = 2
OTHERS_FROM = 4  # letters


@dataclass(frozen=True)
class Suggestion:
    """One line of the list."""

    result: Result
    is_title: bool

    @property
    def words(self) -> SafeString:
        return self.result.title if self.is_title else self.result.excerpt


def suggest(text: str, reader: access.Person) -> list[Suggestion]:
    """At most nine lines that the reader may read, the titles first; none for a single letter."""
    asked = Asked.read(text, is_open=True)
    is_short = len(asked.text) < SHORTEST and asked.text.isascii()
    if is_short or not asked.readings:
        return []
    search = Search(asked, reader, Filters())
    titles = search.fitting(asked.readings, titles_only=True)
    named = _shown(titles, TITLES)
    known = {row.text for row in titles.rows[:TITLES]}
    others: Results = Results(question=asked.text)
    if len(asked.text) >= OTHERS_FROM or not asked.text.isascii():
        found = search.fitting(asked.readings)
        found = Found([row for row in found.rows if row.text not in known], found.readings)
        others = _shown(found, OTHERS)
    lines = [Suggestion(result, is_title=True) for result in named.rows]
    return lines + [Suggestion(result, is_title=bool(result.title)) for result in others.rows]


def _shown(found: Found, at_most: int) -> Results:
    return results_of(found.rows[:at_most], found.readings, question="")
