"""Texts and questions in the words that the index knows: one analyser for both, the same on every database."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from threading import local
from typing import Any

import snowballstemmer

from common import markup
from common.markup.language import STEMMERS

__all__ = ["NAMELESS", "Word", "analyse", "bare", "clauses_of", "fold", "pieces", "prepare", "prepared_word"]


# What of a letter does not count: width, case, accents, the shape of apostrophes.


_LETTERS = (
    ("œ", "oe"),
    ("æ", "ae"),
    ("’", "'"),
    ("‘", "'"),
    ("ʼ", "'"),
    ("´", "'"),
    ("`", "'"),
    ("\u00ad", ""),
    ("\u200d", ""),
)
_ACCENTS = re.compile("[\u0300-\u036f]")
# The joined spellings are one word however they are written: e-mail and email, wi-fi and wifi. Looked for by the hyphen,
# which is rare, and not by what stands before it: 16 microseconds instead of 97 for 5 KB.
_JOINED = re.compile(r"-(?:(?<=(?<![^\W_])[ei]-)|(?<=(?<![^\W_])wi-))(?=[^\W\d_]{2})")

NAMELESS = ""
"""The language of texts whose words are left as they stand."""


def prepare(text: str) -> str:
    """`text` in one width and one case, œ as oe, straight apostrophes. Accents stay: stemmers need them."""
    even = unicodedata.normalize("NFKC", text).casefold()
    for sign, letters in _LETTERS:
        even = even.replace(sign, letters)
    return _JOINED.sub("", even)


def prepared_word(word: str) -> str:
    """`prepare` of one word, which is mostly known."""
    return word.lower() if word.isascii() and word.isalnum() else _prepared(word)


def bare(word: str) -> str:
    """A prepared word without accents; the voicing marks of Japanese, which make another word, stay."""
    return word if word.isascii() else _bare(word)


def fold(text: str) -> str:
    """A whole text as `bare` leaves a word."""
    prepared = prepare(text)
    return prepared if prepared.isascii() else _without_accents(prepared)


def _without_accents(text: str) -> str:
    return unicodedata.normalize("NFKC", _ACCENTS.sub("", unicodedata.normalize("NFD", text)))


# Words of plain letters, four of five, are told as fast as they are remembered.
_prepared = lru_cache(maxsize=65_536)(prepare)
_bare = lru_cache(maxsize=65_536)(_without_accents)


# Words that are in every text and tell none from another, elided articles and question words among them.


_FRENCH = """
a à ai aie aient ait alors apres après as au aucun aucune aussi autre autres aux avec avoir avait avaient avez avons c
ça car ce ceci cela celle celles celui ces cet cette ceux chez ci combien comme comment d dans de des dès dis dit doit
dois doivent donc dont du elle elles en encore entre es est et étaient était été être êtes eu eux fait faire faites
fallait faut font hui il ils j je jusqu l la là le les leur leurs lorsqu lui m ma mais me même mes mieux moi moins mon
n ne ni nos notre nous on ont ou où par parce pas peu peut peux peuvent plus pour pourquoi pouvez presque puis puisqu
qu quand que quel quelle quelles quels quelqu quelque quelques qui quoi quoiqu s sa sans se sera ses si soit sommes
son sont sous suis sur t ta tel telle tes toi ton toujours tous tout toute toutes tu un une vas va vais vers veut veux
voici voilà vos votre vous vraiment vu y aujourd très fois
"""
_ENGLISH = """
a about after all also am an and any are as at be been before but by can could d did do does doing don for from had
has have he her here hers him his how i if in into is isn it its just ll m me more most my no not of off on or our out
own re s same she should so some such t than that the their them then there these they this those to too up us ve was
we were what when where which while who whom why will with would you your yours
"""
_ITALIAN = """
a ad agli ai al all alla alle allo anche anzi avere avete aveva c che chi ci ciò coi col come con cosa cui d da dagli
dai dal dall dalla dalle dallo degli dei del dell della delle dello deve devo di dopo dove e è ed era essere fa fare
fra gli ha hai hanno ho i il in io l la le lei li lo loro lui ma me mi mia mie miei mio ne negli nei nel nell nella
nelle nello no noi non nostra nostro o od ogni per perché più poi può puoi quale quali quando quanto quel quell quella
quelle quello questa queste questi questo quest qui s se sei senza si sia siamo sono sta su sua sue sugli sui sul sull
sulla sulle sullo suo suoi t te ti tra tu tua tue tuo tuoi tutti tutto un una uno v va vi voi vostra vostre vostri
vostro
"""


def _with_bare(words: str) -> frozenset[str]:
    """As they are written, and as people type them who leave the accents out."""
    prepared = {prepare(word) for word in words.split()}
    return frozenset(prepared | {bare(word) for word in prepared})


STOP_WORDS = {"fr": _with_bare(_FRENCH), "en": _with_bare(_ENGLISH), "it": _with_bare(_ITALIAN)}


# Japanese writes no spaces: it is indexed in pairs of letters, each overlapping the next.


SIGNS = "\u3005\u3040-\u309f\u30a0-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_BY_SCRIPT = re.compile("[\u3040-\u309f]+|[\u30a0-\u30ff]+|[\u3005\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_ONLY_SYLLABLES = re.compile("[\u3040-\u309f]+")


def pairs(run: str) -> list[str]:
    """What the index stores of a run: every pair, and its last letter, so that a single letter is found by its beginning."""
    return [run[at : at + 2] for at in range(len(run))]


def is_japanese(word: str) -> bool:
    return bool(_BY_SCRIPT.match(word))


def asked(run: str) -> list[str]:
    """What a question wants of a run: its words in kanji and katakana. Hiragana between them are endings and particles,
    unless there is nothing else.
    """
    if _ONLY_SYLLABLES.fullmatch(run):
        return [run]
    return [part for part in _BY_SCRIPT.findall(run) if not _ONLY_SYLLABLES.fullmatch(part)]


# A text as words: what each is called in the index, where it stands, and what a question wants.


LONGEST_WORD = 60
PIECE = re.compile(rf"[{SIGNS}]+|[^\W_{SIGNS}]+")
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
        if not piece.isascii() and is_japanese(piece):
            found += [Word(pair, (pair,)) for pair in pairs(piece)]
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
        if is_japanese(piece):
            for part in asked(piece):
                wanted = pairs(part)[:-1] or [part]
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
    return 4 <= len(piece) <= 30 and piece.isalpha() and not is_japanese(piece)
