"""What may be wrong with the translation of a paragraph, in whole sentences. Pure: two texts come in, warnings come out.

A warning stops nobody, unless it `blocks`: where the guide prints names itself, it would not print them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final

from babel import UnknownLocaleError
from babel.numbers import get_decimal_symbol
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.markup.language import LANGUAGES, primary
from common.markup.readability import parts_words
from guide.publication.markdown import PLACE_OF_NAMES
from guide.translating.paragraph_pair import Paragraph, ParagraphPair, is_too_long, is_too_short

_PICTURES = frozenset({"image", "image_reference"})
_LONE_EMPHASIS = re.compile(r"(?<![\\*_~])(?:\*+|~~+|(?<!\w)_+(?=\w)|(?<=\w)_+(?!\w))(?![*_~])")
_DOUBLE_SPACE = re.compile(r"\S([ \u00a0\u202f]{2,})(?=\S)")
_FEWEST_WORDS, _FEWEST_SIGNS = 4, 8  # of what can hardly be the same in two languages


@dataclass(frozen=True, slots=True)
class QualityWarning:
    """One sentence about a translation. `kind` names the check; `blocks` says that it must not be published so."""

    kind: str
    words: str
    blocks: bool = False


def quality_warnings(source: str, target: str, languages: tuple[str, str]) -> list[QualityWarning]:
    """Compares a paragraph in Markdown with its translation; `languages` are those of both.

    Returns what may be wrong, each in a sentence, the gravest first.
    """
    if not source.strip():
        return []
    if not target.strip():
        return [QualityWarning("empty", _("This paragraph is not translated yet."))]
    pair = ParagraphPair(Paragraph(source, languages[0]), Paragraph(target, languages[1]))
    return [QualityWarning(kind, words, kind in _BLOCKING) for kind, check in _CHECKS.items() for words in check(pair)]


def blocking_warnings(pairs: Sequence[tuple[str, str]]) -> list[str]:
    """Returns what must be mended in paragraphs before they can be printed, once each."""
    found = (ParagraphPair(Paragraph(source, ""), Paragraph(target, "")) for source, target in pairs)
    return list(dict.fromkeys(words for pair in found for kind in _BLOCKING for words in _CHECKS[kind](pair)))


def is_untouched(source: str, target: str, languages: tuple[str, str]) -> bool:
    """Returns whether a translation is the original's own words, and these are more than a name or a number."""
    return _folded(source) == _folded(target) and _says_something(Paragraph(source, languages[0]))


def _place_of_names(pair: ParagraphPair) -> Iterator[str]:
    if PLACE_OF_NAMES.search(pair.source.markdown) and not PLACE_OF_NAMES.search(pair.target.markdown):
        yield _("{contributors} has to stand alone on a line: the guide prints the names there.")


def _filled_in(pair: ParagraphPair) -> Iterator[str]:
    for name in pair.source.filled_in - pair.target.filled_in:
        yield _("“%(name)s” of the original is missing.") % {"name": name}
    for name in pair.target.filled_in - pair.source.filled_in:
        yield _("“%(name)s” does not stand in the original.") % {"name": name}


def _links(pair: ParagraphPair) -> Iterator[str]:
    for address in pair.source.links - pair.target.links:
        yield _("The link to “%(target)s” is missing.") % {"target": address}
    for address in pair.target.links - pair.source.links:
        yield _("The link to “%(target)s” does not stand in the original.") % {"target": address}


def _pictures(pair: ParagraphPair) -> Iterator[str]:
    before, after = pair.source.targets(*_PICTURES), pair.target.targets(*_PICTURES)
    if lost := (before - after).total():
        yield ngettext("%(n)s picture is missing.", "%(n)s pictures are missing.", lost) % {"n": lost}
    if added := (after - before).total():
        words = ngettext(
            "%(n)s picture does not stand in the original.", "%(n)s pictures do not stand in the original.", added
        )
        yield words % {"n": added}


def _mentions(pair: ParagraphPair) -> Iterator[str]:
    if pair.source.targets("mention") != pair.target.targets("mention"):
        yield _("The colleagues that are named with an @ are not those of the original.")


