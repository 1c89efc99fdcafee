"""A passage of a text, found again in a later text: unchanged, changed, or gone.

Works on Markdown and on rendered words alike, since both are made even before they are compared.

A text made even, so that two readings of the same words are equal: with a map back to where each sign stood.
"""

import html
import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from itertools import accumulate
from typing import Literal, NamedTuple

from common.markup import ruby
from common.markup.word_diff import Effort, common_runs

# What stands in Markdown and is not read: the marks of lines, the addresses of links, pictures, references of notes.
_UNREAD = re.compile(
    rf"""{ruby.UNREAD} |"""
    r"""
      ^[ ]{0,3}\[\^[^\]\n]{1,80}\]:
    | ^[ ]{0,3}(?:```|~~~).*$
    | ^[ ]{0,3}!!![ ]?[\w-]{1,40}
    | ^[ ]{0,3}\|?[ ]{0,8}:?-{3,}+[ |:-]*+$
    | ^[ \t]{0,40}(?:[-+]|[0-9]{1,9}[.)]|:)(?=[ \t])
    | ^[ \t]{0,40}(?:[-+*][ \t]{1,8})?\[[xX ]\](?=[ ])
    | !\[[^\[\]\n]{0,500}\]\([^()\s]{0,2000}(?:[ ]+"[^"\n]{0,500}")?\)
    | \[\[[^\[\]\n|\\]{1,200}\\?\|
    | \[\^[^\]\n]{1,80}\]
    | \]\([^()\s]{0,2000}(?:[ ]+"[^"\n]{0,500}")?\)
    | \]\[[^\]\n]{0,200}\]
    | </?(?:sub|sup|kbd|abbr)\b[^<>]{0,100}>
    | (?P<signs>[*_~`\#>\\\[\]<]+)
    | (?P<space>(?:\s|\||<br[ ]*/?>)+)
    | (?P<entity>&\#?\w{1,32};)
    | (?P<plain>[a-z0-9]+)
    | (?P<other>.)
    """,
    re.MULTILINE | re.VERBOSE,
)
_FOLDED = {"’": "'", "‘": "'", "ʼ": "'", "´": "'", "«": '"', "»": '"', "“": '"', "”": '"', "„": '"'}
_FOLDED |= {"–": "-", "—": "-", "‑": "-", "…": "...", "œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"}
_CLINGS_TO_WHAT_IS_BEFORE = frozenset(':;?!"')  # French puts a space there, which an author may have left out
_MARK_ENDS = 0x370
LONGEST_KNOWN = 20_000


@dataclass(frozen=True, slots=True)
class NormalizedText:
    """`words` in lower case, without accents, one space between, straight quotes; the sign `words[i]` stood at `at[i]`."""

    words: str
    at: array[int]
    length: int

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `words[start:end]` stands in the text, from the first sign to behind the last one."""
        if start >= end:
            place = self.at[start] if start < len(self.at) else self.length
            return place, place
        return self.at[start], self.at[end - 1] + 1

    def index(self, offset: int) -> int:
        """The first sign of `words` that stands at `offset` of the text or after it."""
        return bisect_left(self.at, offset)


def normalize_text(text: str) -> NormalizedText:
    """Markdown or plain words alike: what only lays out a text is left out. Linear in its length. Many passages are looked
    for in one text: of the last few, the result is known.
    """
    return _known(text) if len(text) <= LONGEST_KNOWN else _normalized(text)


@lru_cache(maxsize=64)
def _known(text: str) -> NormalizedText:
    return _normalized(text)


def _normalized(text: str) -> NormalizedText:
    words: list[str] = []
    at = array("I")
    last, space_at = '"', -1
    for found in _UNREAD.finditer(text):
        kind, start = found.lastgroup, found.start()
        if kind is None or kind == "signs":
            continue
        if kind == "space":
            space_at = start
            continue
        piece = found.group() if kind == "plain" else _folded(found.group(), is_entity=kind == "entity")
        if not piece:
            continue
        if piece == " ":  # a no-break space written as &nbsp;
            space_at = start
            continue
        if space_at >= 0 and last != '"' and piece[0] not in _CLINGS_TO_WHAT_IS_BEFORE:
            words.append(" ")
            at.append(space_at)
        space_at = -1
        words.append(piece)
        at.extend(range(start, start + len(piece)) if kind == "plain" else [start] * len(piece))
        last = piece[-1]
    return NormalizedText("".join(words), at, len(text))


@lru_cache(maxsize=4096)
def _folded(sign: str, *, is_entity: bool) -> str:
    if is_entity:
        sign = html.unescape(sign)
    if sign.isspace():
        return " "
    folded = "".join(_FOLDED.get(char, char) for char in sign)
    bare = "".join(char for char in unicodedata.normalize("NFKD", folded) if not _is_accent(char))
    return unicodedata.normalize("NFKC", bare).casefold()


def _is_accent(char: str) -> bool:
    """The accents of our letters; the voicing marks of Japanese make another word."""
    return unicodedata.combining(char) > 0 and ord(char) < _MARK_ENDS


type Standing = Literal["unchanged", "changed", "gone"]

CONTEXT = 32
LEAST_SCORE = 0.6
_GRAM = 4
_CANDIDATES = 8
_EFFORT = 400_000
_STEM = 5
_RUNS = 60
_MOST_PLACES = 200
_LEAST_CONTEXT = 12
_ENDS = (".", "!", "?", "。")
_SPACELESS = "\u3040-\u30ff\u3400-\u9fff"  # kana and kanji: each sign stands for a word
_WORD = re.compile(rf"[{_SPACELESS}]|[^\s{_SPACELESS}]+")
_PIECE = re.compile(rf"[{_SPACELESS}]|[^\W{_SPACELESS}]+|[^\w\s]")
_LONGEST_WORD = 40


@dataclass(frozen=True, slots=True)
class TextQuote:
    """A passage: its words, what stood before and behind them, and where, which only decides between equal places."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int = 0

    @property
    def key(self) -> str:
        """The identity of its words: case, accents, spaces, quotes and markup do not count."""
        return passage_key(self.exact)


