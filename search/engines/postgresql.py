"""PostgreSQL: a column of words on the entries, with a GIN index.

The words are the analyser's terms: those of the title with the weight A, those of the body with D. Beside them stand,
under a private sign each and without a place, the facets, the terms of the title once more, and its words as they
are written: so a title is found, and completed, without reading what else holds its words.

A question that few texts answer is asked of the index. One that very many answer is asked of the best texts, in the
order that is wanted, until enough fit: what it costs is bounded however large the site is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.db import connection

from common.database import statements
from search.query import Clause, IndexedWords, IndexMatch, ParsedQuery, RankingSignals, ResultOrder, SearchRequest

if TYPE_CHECKING:
    from search.models import IndexEntry

FORM, FACET, TITLE = "\ue000", "\ue001", "\ue002"
LAST_PLACE, MOST_PLACES = 16_000, 200  # what a vector holds
SHORTEST_BEGINNING = 3
FEW = 4_000
"""As many are fetched and put into order."""
WALKED = 2_000
"""As many of the best texts are looked through where more fit."""
ENOUGH = 100
COMPARED = 150
"""The words of as many texts are compared, the best before: to read those of one costs 0.015 ms."""
READ_CLOSELY = 1_200
ENOUGH_PHRASES = 20
ORDERS = {
    ResultOrder.BEST: "standing DESC, id DESC",
    ResultOrder.NEWEST: "at DESC, id DESC",
    ResultOrder.USEFUL: "useful DESC, id DESC",
}

# An estimate that is wrong by far would have all the texts read; and of several workers each would count for itself. Sent with
# each statement, with which it is one transaction: that saves four ways to the database and back.
SETTINGS = "SET LOCAL enable_seqscan = off; SET LOCAL max_parallel_workers_per_gather = 0"

CREATE = "ALTER TABLE search_indexentry ADD COLUMN words tsvector"
# Written at once: what waits in a list has to be read by every question.
CREATE_INDEX = "CREATE INDEX search_entry_words ON search_indexentry USING gin (words) WITH (fastupdate = off)"


class Postgresql:
    def put(self, rows: Sequence[tuple[IndexEntry, IndexedWords]]) -> None:
        """In one statement: each that changes a row writes its words into the GIN index once more."""
        if rows:
            words = [vector(some) for _entry, some in rows]
            statements.update_rows([entry for entry, _words in rows], {"words": ("tsvector", words)})

    def remove(self, entries: Iterable[int]) -> None:
        self._execute("UPDATE search_indexentry SET words = NULL WHERE id = ANY(%s)", [list(entries)])

    def find(self, wanted: SearchRequest) -> list[IndexMatch]:
        return self._ranked(self._chosen(wanted), wanted)

    def frequencies(self, clauses: Sequence[Clause]) -> list[int]:
        """One question to the planner for all of them."""
        if not clauses:
            return []
        each = "SELECT id FROM search_indexentry WHERE words @@ %s::tsquery"
        statement = f"EXPLAIN (FORMAT JSON) {' UNION ALL '.join([each] * len(clauses))}"
        plan = self._plan(statement, [clause_of(clause) for clause in clauses])
        parts = plan["Plans"] if len(clauses) > 1 else [plan]
        return [int(part["Plan Rows"]) for part in parts]

    def settle(self) -> None:
        self._execute("ANALYZE search_indexentry", None)

    def _chosen(self, wanted: SearchRequest) -> list[int]:
        if wanted.titles_only:
            return self._titles(wanted)
        where, values = conditions(wanted, query(wanted))
        if self._estimate(where, values) <= FEW:
            chosen = self._side_by_side(wanted) or self._few(wanted, where, values)
            if len(chosen) > COMPARED:
                chosen = list(dict.fromkeys([*self._titles(wanted), *chosen]))[: wanted.at_most]
            return chosen
        chosen = self._titles(wanted)
        chosen += self._walk(wanted, where, values)
        if len(set(chosen)) < ENOUGH:
            chosen += self._side_by_side(wanted) or self._few(wanted, where, values)
        return list(dict.fromkeys(chosen))[: wanted.at_most]

    def _few(self, wanted: SearchRequest, where: str, values: list[Any]) -> list[int]:
        statement = (
            f"WITH found AS MATERIALIZED (SELECT id, at, useful, standing FROM search_indexentry WHERE {where} LIMIT {FEW})"  # noqa: S608
            f" SELECT id FROM found ORDER BY {ORDERS[wanted.order]} LIMIT %s"
        )
        return self._keys(statement, [*values, wanted.at_most])

    def _side_by_side(self, wanted: SearchRequest) -> list[int]:
        """Whether words stand side by side is read in the best of the texts that have them; none where that is too few."""
        if not any(len(clause.terms) > 1 for reading in wanted.readings for clause in reading.clauses):
            return []
        where, values = conditions(wanted, query(wanted, of=anywhere))
        order = ORDERS[wanted.order]
        statement = (
            f"WITH found AS MATERIALIZED (SELECT id, at, useful, standing FROM search_indexentry WHERE {where} LIMIT {FEW}),"  # noqa: S608
            f" best AS MATERIALIZED (SELECT * FROM found ORDER BY {order} LIMIT {READ_CLOSELY})"
            " SELECT id FROM best JOIN search_indexentry AS entry USING (id) WHERE entry.words @@ %s::tsquery LIMIT %s"
        )
        chosen = self._titles(wanted) + self._keys(statement, [*values, query(wanted), wanted.at_most])
        chosen = list(dict.fromkeys(chosen))[: wanted.at_most]
        return chosen if len(chosen) >= ENOUGH_PHRASES else []

    def _titles(self, wanted: SearchRequest) -> list[int]:
        if wanted.order is not ResultOrder.BEST or not wanted.readings:
            return []
        where, values = conditions(wanted, query(wanted, of=in_title))
        return self._few(wanted, where, values)

    def _walk(self, wanted: SearchRequest, where: str, values: list[Any]) -> list[int]:
        """Those that fit among the first ones in the order that is wanted; in a period, among its newest."""
        order = ORDERS[ResultOrder.NEWEST if wanted.since or wanted.until else wanted.order]
        period, moments = within(wanted)
        statement = (
            f"SELECT id FROM (SELECT * FROM search_indexentry WHERE {period} ORDER BY {order} LIMIT {WALKED}) AS best"  # noqa: S608
            f" WHERE {where} LIMIT %s"
        )
        return self._keys(statement, [*moments, *values, wanted.at_most])

    def _ranked(self, chosen: list[int], wanted: SearchRequest) -> list[IndexMatch]:
        if not chosen:
            return []
        if not wanted.readings:
            return [IndexMatch(entry, 0.0) for entry in chosen]
        statement = (
            "SELECT id, CASE WHEN id = ANY(%s) THEN ts_rank(words, %s::tsquery, 1) ELSE 0 END,"
            " kind, state, title_terms, extract(epoch FROM at)::float, useful, object_id, language"
            " FROM search_indexentry WHERE id = ANY(%s)"
        )
        rows = self._rows(statement, [chosen[:COMPARED], " | ".join(words_of(wanted)), chosen])
        return [IndexMatch(entry, score, RankingSignals(*facts)) for entry, score, *facts in rows]

    def _estimate(self, where: str, values: list[Any]) -> int:
        """How many rows the planner expects, by the statistics that the database keeps of common words."""
        plan = self._plan(f"EXPLAIN (FORMAT JSON) SELECT id FROM search_indexentry WHERE {where}", values)  # noqa: S608
        return int(plan["Plan Rows"])

    def _plan(self, statement: str, values: list[Any]) -> dict[str, Any]:
        plan = self._rows(statement, values)[0][0]
        found: dict[str, Any] = (json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]
        return found

    def _keys(self, statement: str, values: list[Any]) -> list[int]:
        return [row[0] for row in self._rows(statement, values)]

    def _rows(self, statement: str, values: list[Any]) -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(f"{SETTINGS}; {statement}", values)
            return list(cursor.fetchall())

    def _execute(self, statement: str, values: list[Any] | None) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)


def vector(words: IndexedWords) -> str:
    """The text of a tsvector: each term with its places. Between title and body no phrase holds."""
    places: dict[str, list[str]] = {}
    for weight, start, some in (("A", 1, words.title), ("", len(words.title) + 10, words.body)):
        for place, word in enumerate(some[: LAST_PLACE - start], start):
            for term in word.terms:
                places.setdefault(term, []).append(f"{place}{weight}")
    bare = [f"{FACET}{facet}" for facet in words.facets]
    bare += [f"{TITLE}{term}" for word in words.title for term in word.terms]
    bare += [f"{FORM}{word.form}" for word in words.title]
    placed = [f"{quoted(term)}:{','.join(known[:MOST_PLACES])}" for term, known in places.items()]
    return " ".join([*placed, *map(quoted, dict.fromkeys(bare))])


def conditions(wanted: SearchRequest, asked: str) -> tuple[str, list[Any]]:
    period, moments = within(wanted)
    return f"words @@ %s::tsquery AND audience <= %s AND {period}", [asked, int(wanted.audience), *moments]


def within(wanted: SearchRequest) -> tuple[str, list[Any]]:
    parts = [("at >= %s", wanted.since), ("at < %s", wanted.until)]
    known = [(part, moment) for part, moment in parts if moment]
    return " AND ".join(part for part, _moment in known) or "TRUE", [moment for _part, moment in known]


def query(wanted: SearchRequest, of: Any = None) -> str:
    """The tsquery: what is asked of the words, or, with `of=in_title`, of the title's alone."""
    parts = [any_of([quoted(FACET + facet) for facet in group]) for group in wanted.facets]
    if wanted.readings:
        parts.append(any_of([reads(reading, of or clause_of) for reading in wanted.readings]))
    return " & ".join(f"({part})" for part in parts) or quoted(f"{FACET}all")


