"""SQLite: a table of FTS5 beside the entries, whose rows have their keys.

The columns hold terms, not text: the analyser has done its work, and `unicode61` only splits at spaces. What a reader
typed reaches the table as quoted terms alone, so that no sign of it is an operator.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import batched
from typing import TYPE_CHECKING, Any

from django.db import connection

from search.query import Clause, IndexedWords, IndexMatch, ParsedQuery, RankingSignals, ResultOrder, SearchRequest

if TYPE_CHECKING:
    from search.models import IndexEntry

FACET = "\ue001"  # private signs are letters for FTS5, and in no word of the analyser's
SHORTEST_BEGINNING = 3
# What a word counts in: title, body, both without accents, the title as it stands, facets.
WEIGHTS = "10.0, 1.0, 8.0, 0.8, 2.0, 0.0"
ORDERS = {
    ResultOrder.BEST: "score DESC, e.id DESC",
    ResultOrder.NEWEST: "e.at DESC, e.id DESC",
    ResultOrder.USEFUL: "e.useful DESC, e.at DESC",
}

CREATE = """
CREATE VIRTUAL TABLE search_words USING fts5(
  title, body, bare_title, bare_body, forms, facets, tokenize = "unicode61 remove_diacritics 0"
)
"""
CREATE_VOCABULARY = "CREATE VIRTUAL TABLE search_vocabulary USING fts5vocab('search_words', 'row')"


class Sqlite:
    def put(self, rows: Sequence[tuple[IndexEntry, IndexedWords]]) -> None:
        with connection.cursor() as cursor:
            for entry, words in rows:
                entry.save(force_update=True)
                cursor.execute("DELETE FROM search_words WHERE rowid = %s", [entry.pk])
                cursor.execute(
                    "INSERT INTO search_words (rowid, title, body, bare_title, bare_body, forms, facets)"
                    " VALUES (%s, %s, %s, %s, %s, %s, %s)",
                    [entry.pk, *columns(words)],
                )

    def remove(self, entries: Iterable[int]) -> None:
        with connection.cursor() as cursor:
            for entry in entries:
                cursor.execute("DELETE FROM search_words WHERE rowid = %s", [entry])

    def find(self, wanted: SearchRequest) -> list[IndexMatch]:
        conditions, values = ["search_words MATCH %s", "e.audience <= %s"], [match(wanted), int(wanted.audience)]
        for sign, moment in ((">=", wanted.since), ("<", wanted.until)):
            if moment:
                conditions.append(f"e.at {sign} %s")
                values.append(connection.ops.adapt_datetimefield_value(moment))
        statement = (
            f"SELECT e.id, -bm25(search_words, {WEIGHTS}) AS score, e.kind, e.state, e.title_terms, e.at, e.useful,"  # noqa: S608
            " e.object_id, e.language FROM search_words"
            f" JOIN search_indexentry e ON e.id = search_words.rowid WHERE {' AND '.join(conditions)}"
            f" ORDER BY {ORDERS[wanted.order]} LIMIT %s"
        )
        rows = self._rows(statement, [*values, wanted.at_most])
        return [IndexMatch(entry, score, facts_of(*facts)) for entry, score, *facts in rows]

    def frequencies(self, clauses: Sequence[Clause]) -> list[int]:
        terms = sorted({term for clause in clauses for term in clause.terms})
        counts: dict[str, int] = {}
        for some in batched(terms, 500):
            marks = ", ".join(["%s"] * len(some))
            counts |= dict(self._rows(f"SELECT term, doc FROM search_vocabulary WHERE term IN ({marks})", list(some)))  # noqa: S608
        return [min((counts.get(term, 0) for term in clause.terms), default=1) for clause in clauses]

    def settle(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_words (search_words) VALUES ('optimize')")

    def _rows(self, statement: str, values: list[Any]) -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            return list(cursor.fetchall())


def facts_of(kind: str, state: str, title_terms: str, at: datetime, *more: Any) -> RankingSignals:
    return RankingSignals(kind, state, title_terms, at.replace(tzinfo=UTC).timestamp(), *more)


def columns(words: IndexedWords) -> list[str]:
    """The stem of each word as written, in order; those without accents that differ; the title's words; the facets."""
    return [
        " ".join(word.terms[0] for word in words.title),
        " ".join(word.terms[0] for word in words.body),
        " ".join(term for word in words.title for term in word.terms[1:]),
        " ".join(term for word in words.body for term in word.terms[1:]),
        " ".join(word.form for word in words.title),
        " ".join(f"{FACET}{facet}" for facet in words.facets),
    ]


def match(wanted: SearchRequest) -> str:
    """The expression of FTS5. Every entry has a facet for its language, on which an exclusion alone can stand."""
    parts = [any_of([f"facets : {quoted([FACET + facet])}" for facet in group]) for group in wanted.facets]
    if wanted.readings:
        parts.append(any_of([reads(reading, titles_only=wanted.titles_only) for reading in wanted.readings]))
    return " AND ".join(f"({part})" for part in parts) or f'facets : "{FACET}all"'


def reads(reading: ParsedQuery, *, titles_only: bool) -> str:
    parts = [clause_of(clause, titles_only=titles_only) for clause in reading.clauses]
    if reading.languages:
        parts.append(any_of([f"facets : {quoted([f'{FACET}l{language}'])}" for language in reading.languages]))
    wanted = " AND ".join(f"({part})" for part in parts)
    unwanted = any_of([clause_of(clause) for clause in reading.unwanted])
    return f"({wanted}) NOT ({unwanted})" if unwanted else f"({wanted})"


def clause_of(clause: Clause, *, titles_only: bool = False) -> str:
    columns = "title bare_title" if titles_only else "title body bare_title bare_body"
    parts = [f"{{{columns}}} : {quoted(clause.terms)}"] if clause.terms else []
    if clause.beginning:
        is_long = len(clause.beginning) >= SHORTEST_BEGINNING
        begun = f"{columns} forms" if is_long or not clause.beginning.isascii() else "forms"
        parts.append(f"{{{begun}}} : {quoted([clause.beginning])} *")
    return any_of(parts)


def quoted(terms: Iterable[str]) -> str:
    return '"' + " ".join(terms).replace('"', '""') + '"'


def any_of(parts: Sequence[str]) -> str:
    return " OR ".join(f"({part})" for part in parts)
