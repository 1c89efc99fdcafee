"""A text as words: what each is called in the index, where it stands, and what a question wants."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from threading import local
from typing import Any

import snowballstemmer

from common import markup
from common.markup.language import STEMMERS
from search.analysis import japanese
from search.analysis.normalization import NAMELESS, bare, prepare
from search.analysis.stop_words import STOP_WORDS

LONGEST_WORD = 60
PIECE = re.compile(rf"[{japanese.SIGNS}]+|[^\W_{japanese.SIGNS}]+")
_own = local()


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: `form` as it stands, without accents; `terms` are what finds it, that of the word as written first."""

    form: str
    terms: tuple[str, ...]


def pieces(text: str) -> Iterator[re.Match[str]]:
    """The words of a text as it stands, with their places."""
    return PIECE.finditer(text)


def analyse(text: str, language: str) -> list[Word]:
    """The words of a text in their order, without those that every text has; how kanji are read comes last.

    A reading in brackets would part its word from what follows it.
    """
    found: list[Word] = []
    for piece in PIECE.findall(markup.readings_apart(prepare(text))):
        if not piece.isascii() and japanese.is_japanese(piece):
            found += [Word(pair, (pair,)) for pair in japanese.pairs(piece)]
        else:
            found += _words_of(piece, language)
    return found


@lru_cache(maxsize=32_768)
def _words_of(piece: str, language: str) -> tuple[Word, ...]:
    """Of a text, most words are known from others. One, or none for a stop word."""
    terms = terms_of(piece, language)
    return (Word(bare(piece)[:LONGEST_WORD], terms),) if terms else ()


def clauses_of(text: str, language: str) -> Iterator[tuple[list[Word], str]]:
    """What the words of a question want: each the words that stand side by side, and what it looks like.

    A Japanese word is its pairs in their order. A single letter of it is the beginning of a pair.
    """
    for piece in PIECE.findall(prepare(text)):
        if japanese.is_japanese(piece):
            for part in japanese.asked(piece):
                wanted = japanese.pairs(part)[:-1] or [part]
                yield [Word(pair, (pair,)) for pair in wanted], part
        elif terms := terms_of(piece, language):
            yield [Word(bare(piece)[:LONGEST_WORD], terms)], piece


@lru_cache(maxsize=65_536)
def terms_of(piece: str, language: str) -> tuple[str, ...]:
    """The stem of a prepared word as it is written and, where that is another one, of the word without accents.

    None for a stop word. Where a stem comes from does not show: people who leave accents out find both.
    """
    if piece in STOP_WORDS.get(language, ()):
        return ()
    piece = piece[:LONGEST_WORD]
    if language not in STEMMERS:
        return tuple(dict.fromkeys((bare(piece),)))
    as_written, without = bare(_stemmer(language).stemWord(piece)), bare(_stemmer(language).stemWord(bare(piece)))
    return (as_written,) if as_written == without else (as_written, without)


def _stemmer(language: str) -> Any:
    """One for each thread: a stemmer holds the word that it works on."""
    known: dict[str, Any] = _own.__dict__.setdefault("stemmers", {})
    if language not in known:
        known[language] = snowballstemmer.stemmer(STEMMERS[language])
    return known[language]


def language_of(code: str) -> str:
    """The language that the analyser knows for a code such as "fr-CA"; NAMELESS where it knows none."""
    primary = code.partition("-")[0].casefold()
    return primary if primary in STEMMERS else NAMELESS


def is_spelled(piece: str) -> bool:
    """Whether a prepared word is one that somebody could mistype: letters of an alphabet, not too few and not too many."""
    return 4 <= len(piece) <= 30 and piece.isalpha() and not japanese.is_japanese(piece)