@dataclass(frozen=True, slots=True)
class QuoteMatch:
    """`text[start:end]`. Where the passage is gone that is the empty place where it stood, or the end of the text.

    A score below 1 means that the words changed, however little: a "not" that was put in scores 0.95.
    """

    standing: Standing
    score: float
    start: int
    end: int

    def words_in(self, text: str) -> str:
        return text[self.start : self.end]


class _Place(NamedTuple):
    start: int
    end: int
    score: float


def passage_key(exact: str) -> str:
    return sha256(normalize_text(exact).words.encode()).hexdigest()


def text_quote(text: str, start: int, end: int) -> TextQuote:
    """The anchor of `text[start:end]`."""
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return TextQuote(text[start:end], before.strip(), after.strip(), start)


def find_quote(anchor: TextQuote, text: str, *, whole_words: bool = True) -> QuoteMatch:
    """Looks for a passage: its very words first, then what resembles them most, then the place where it stood.

    Without `whole_words` its words may begin and end inside a word, as a hasty selection does.
    """
    even, sought = normalize_text(text), normalize_text(anchor.exact).words
    if sought and (places := _exact_places(even.words, sought, whole_words=whole_words)):
        best = max(places, key=lambda start: _fit(even, start, start + len(sought), anchor))
        return QuoteMatch("unchanged", 1.0, *even.span(best, best + len(sought)))
    if (like := _most_alike(even.words, sought)) is not None and like.score >= LEAST_SCORE:
        return QuoteMatch("changed", like.score, *even.span(like.start, like.end))
    place = even.span(*_between(even.words, anchor))[0]
    return QuoteMatch("gone", 0.0, place, place)


def quoted_in(texts: Iterable[str], passages: Iterable[str]) -> list[bool]:
    """Returns of each text whether one of the passages stands in it word for word: is "unchanged" for `find_quote`."""
    sought = [words for passage in passages if (words := normalize_text(passage).words)]
    return [_has_any(normalize_text(text).words, sought) for text in texts]


def _has_any(words: str, sought: Iterable[str]) -> bool:
    return any(_exact_places(words, one, whole_words=True) for one in sought)


def _exact_places(words: str, sought: str, *, whole_words: bool) -> list[int]:
    places: list[int] = []
    at = words.find(sought)
    while at >= 0 and len(places) < _MOST_PLACES:
        if not whole_words or _is_whole(words, at, at + len(sought)):
            places.append(at)
        at = words.find(sought, at + 1)
    return places


def _is_whole(words: str, start: int, end: int) -> bool:
    return not (_joins(words, start) or _joins(words, end))


def _joins(words: str, at: int) -> bool:
    """Whether a cut there goes through a word; scripts without spaces have no such words."""
    around = words[max(0, at - 1) : at + 1]
    return 0 < at < len(words) and around.isascii() and around.isalnum()


