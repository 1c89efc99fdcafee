"""The numbers of a text by their value, as its language writes them: 1 234,5 and 1,234.5 and １２３４．５ are one number.

What has no value as a whole (a date, a telephone number, a version) counts as the figures that it is made of.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final

from babel import UnknownLocaleError
from babel.numbers import get_decimal_symbol

from common.markup.language import LANGUAGES, primary

_FIGURES = re.compile(r"\d+(?:[.,]\d+)*")
_SPACED = re.compile(r"[1-9]\d{0,2}(?:([ \u00a0\u202f'’])\d{3})(?:\1\d{3})*(?:[.,]\d+)?(?!\d)")
_GROUPED = {
    ",": re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?"),
    ".": re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?"),
}
_HYPHENED = re.compile(r"\w+(?:-\w+)*")
_WHOLE = re.compile(r"\d+")
_DECIMAL = re.compile(r"\d+[.,]\d+")
_SCALES = {"万": 10**4, "億": 10**8, "兆": 10**12}
_SCALE_WORDS = re.compile(
    r"[ \u00a0\u202f]?(?:(?P<thousand>thousand|mille|mila)|(?P<million>millions?|milion[ei])"
    r"|(?P<billion>billions?|milliards?|miliard[oi]))\b",
    re.IGNORECASE,
)
_WORD_VALUES = {"thousand": 10**3, "million": 10**6, "billion": 10**9}

_SMALL = {
    "fr": """
        zéro un,une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit
        dix-neuf vingt
    """,
    "en": """
        zero,no one,a,an,once two,twice,both three four five six seven eight nine ten eleven twelve,dozen thirteen fourteen
        fifteen sixteen seventeen eighteen nineteen twenty
    """,
    "it": """
        zero un,uno,una due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici
        diciassette diciotto diciannove venti
    """,
    "ja": "零,ゼロ 一,ひと 二,ふた,両 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五 十六 十七 十八 十九 二十",
}
_TENS = {
    "fr": "trente quarante cinquante soixante soixante-dix quatre-vingt,quatre-vingts quatre-vingt-dix cent,cents",
    "en": "thirty forty fifty sixty seventy eighty ninety hundred",
    "it": "trenta quaranta cinquanta sessanta settanta ottanta novanta cento",
    "ja": "三十 四十 五十 六十 七十 八十 九十 百",
}
_MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "en": "january february march april may june july august september october november december",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "ja": "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
}
_THOUSAND = {"fr": "mille", "en": "thousand", "it": "mille", "ja": "千"}


def _words_by_value(language: str) -> dict[int, tuple[str, ...]]:
    known = {value: words.split(",") for value, words in enumerate(_SMALL[language].split())}
    for month, word in enumerate(_MONTHS[language].split(), start=1):
        known[month].append(word)
    known |= {10 * ten: words.split(",") for ten, words in enumerate(_TENS[language].split(), start=3)}
    return {value: tuple(words) for value, words in known.items()} | {1000: (_THOUSAND[language],)}


_WORDS = {language: _words_by_value(language) for language in _SMALL}
_SMALL_NUMBERS: Final = range(13)
"""What every language has in words, and its months: of a language whose words nobody has listed, these are not asked for."""


def numbers_in(plain: str, language: str) -> Counter[Decimal]:
    """Returns how often each number is written in figures."""
    return Counter(_values(unicodedata.normalize("NFKC", plain), primary(language)))


def is_spelled(number: Decimal, plain: str, language: str) -> bool:
    """Says whether a text may have a whole number up to 1000 in words: with all of its words somewhere, it may."""
    known = _WORDS.get(primary(language), {})
    if not known and primary(language) in LANGUAGES:
        return number in _SMALL_NUMBERS
    if not known or number != number.to_integral_value() or not 0 <= number <= 1000:
        return False
    return all(_stands_in(known[part], plain, language) for part in _spoken_parts(int(number), known))


def _spoken_parts(value: int, known: dict[int, tuple[str, ...]]) -> Iterator[int]:
    """Of 225: 2, 100, 20, 5."""
    if value in known:
        yield value
    elif value > 100:
        yield from (value // 100, 100)
        if value % 100:
            yield from _spoken_parts(value % 100, known)
    else:
        yield from (value // 10 * 10, value % 10)


def _stands_in(words: Sequence[str], plain: str, language: str) -> bool:
    if primary(language) == "ja":
        return any(word in plain for word in words)
    return not _words_in(plain).isdisjoint(words)


@lru_cache(maxsize=64)
def _words_in(plain: str) -> frozenset[str]:
    """Both "vingt-deux" and "deux"."""
    found = _HYPHENED.findall(plain.casefold())
    return frozenset(found) | {part for word in found for part in word.split("-")}


def _values(plain: str, language: str) -> Iterator[Decimal]:
    at = 0
    while found := _FIGURES.search(plain, at):
        spaced = _SPACED.match(plain, found.start())
        piece = (spaced or found)[0]
        at = found.start() + len(piece)
        values = [_whole(piece)] if spaced else list(_figures(piece, language))
        if len(values) == 1:
            value, at = _scaled(values[0], plain, at)
            values = [value]
        yield from values


def _whole(piece: str) -> Decimal:
    return Decimal(re.sub(r"[ \u00a0\u202f'’]", "", piece).replace(",", "."))


def _figures(piece: str, language: str) -> Iterator[Decimal]:
    """The value of figures with points and commas between them, or that of each of them."""
    group = _group_sign(language)
    if _GROUPED[group].fullmatch(piece):
        yield Decimal(piece.replace(group, "").replace(",", "."))
    elif _DECIMAL.fullmatch(piece):
        yield Decimal(piece.replace(",", "."))
    else:
        yield from map(Decimal, re.split("[.,]", piece))


@cache
def _group_sign(language: str) -> str:
    """What may stand between thousands besides a space; with three figures behind it, it is no decimal point."""
    try:
        return "." if get_decimal_symbol(language) == "," else ","
    except UnknownLocaleError:
        return ","


def _scaled(value: Decimal, plain: str, at: int) -> tuple[Decimal, int]:
    """The value with the word for millions behind it, and where that ends: 1億2000万 is one number."""
    if word := _SCALE_WORDS.match(plain, at):
        return value * _WORD_VALUES[word.lastgroup or ""], word.end()
    total = Decimal(0)
    while scale := _SCALES.get(plain[at : at + 1]):
        total += value * scale
        at += 1
        rest = _WHOLE.match(plain, at)
        if rest is None:
            return total, at
        value, at = Decimal(rest[0]), rest.end()
    return total + value, at
