"""Mistyped words: what some text has that looks most like them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from django.db.models import Q
from rapidfuzz import fuzz, process

from search.analysis import bare, prepare
from search.analysis.analyzer import is_spelled, terms_of
from search.models import KnownWord
from search.query import Query

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
