"""Which of the texts that fit comes first: the same on every database.

In three steps, each over fewer: the engine compares all candidates by the words of their texts; titles, usefulness and
kinds put all of them in order; the best are looked at closely, word by word.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from search.analysis import bare, fold
from search.models import Entry, Kind
from search.wanted import Candidate, Clause, Order, Reading

CLOSELY = 40
# What the engine says counts least: databases compare words in ways of their own.
TITLE, BODY, ENGINE, EXACT, TOGETHER, USEFUL, IN_GUIDE = 4.0, 1.0, 0.4, 0.5, 0.6, 0.35, 0.3
KINDS = {Kind.TIP: 0.35, Kind.PAGE: 0.25, Kind.QUESTION: 0.1, Kind.CONTRIBUTION: 0.05, Kind.COMMENT: 0.0}
NEAR = 30  # signs from one word of a question to the next
MOST_PLACES = 200
OFTEN, MANY = 0.4, 8  # a word that stands in a text again and again is what it is about


@dataclass
class Ranked:
    entry: Entry
    candidate: Candidate
    score: float = 0.0  # by its words and what it is

    @property
    def total(self) -> float:
        return self.score + _useful(self.entry)


def ranked(
    candidates: Sequence[Candidate], entries: dict[int, Entry], readings: Sequence[Reading], order: Order
) -> list[Ranked]:
    """The entries in the order in which they are shown. Those that are not given are left out."""
    rows = [Ranked(entries[one.entry], one) for one in candidates if one.entry in entries]
    if order is Order.NEWEST or not readings:
        return sorted(rows, key=lambda row: (row.entry.at, row.entry.pk), reverse=True)
    best = max((row.candidate.score for row in rows), default=0.0) or 1.0
    clauses = [reading.clauses for reading in readings]
    for row in rows:
        row.score = ENGINE * row.candidate.score / best + TITLE * max(
            _in_title(row.entry.title_terms, some) for some in clauses
        )
        row.score += KINDS[Kind(row.entry.kind)]
    if order is Order.USEFUL:
        return sorted(rows, key=lambda row: (row.entry.useful, row.total, row.entry.pk), reverse=True)
    return sorted(rows, key=_order, reverse=True)


def looked_at_closely(
    rows: list[Ranked], bodies: dict[int, str], weights: dict[Clause, int], readings: Sequence[Reading]
) -> list[Ranked]:
    """The best rows once more, by what their texts say: all of the words, as they were typed, near each other."""
    head, tail = rows[:CLOSELY], rows[CLOSELY:]
    ways = [(reading.languages, _Way(reading.clauses, weights)) for reading in readings]
    for row in head:
        text, language = fold(f"{row.entry.title}\n{bodies.get(row.entry.pk, '')}"), row.entry.stemmed_as
        fitting = (way for languages, way in ways if not languages or language in languages)
        row.score += max((way.score(text) for way in fitting), default=0.0)
    return [*sorted(head, key=_order, reverse=True), *tail]


def _order(row: Ranked) -> tuple[float, float, int]:
    return (row.total, row.entry.at.timestamp(), row.entry.pk)


def _useful(entry: Entry) -> float:
    return USEFUL * min(math.log1p(entry.useful) / math.log(50), 1.0) + (IN_GUIDE if entry.state == "guide" else 0.0)


def _in_title(title_terms: str, clauses: Sequence[Clause]) -> float:
    """How much of the question is in the title, and of the title in the question: 1 where they are the same."""
    words = [word.split("|") for word in title_terms.split()]
    if not words or not clauses:
        return 0.0
    known = {term for word in words for term in word}
    found = 0.0
    for clause in clauses:
        terms = [term for term in clause.terms if term in known]
        if clause.terms and len(terms) == len(clause.terms):
            is_exact = bare(clause.text) in known or len(terms) > 1
            found += 1.0 if is_exact else 0.92
        elif clause.beginning and any(term.startswith(clause.beginning) for term in known):
            found += 0.85
    asked = found / len(clauses)
    return math.pow(asked, 1.5) * (0.75 + 0.25 * min(found / len(words), 1.0))


class _Way:
    """One reading, ready to be looked for in folded texts."""

    def __init__(self, clauses: Sequence[Clause], weights: dict[Clause, int]) -> None:
        rarity = {clause: 1.0 / (1.0 + math.log1p(weights.get(clause, 0))) for clause in clauses}
        total = sum(rarity.values()) or 1.0
        self.parts = [(_pattern(clause), bare(clause.text), rarity[clause] / total) for clause in clauses]

    def score(self, text: str) -> float:
        places: list[list[int]] = []
        score = 0.0
        for pattern, exact, weight in self.parts:
            found = list(islice(pattern.finditer(text), MOST_PLACES))
            places.append([match.start() for match in found])
            if found:
                score += BODY * weight + OFTEN * weight * min(len(found), MANY) / MANY
                score += EXACT * weight if any(match[0] == exact for match in found) else 0.0
        return score + TOGETHER * _nearness(places)


def _pattern(clause: Clause) -> re.Pattern[str]:
    """A word that begins like the stem; words side by side, with little ones between them; Japanese as it stands."""
    if not clause.terms or (len(clause.terms[0]) <= 2 and not clause.terms[0].isascii()):
        return re.compile(re.escape(bare(clause.text)))
    if clause.beginning:
        return re.compile(rf"(?<!\w){re.escape(clause.beginning)}\w*")
    return re.compile(r"(?<!\w)" + r"\w*\W+(?:\w{1,4}\W+){0,3}?".join(map(_beginning, clause.terms)) + r"\w*")


def _beginning(term: str) -> str:
    """Stemmers write a final y as i."""
    return re.escape(term[:-1]) + "[iy]" if term.endswith("i") else re.escape(term)


def _nearness(places: list[list[int]]) -> float:
    """1 where each word of the question stands beside the next one somewhere in the text; less the farther they are."""
    pairs = list(pairwise(places))
    return sum(_near(*pair) for pair in pairs) / len(pairs) if pairs else 0.0


def _near(some: list[int], others: list[int]) -> float:
    if not some or not others:
        return 0.0
    distance = min(abs(others[min(bisect_left(others, place), len(others) - 1)] - place) for place in some)
    return 1.0 if distance <= NEAR else NEAR / distance
