"""What of a letter does not count: width, case, accents, the shape of apostrophes."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

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
