"""Which of the texts that fit comes first: the same on every database.

In three steps, each over fewer: the engine compares all candidates by the words of their texts; titles, usefulness and
kinds put all of them in order; the best are looked at closely, word by word.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise

from campaign.languages import first_language
from search.analysis import bare
from search.documents import CurrentText
from search.models import IndexEntry, ResultKind
from search.query import Clause, IndexMatch, ParsedQuery, RankingSignals, ResultOrder

CLOSELY = 40
# What the engine says counts least: databases compare words in ways of their own.
TITLE, BODY, ENGINE, EXACT, TOGETHER, USEFUL, IN_GUIDE = 4.0, 1.0, 0.4, 0.5, 0.6, 0.35, 0.3
OWN_LANGUAGE = 0.4  # of two texts that fit alike, the one that the reader can read
KINDS: Mapping[str, float] = {
    ResultKind.TIP: 0.35,
    ResultKind.SECTION: 0.15,
    ResultKind.PAGE: 0.25,
    ResultKind.QUESTION: 0.1,
    ResultKind.THEME_COMMENT: 0.05,
    ResultKind.PAGE_COMMENT: 0.0,
}
OF_THE_GUIDE = frozenset({ResultKind.TIP, ResultKind.SECTION})
NEAR = 30  # signs from one word of a question to the next
MOST_PLACES = 200
OFTEN, MANY = 0.4, 8  # a word that stands in a text again and again is what it is about


@dataclass(slots=True)
class RankedEntry:
    """`entry`, and in `now` its text, are there once somebody has looked whether the reader may read it."""

    key: int
    facts: RankingSignals
    useful: int
    score: float = 0.0  # by its words and what it is
    entry: IndexEntry | None = None
    now: CurrentText | None = None

    @property
    def text(self) -> tuple[bool, int]:
        """The same for each language in which the guide has a text; one of its own for any other."""
        is_of_guide = self.facts.kind in OF_THE_GUIDE
        return is_of_guide, self.facts.object_id if is_of_guide else self.key

    def take(self, entry: IndexEntry, now: CurrentText) -> None:
        """How many find it useful is what is counted now: the index may be some minutes behind."""
        self.entry, self.now = entry, now
        if now.useful is not None:
            self.useful = entry.useful = now.useful

    @property
    def total(self) -> float:
        return self.score + _useful(self.useful) + (IN_GUIDE if self.facts.state == "guide" else 0.0)


def ranked(
    candidates: Sequence[IndexMatch],
    facts: Mapping[int, RankingSignals],
    readings: Sequence[ParsedQuery],
    order: ResultOrder,
    language: str,
) -> list[RankedEntry]:
    """The candidates in the order in which they are shown, by what they bring or `facts` says; without facts, left out.

    `language` is the reader's.
    """
    known = ((one, one.facts or facts.get(one.entry)) for one in candidates)
    found = [(one.score, RankedEntry(one.entry, some, some.useful)) for one, some in known if some]
    rows = [row for _score, row in found]
    if order is ResultOrder.NEWEST or not readings:
        return sorted(rows, key=lambda row: (row.facts.at, row.key), reverse=True)
    best = max((score for score, _row in found), default=0.0) or 1.0
    titled, own = _Titled(readings), {language, "" if language == first_language() else language}
    for score, row in found:
        row.score = ENGINE * score / best + TITLE * titled.share(row.facts.title_terms) + KINDS[row.facts.kind]
        row.score += OWN_LANGUAGE if row.facts.language in own else 0.0
    if order is ResultOrder.USEFUL:
        return sorted(rows, key=lambda row: (row.useful, row.total, row.key), reverse=True)
    return sorted(rows, key=_order, reverse=True)


def looked_at_closely(
    head: Sequence[RankedEntry], weights: dict[Clause, int], readings: Sequence[ParsedQuery]
) -> list[RankedEntry]:
    """The best rows, whose entries are known, once more: by what their texts say, all of the words, as they were typed,
    near each other.
    """
    ways = [(reading.languages, _Way(reading.clauses, weights)) for reading in readings]
    for row in head:
        assert row.entry is not None  # noqa: S101 - they were looked up
        text, language = row.entry.as_ranked, row.entry.stemmed_as
        fitting = (way for languages, way in ways if not languages or language in languages)
        row.score += max((way.score(text) for way in fitting), default=0.0)
    return sorted(head, key=_order, reverse=True)


def _order(row: RankedEntry) -> tuple[float, float, int]:
    return (row.total, row.facts.at, row.key)


@lru_cache(maxsize=1_024)
def _useful(people: int) -> float:
    return USEFUL * min(math.log1p(people) / math.log(50), 1.0)


def once_each(rows: Sequence[RankedEntry], language: str) -> list[RankedEntry]:
    """Each text of the guide once, where the first of its languages stood: in `language` if it was found in it, else in that
    of the first.
    """
    chosen: dict[tuple[bool, int], RankedEntry] = {}
    for row in rows:
        if row.facts.language == language or row.text not in chosen:
            chosen[row.text] = row
    return list(chosen.values())


class _Titled:
    """How much a title answers one of the readings. Where no term of a question stands in it, nothing is taken apart."""

    def __init__(self, readings: Sequence[ParsedQuery]) -> None:
        self._ways = [reading.clauses for reading in readings]
        clauses = [clause for clauses in self._ways for clause in clauses]
        self._signs = {term for clause in clauses for term in clause.terms}
        self._signs |= {clause.beginning for clause in clauses if clause.beginning}

    def share(self, title_terms: str) -> float:
        if not any(sign in title_terms for sign in self._signs):
            return 0.0
        return max(_in_title(title_terms, clauses) for clauses in self._ways)


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
        return re.compile(_at_start(re.escape(clause.beginning)) + r"\w*")
    first, *others = map(_beginning, clause.terms)
    return re.compile(r"\w*\W+(?:\w{1,4}\W+){0,3}?".join([_at_start(first), *others]) + r"\w*")


def _at_start(beginning: str) -> str:
    """At the start of a word, looked at after its letters are found: 6 microseconds for 5 KB instead of 76."""
    return rf"{beginning}(?<!\w{beginning})"


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