def _notes(pair: ParagraphPair) -> Iterator[str]:
    if pair.source.targets("note_mark") != pair.target.targets("note_mark"):
        yield _("The references of notes are not those of the original.")


def _numbers(pair: ParagraphPair) -> Iterator[str]:
    before, after = (numbers_in(side.plain, side.language) for side in (pair.source, pair.target))
    for number in before - after:
        if not is_spelled(number, pair.target.plain, pair.target.language):
            yield _("The number %(number)s of the original is missing.") % {"number": number_format(number)}
    for number in after - before:
        if number != 1 and not is_spelled(number, pair.source.plain, pair.source.language):
            yield _("The number %(number)s does not stand in the original.") % {"number": number_format(number)}


def _marks(pair: ParagraphPair) -> Iterator[str]:
    before, after = pair.source.marks, pair.target.marks
    if [_mark_kind(mark) for mark in before] == [_mark_kind(mark) for mark in after]:
        return
    if len(before) <= 1 and len(after) <= 1:
        first, second = ("".join(marks) or "…" for marks in (before, after))
        words = _("The original begins with “%(before)s”, the translation with “%(after)s”.")
        yield words % {"before": first, "after": second}
    else:
        yield _("Lines, list items or cells are not those of the original.")


def _mark_kind(mark: str) -> str:
    return "-" if mark in {"-", "*", "+"} else re.sub(r"[0-9]+", "1", mark)


def _emphasis(pair: ParagraphPair) -> Iterator[str]:
    before, after = (_lone_signs(side) for side in (pair.source, pair.target))
    for sign in after - before:
        yield _("“%(sign)s” stands alone: an emphasis is not opened, or not closed.") % {"sign": sign}


def _lone_signs(side: Paragraph) -> Counter[str]:
    found = Counter[str]()
    for words in side.words:
        for sign in _LONE_EMPHASIS.finditer(words):
            around = words[sign.start() - 1 : sign.start()] if sign.start() else "", words[sign.end() :][:1]
            if not all(one.isspace() for one in around):
                found[sign[0]] += 1
    return found


def _same(pair: ParagraphPair) -> Iterator[str]:
    if _folded(pair.source.plain) == _folded(pair.target.plain) and _says_something(pair.source):
        yield _("The translation is the same as the original.")


def _says_something(side: Paragraph) -> bool:
    """More than a name, a number or an address."""
    if not parts_words(side.language):
        return sum(sign.isalpha() for sign in side.plain) >= _FEWEST_SIGNS
    words = re.findall(r"[^\W\d_]+", side.plain)
    return len(words) >= _FEWEST_WORDS and sum(word[0].islower() for word in words) >= len(words) / 2


def _lengths(pair: ParagraphPair) -> Iterator[str]:
    if is_too_long(pair.source.plain, pair.target.plain, pair.languages):
        yield _("The translation is much longer than its original.")
    if is_too_short(pair.source.plain, pair.target.plain, pair.languages):
        yield _("The translation is much shorter than its original.")


def _spaces(pair: ParagraphPair) -> Iterator[str]:
    if any(map(_DOUBLE_SPACE.search, pair.target.words)) and not any(map(_DOUBLE_SPACE.search, pair.source.words)):
        yield _("Two spaces follow one another.")


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


_CHECKS: dict[str, Callable[[ParagraphPair], Iterator[str]]] = {
    "place_of_names": _place_of_names,
    "filled_in": _filled_in,
    "links": _links,
    "pictures": _pictures,
    "mentions": _mentions,
    "notes": _notes,
    "marks": _marks,
    "numbers": _numbers,
    "emphasis": _emphasis,
    "same": _same,
    "length": _lengths,
    "spaces": _spaces,
}
_BLOCKING = ("place_of_names",)


# The numbers of a text by their value, as its language writes them: 1 234,5 and 1,234.5 and １２３４．５ are one number.
#
# What has no value as a whole (a date, a telephone number, a version) counts as the figures that it is made of.


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
