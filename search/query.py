"""What somebody typed, taken apart: words, words side by side in quotes, what must not be there."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from functools import cached_property, lru_cache
from itertools import combinations
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaign.languages import guide_languages
from common.markup.language import STEMMERS
from search.analysis import NAMELESS, PIECE, Word, analyse, bare, clauses_of, is_japanese, prepare

MOST = 500
"""How many candidates are ranked; a question that more texts answer gets the best of these."""


class ResultOrder(models.TextChoices):
    BEST = "", _("Best answer first")
    NEWEST = "newest", _("Newest first")
    USEFUL = "useful", _("Most useful first")


class Audience(IntEnum):
    """Who may read a text, as the index knows it; the texts themselves are asked again before one is shown."""

    READERS = 0
    EDITORS = 1


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing that is asked for: a word, or several that stand side by side.

    `text` is what was typed, in lower case; `beginning`, if any, is that of a word still being typed, which is as good.
    """

    terms: tuple[str, ...]
    text: str
    beginning: str = ""


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A question as it reads in some languages: what a text in one of them must hold, and what it must not."""

    languages: tuple[str, ...]
    clauses: tuple[Clause, ...]
    unwanted: tuple[Clause, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SearchRequest:
    """The texts that fit one of `readings` and one facet of each group; without readings the facets alone decide."""

    readings: tuple[ParsedQuery, ...] = ()
    facets: tuple[tuple[str, ...], ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    audience: Audience = Audience.READERS
    order: ResultOrder = ResultOrder.BEST
    titles_only: bool = False
    at_most: int = MOST


@dataclass(frozen=True, kw_only=True)
class IndexedWords:
    """The words of a text, and its facets, as an engine stores them."""

    title: list[Word]
    body: list[Word]
    facets: tuple[str, ...]


class RankingSignals(NamedTuple):
    """What a candidate is ranked by besides its words, as the index has it; `title_terms` as `index` writes them."""

    kind: str
    state: str
    title_terms: str
    at: float  # seconds
    useful: int
    object_id: int
    language: str


class IndexMatch(NamedTuple):
    """An entry that fits. `score` compares the candidates of one question. An engine that has the `facts` at hand saves a
    query by telling them.
    """

    entry: int
    score: float
    facts: RankingSignals | None = None


# What somebody typed, taken apart: words, words side by side in quotes, and what must not be there.
#
# Whatever is typed is a question: a sign that leads nowhere is left out.


LONGEST = 200
MOST_CLAUSES = 12
MOST_LOOSENED = 5

_PART = re.compile(
    r"""(?P<without>(?<!\S)-(?=[\w"«“「]))?(?:"(?P<a>[^"]+)"|«(?P<b>[^«»]+)»|“(?P<c>[^“”]+)”|「(?P<d>[^「」]+)」|(?P<word>[^\s"«»“”「」]+))"""
)


@dataclass(frozen=True)
class QueryPart:
    """A word or a phrase as it was typed."""

    text: str
    is_phrase: bool
    is_unwanted: bool


@dataclass(frozen=True)
class Query:
    """A question, read in each of these languages. With `is_open`, its last word is still being typed."""

    text: str
    is_open: bool
    languages: tuple[str, ...]

    @classmethod
    def read(cls, text: str, *, is_open: bool = False, languages: tuple[str, ...] | None = None) -> Query:
        """Returns the same question for the same words: of one request, some five ask for it, and its reading is cached."""
        typed = " ".join(text.replace("\x00", " ")[:LONGEST].split())
        return _known(typed, is_open=is_open, languages=languages or languages_of_questions())

    @cached_property
    def parts(self) -> tuple[QueryPart, ...]:
        return tuple(_parts(self.text))

    @cached_property
    def readings(self) -> tuple[ParsedQuery, ...]:
        """One for each way in which some language reads it; none where nothing is asked for."""
        known: dict[tuple[tuple[Clause, ...], tuple[Clause, ...]], list[str]] = {}
        for language in self.languages:
            clauses = tuple(dict.fromkeys(self._clauses(language, is_unwanted=False)))[:MOST_CLAUSES]
            unwanted = tuple(dict.fromkeys(self._clauses(language, is_unwanted=True)))[:MOST_CLAUSES]
            if clauses:
                known.setdefault((clauses, unwanted), []).append(language)
        # What reads the same in every language needs not be asked language by language.
        return tuple(
            ParsedQuery(() if len(languages) == len(self.languages) else tuple(languages), clauses, unwanted)
            for (clauses, unwanted), languages in known.items()
        )

    @cached_property
    def words(self) -> tuple[str, ...]:
        """What was typed without signs, in lower case: for looking at mistyped words."""
        wanted = (part for part in self.parts if not part.is_unwanted)
        return tuple(piece for part in wanted for piece in PIECE.findall(prepare(part.text)))

    def _clauses(self, language: str, *, is_unwanted: bool) -> Iterator[Clause]:
        parts = [part for part in self.parts if part.is_unwanted == is_unwanted]
        for part in parts:
            is_last = self.is_open and part is self.parts[-1] and not part.is_phrase and not is_unwanted
            yield from _phrase(part.text, language) if part.is_phrase else _words(part.text, language, is_open=is_last)


@lru_cache(maxsize=100)
def _known(text: str, *, is_open: bool, languages: tuple[str, ...]) -> Query:
    return Query(text, is_open, languages)


def languages_of_questions() -> tuple[str, ...]:
    """Returns in which languages a question is read: each text is asked as its own language reads it."""
    return (*(code for code in guide_languages() if code in STEMMERS), NAMELESS)


def _parts(text: str) -> Iterator[QueryPart]:
    for found in _PART.finditer(text):
        phrase = next((found[name] for name in "abcd" if found[name]), "")
        yield QueryPart(phrase or found["word"], bool(phrase), bool(found["without"]))


def _phrase(text: str, language: str) -> Iterator[Clause]:
    """Japanese between quotes is one stretch as well; elsewhere the words stand side by side."""
    words = analyse(text, language)
    terms = [word.terms[0] for word in words]
    if terms and is_japanese(words[-1].form) and len(words[-1].form) == 1 and len(terms) > 1:
        terms.pop()  # the last letter by itself stands only at the end of a stretch
    if terms:
        yield Clause(tuple(terms), prepare(text).strip())


def _words(text: str, language: str, *, is_open: bool) -> Iterator[Clause]:
    pieces = PIECE.findall(prepare(text))
    for words, typed in clauses_of(text, language):
        beginning = ""
        if len(typed) == 1 and is_japanese(typed):
            yield Clause((), typed, beginning=typed)
            continue
        if is_open and typed == pieces[-1] and not is_japanese(typed):
            beginning = bare(typed)
        yield Clause(tuple(word.terms[0] for word in words), typed, beginning=beginning)
    if is_open and pieces and not list(clauses_of(pieces[-1], language)):
        yield Clause((), pieces[-1], beginning=bare(pieces[-1]))  # a stop word may be the beginning of another


def loosened(readings: Iterable[ParsedQuery], weights: dict[Clause, int], *, share: float) -> tuple[ParsedQuery, ...]:
    """The readings with any `share` of their clauses, of those that some text has; the rarest of them stay."""
    found: list[ParsedQuery] = []
    for reading in readings:
        rare = sorted((one for one in reading.clauses if weights.get(one)), key=lambda one: weights[one])[
            :MOST_LOOSENED
        ]
        least = max(math.ceil(len(rare) * share), 1)
        if least < len(reading.clauses):
            found += [ParsedQuery(reading.languages, some, reading.unwanted) for some in combinations(rare, least)]
    return tuple(found)
