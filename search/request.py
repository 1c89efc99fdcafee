"""What is looked for, as every engine is told it: words, and what a text has to be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from search.analysis import Word

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
