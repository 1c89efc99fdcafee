"""The one way to look for something: `find`, mistyped words included; and what is offered while somebody types."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings
from django.db.models import Q
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from rapidfuzz import fuzz, process

from accounts import access
from accounts.models import User
from search.analysis import bare, is_spelled, prepare, terms_of
from search.engines import engine
from search.filters import Filters
from search.models import IndexEntry, KnownWord, ResultKind, ResultState
from search.query import MOST, Clause, IndexMatch, ParsedQuery, Query, RankingSignals, ResultOrder, loosened
from search.ranking import CLOSELY, RankedEntry, looked_at_closely, once_each, ranked
from search.results import SearchResult, SearchResults, readable, results_of
from themes.models import Theme

LIKE_ENOUGH = 78
OFFERED = 3
COMPARED = 20_000
LETTERS_MORE = 2


def corrected(asked: Query) -> Iterator[str]:
    """The question with its unknown words spelled as some text spells them, the likeliest first. None where all are known."""
    words = [word for word in dict.fromkeys(asked.words) if is_spelled(word)]
    unknown = [word for word in words if word not in _known(words, asked.languages)]
    if not unknown:
        return
    offers = {word: _like(word) for word in unknown}
    for rank in range(OFFERED):
        text = asked.text
        for word, found in offers.items():
            if found:
                text = _replaced(text, word, found[min(rank, len(found) - 1)])
        if text != asked.text:
            yield text


def _known(words: Sequence[str], languages: Sequence[str]) -> set[str]:
    """The words that some text has, in some form."""
    stems = {word: {term for language in languages for term in terms_of(word, language)} for word in words}
    every = {stem for some in stems.values() for stem in some}
    plain = {bare(word) for word in words}
    rows = KnownWord.objects.filter(Q(bare__in=plain) | Q(stem__in=every)).order_by().values_list("bare", "stem")
    there = {value for row in rows for value in row}
    return {word for word in words if bare(word) in there or stems[word] & there}


def _like(word: str) -> list[str]:
    """The nearest known words. One letter more or less counts as much as another letter."""
    plain = bare(word)
    near = KnownWord.objects.filter(length__range=(len(plain) - LETTERS_MORE, len(plain) + LETTERS_MORE)).order_by("pk")
    for rows in (near.filter(bare__startswith=plain[0]), near.exclude(bare__startswith=plain[0])):
        forms = dict(rows.values_list("form", "bare")[:COMPARED])
        found = process.extract(plain, forms, scorer=fuzz.ratio, score_cutoff=LIKE_ENOUGH, limit=OFFERED)
        if found:
            return [form for _bare, _score, form in found]
    return []


def _replaced(text: str, word: str, by: str) -> str:
    """Every such word of the question, however it was typed."""
    return re.sub(r"[^\W_]+", lambda piece: by if prepare(piece[0]) == word else piece[0], text)


# The one way to look for something: `find`.


ROWS = 20
FEW = 5
"""Where fewer fit, texts with some of the words follow."""
MOST_LOOSE = 40
SHORTEST_BEGINNING = 3


@dataclass(frozen=True)
class QueryMatches:
    """What answers one reading of a question."""

    rows: list[RankedEntry]
    readings: tuple[ParsedQuery, ...]
    is_cut: bool = False


def find(
    question: str,
    reader: access.Person,
    *,
    kinds: Sequence[ResultKind] = (),
    theme: Theme | None = None,
    person: User | None = None,
    since: date | None = None,
    until: date | None = None,
    state: ResultState | None = None,
    order: ResultOrder = ResultOrder.BEST,
    page: int = 1,
) -> SearchResults:
    """What `reader` may read that answers `question`, the best first, twenty at a time.

    Where nothing does, the last word is taken for the beginning of one, then words that no text has for mistyped ones;
    texts that have some of the words follow where few have all. A text of the guide is found once, in the language of the
    reader if it answers in it, else in one in which it does. Nothing that is typed raises an error. What costs is bounded:
    of a great many texts that answer, the best few hundred are known (`MOST`).
    """
    filters = Filters(kinds=kinds, theme=theme, person=person, since=since, until=until, state=state, order=order)
    return Search(Query.read(question), reader, filters).results(page)


class Search:
    """One question of one reader, while it is answered."""

    def __init__(self, asked: Query, reader: access.Person, filters: Filters) -> None:
        self.asked, self.reader, self.filters = asked, reader, filters
        self._weights: dict[Clause, int] = {}
        self._least = CLOSELY

    def results(self, page: int, rows: int = ROWS) -> SearchResults:
        if not self.asked.readings and (self.asked.text or not self.filters.is_narrow):
            return SearchResults(question=self.asked.text)
        start = (max(page, 1) - 1) * rows
        self._least = max(CLOSELY, start + rows)
        found, instead = self._found()
        loose = self._loosely(found) if len(found.rows) < FEW else QueryMatches([], ())
        everything = [*found.rows, *loose.rows]
        return results_of(
            everything[start : start + rows],
            [*found.readings, *loose.readings],
            question=self.asked.text,
            instead=instead,
            total=len(found.rows),
            loose_from=max(len(found.rows) - start, 0) if loose.rows else None,
            is_cut=found.is_cut,
            page=max(page, 1),
            has_next=len(everything) > start + rows,
        )

    def _found(self) -> tuple[QueryMatches, str]:
        """What fits, and the words that were looked for in place of those that were typed."""
        found = self.fitting(self.asked.readings)
        if found.rows or not self.asked.readings:
            return found, ""
        if len(self.asked.text) >= SHORTEST_BEGINNING:
            begun = self.fitting(Query.read(self.asked.text, is_open=True).readings)
            if begun.rows:
                return begun, ""
        for text in corrected(self.asked):
            better = self.fitting(Query.read(text).readings)
            if better.rows:
                return better, text
        return found, ""

    def _loosely(self, found: QueryMatches) -> QueryMatches:
        """Texts with some of the words, behind those that have them all; not where somebody asked for exact words."""
        if not self.asked.readings or any(part.is_phrase or part.is_unwanted for part in self.asked.parts):
            return QueryMatches([], ())
        known = {row.text for row in found.rows}
        weights, rows = self.weights(self.asked.readings), list[RankedEntry]()
        for share in (2 / 3, 1 / 3):
            readings = loosened(self.asked.readings, weights, share=share)
            some = self.fitting(readings).rows[:CLOSELY] if readings else []
            rows += [row for row in some if row.text not in known]
            known |= {row.text for row in rows}
            if len(found.rows) + len(rows) >= FEW:
                break
        best = sorted(rows, key=lambda row: row.total, reverse=True)[:MOST_LOOSE]
        return QueryMatches(best, self.asked.readings if best else ())

    def fitting(self, readings: tuple[ParsedQuery, ...], *, titles_only: bool = False) -> QueryMatches:
        """The texts that fit, in order, without those that the reader may not read: of the best ones, as many as are shown
        or looked at closely, this is asked of the texts themselves, of the others when somebody comes to them.
        """
        if not readings and self.asked.readings:
            return QueryMatches([], ())
        wanted = replace(self.filters.wanted(readings, self.reader), titles_only=titles_only)
        candidates = engine().find(wanted)
        language = get_language() or settings.LANGUAGE_CODE
        rows = once_each(ranked(candidates, facts_of(candidates), readings, self.filters.order, language), language)
        known, rest = self._readable(rows, readings)
        if readings and not titles_only and self.filters.order is ResultOrder.BEST:
            known = [*self._closely(known[:CLOSELY], readings), *known[CLOSELY:]]
        return QueryMatches([*known, *rest], readings, is_cut=len(candidates) >= MOST)

    def _readable(
        self, rows: list[RankedEntry], readings: tuple[ParsedQuery, ...]
    ) -> tuple[list[RankedEntry], list[RankedEntry]]:
        """The first ones that the reader may read, as many as are wanted and with their entries; and the rows after them."""
        known: list[RankedEntry] = []
        at = 0
        while at < len(rows) and len(known) < self._least:
            some = rows[at : at + self._least - len(known)]
            at += len(some)
            entries = IndexEntry.objects.order_by().defer("body").in_bulk([row.key for row in some])
            texts = readable(entries.values(), self.reader, readings)
            for row in some:
                if (now := texts.get(row.key)) is not None:
                    row.take(entries[row.key], now)
            known += [row for row in some if row.entry]
        return known, rows[at:]

    def _closely(self, rows: list[RankedEntry], readings: tuple[ParsedQuery, ...]) -> list[RankedEntry]:
        is_single = all(len(reading.clauses) == 1 for reading in readings)
        return looked_at_closely(rows, {} if is_single else self.weights(readings), readings)

    def weights(self, readings: Sequence[ParsedQuery]) -> dict[Clause, int]:
        """About how many texts have each clause."""
        clauses = {clause for reading in readings for clause in reading.clauses}
        unknown = [clause for clause in clauses if clause not in self._weights]
        if unknown:
            self._weights |= dict(zip(unknown, engine().frequencies(unknown), strict=True))
        return self._weights


def facts_of(candidates: Sequence[IndexMatch]) -> dict[int, RankingSignals]:
    """What the index knows of those candidates with which the engine has not said it; a query only if there are any."""
    keys = [one.entry for one in candidates if one.facts is None]
    rows = IndexEntry.objects.filter(pk__in=keys).order_by().values_list("pk", *RankingSignals._fields) if keys else ()
    return {pk: RankingSignals(kind, state, terms, at.timestamp(), *more) for pk, kind, state, terms, at, *more in rows}


__all__ = ["QueryMatches", "Search", "SearchResult", "SearchResults", "find"]


# What is offered while somebody types: titles that the letters begin, then what else says it.


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