def reads(reading: ParsedQuery, of: Any) -> str:
    parts = [of(clause) for clause in reading.clauses]
    if reading.languages:
        parts.append(any_of([quoted(f"{FACET}l{language}") for language in reading.languages]))
    parts += [f"!({clause_of(clause)})" for clause in reading.unwanted]
    return " & ".join(f"({part})" for part in parts)


def clause_of(clause: Clause) -> str:
    parts = [" <-> ".join(map(quoted, clause.terms))] if clause.terms else []
    if clause.beginning:
        parts.append(f"{quoted(FORM + clause.beginning)}:*")
        if len(clause.beginning) >= SHORTEST_BEGINNING or not clause.beginning.isascii():
            parts.append(f"{quoted(clause.beginning)}:*")
    return any_of(parts)


def anywhere(clause: Clause) -> str:
    """The words of a clause wherever they stand: what the index tells without reading a text."""
    return " & ".join(map(quoted, clause.terms)) if len(clause.terms) > 1 else clause_of(clause)


def in_title(clause: Clause) -> str:
    parts = [" & ".join(quoted(TITLE + term) for term in clause.terms)] if clause.terms else []
    if clause.beginning:
        parts.append(f"{quoted(FORM + clause.beginning)}:*")
    return any_of(parts)


def words_of(wanted: SearchRequest) -> list[str]:
    return list(dict.fromkeys(clause_of(clause) for reading in wanted.readings for clause in reading.clauses))


def quoted(term: str) -> str:
    doubled = term.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"


def any_of(parts: Sequence[str]) -> str:
    return " | ".join(f"({part})" for part in parts)