def _fit(even: NormalizedText, start: int, end: int, anchor: TextQuote) -> tuple[int, int]:
    """How much of what stood around it stands around this place; then how near it is to where it was."""
    before, after = normalize_text(anchor.prefix).words.strip(), normalize_text(anchor.suffix).words.strip()
    alike = _alike(before[::-1], even.words[:start][-CONTEXT * 2 :].strip()[::-1])
    alike += _alike(after, even.words[end : end + CONTEXT * 2].strip())
    return alike, -abs(even.at[start] - anchor.start)


def _alike(one: str, two: str) -> int:
    """How many signs both begin with."""
    length = 0
    for a, b in zip(one, two, strict=False):
        if a != b:
            break
        length += 1
    return length


def _most_alike(words: str, sought: str) -> _Place | None:
    """The stretch that resembles the passage most. Stretches that share the most short strings are compared closely."""
    if len(sought) < _GRAM or len(words) < _GRAM:
        return None
    grams = {sought[at : at + _GRAM] for at in range(len(sought) - _GRAM + 1)}
    shared = list(accumulate((words[at : at + _GRAM] in grams for at in range(len(words) - _GRAM + 1)), initial=0))
    wanted, effort = _pieces(sought, 0), Effort(_EFFORT)
    places = (_aligned(words, wanted, start, len(sought), effort) for start in _candidates(words, shared, len(sought)))
    return max((place for place in places if place), key=lambda place: place.score, default=None)


def _candidates(words: str, shared: list[int], length: int) -> list[int]:
    """Where the stretches of this length begin that share the most with the passage, none of them twice."""
    last = len(shared) - 1
    starts = (found.start() for found in _WORD.finditer(words))
    counted = [(shared[min(last, start + length)] - shared[min(last, start)], start) for start in starts]
    least = length * LEAST_SCORE / 4
    chosen: list[int] = []
    for count, start in sorted(counted, key=lambda pair: (-pair[0], pair[1]))[: 40 * _CANDIDATES]:
        if count < least or len(chosen) == _CANDIDATES:
            break
        if all(abs(start - other) > length // 3 for other in chosen):
            chosen.append(start)
    return chosen


class _Piece(NamedTuple):
    """A word or a sign; words that begin alike count as one, since an ending changes easily."""

    key: str
    start: int
    end: int


def _pieces(words: str, offset: int) -> list[_Piece]:
    found = _PIECE.finditer(words)
    return [_Piece(word.group()[:_STEM], word.start() + offset, word.end() + offset) for word in found]


def _aligned(words: str, wanted: list[_Piece], near: int, length: int, effort: Effort) -> _Place | None:
    """The part of the neighbourhood of `near` that matches the passage best."""
    begin = max(0, near - length // 2 - CONTEXT)
    begin = max(words.rfind(" ", 0, begin + 1) + 1, begin - _LONGEST_WORD)
    there = _pieces(words[begin : near + 2 * length + CONTEXT], begin)
    runs = common_runs([piece.key for piece in wanted], [piece.key for piece in there], effort)
    stretches = _stretches([(there[run.j].start, there[run.j + run.length - 1].end) for run in runs], length)
    best = max(stretches, key=lambda place: place.score, default=None)
    if best and words[best.end : best.end + 1] in _ENDS and words[best.end - 1] not in _ENDS:
        best = best._replace(end=best.end + 1)
    return best and best._replace(score=min(best.score, 0.99))


def _stretches(runs: list[tuple[int, int]], length: int) -> Iterator[_Place]:
    """Every stretch from the beginning of one run to the end of another, with its likeness; of many runs, the outer ones."""
    matched = list(accumulate((end - start for start, end in runs), initial=0))
    for first in range(min(len(runs), _RUNS)):
        for last in range(max(first, len(runs) - _RUNS), len(runs)):
            start, end = runs[first][0], runs[last][1]
            yield _Place(start, end, 2 * (matched[last + 1] - matched[first]) / (length + end - start))


def _between(words: str, anchor: TextQuote) -> tuple[int, int]:
    """The empty place between what stood before a passage and what stood behind it; the end where neither is left."""
    before, after = normalize_text(anchor.prefix).words.strip(), normalize_text(anchor.suffix).words.strip()
    if len(before) >= _LEAST_CONTEXT and (at := words.find(before)) >= 0:
        return at + len(before), at + len(before)
    if len(after) >= _LEAST_CONTEXT and (at := words.find(after)) >= 0:
        return at, at
    return len(words), len(words)
