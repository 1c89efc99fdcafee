"""What similar paragraphs were called before: the translation memory, over pairs that its caller brings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import NamedTuple

from rapidfuzz import fuzz, process

from common import markup
from common.markup import WordChange

LEAST_SCORE = 75
MOST_MATCHES = 3
MOST_SOURCES = 12  # that are looked at: several may have been translated alike
LONGEST_COMPARED = 2_000  # signs: what is longer takes its square of time, and is found where it is exact
EXACT = 100


@dataclass(frozen=True, slots=True)
class TranslatedPair:
    """A paragraph and what it is called in another language.

    `previous` is the paragraph that stands before it in its text, empty at the beginning; `origin` is the title of the text
    that said so, in `origin_language`, or the name of an edition in the language of the site; and `at` when.
    """

    source: str
    target: str
    previous: str = ""
    origin: str = ""
    at: datetime | None = None
    origin_language: str = ""


@dataclass(frozen=True, slots=True)
class MemoryMatch:
    """A pair that resembles a paragraph by `score` of 100; `changes` lead from the pair's source to the paragraph."""

    pair: TranslatedPair
    score: int
    is_in_context: bool
    changes: tuple[WordChange, ...]

    @property
    def is_exact(self) -> bool:
        return self.score == EXACT


class _Candidate(NamedTuple):
    score: float
    is_in_context: bool
    pair: TranslatedPair


class TranslationMemory:
    """Finds pairs by their sources. Where several fit as well, the one that comes first in `pairs` goes before."""

    def __init__(self, pairs: Iterable[TranslatedPair]) -> None:
        self._by_source: dict[str, list[TranslatedPair]] = {}
        for pair in pairs:
            if pair.source.strip() and pair.target.strip():
                self._by_source.setdefault(_folded(pair.source), []).append(pair)
        self._compared = [source for source in self._by_source if len(source) <= LONGEST_COMPARED]

    def matches(self, source: str, previous: str = "") -> list[MemoryMatch]:
        """Finds what resembles a paragraph, which stands behind `previous` in its text.

        Returns three matches at most, each with other words: exact ones that have the same paragraph before them, other
        exact ones, then those that resemble it by 75 % and more, the likest first.
        """
        candidates = self._candidates(_folded(source), _folded(previous))
        candidates.sort(key=lambda one: (-one.score, not one.is_in_context))  # stable: the order of the pairs decides
        return [_match(candidate, source) for candidate in _once(candidates)]

    def _candidates(self, wanted: str, before: str) -> list[_Candidate]:
        return [
            _Candidate(score, score == EXACT and _folded(pair.previous) == before, pair)
            for source, score in self._scores(wanted)
            for pair in self._by_source[source]
        ]

    def _scores(self, wanted: str) -> list[tuple[str, float]]:
        if len(wanted) > LONGEST_COMPARED or not wanted:
            return [(wanted, EXACT)] if wanted in self._by_source else []
        found = process.extract(wanted, self._compared, scorer=fuzz.ratio, score_cutoff=LEAST_SCORE, limit=MOST_SOURCES)
        return [(source, score) for source, score, _at in found]


def best_of(*found: Sequence[MemoryMatch]) -> list[MemoryMatch]:
    """The best matches of several memories, as `TranslationMemory.matches` chooses them; of equal ones the first."""
    return _once(sorted(chain(*found), key=lambda one: (-one.score, not one.is_in_context)))


def _once[M: (_Candidate, MemoryMatch)](found: Sequence[M]) -> list[M]:
    """The first three that have other words than those before them."""
    by_words: dict[str, M] = {}
    for one in found:
        by_words.setdefault(_folded(one.pair.target), one)
    return list(by_words.values())[:MOST_MATCHES]


def _match(candidate: _Candidate, source: str) -> MemoryMatch:
    changes = markup.word_changes(candidate.pair.source, source)
    return MemoryMatch(candidate.pair, int(candidate.score), candidate.is_in_context, changes)  # 99.7 % is not exact


def _folded(text: str) -> str:
    """White space does not count."""
    return " ".join(text.split())
