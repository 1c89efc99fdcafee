"""The stretch of a text that says most about a question, with its words marked. Plain text in, safe HTML out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString

from common import markup
from search.analysis import SIGNS, analyse, bare, fold, is_japanese, pieces, prepared_word, terms_of
from search.query import Clause, ParsedQuery

WIDTH = 240
BEFORE = 50
MOST_HITS = 400


class Hit(NamedTuple):
    """Where a word of the question stands, and which of them it is."""

    start: int
    end: int
    clause: int


class Marker:
    """Finds the words of one question in texts of one language; what it learns of a word it remembers for the next text."""

    def __init__(self, readings: Sequence[ParsedQuery], language: str) -> None:
        fitting = [reading for reading in readings if not reading.languages or language in reading.languages]
        clauses = list(dict.fromkeys(clause for reading in fitting for clause in reading.clauses))
        self._language = language
        self._by_term = {term: number for number, clause in enumerate(clauses) for term in clause.terms}
        self._beginnings = [(clause.beginning, number) for number, clause in enumerate(clauses) if clause.beginning]
        self._japanese = [(clause.text, number) for number, clause in enumerate(clauses) if is_japanese(clause.text)]
        self._known: dict[str, int | None] = {}
        wanted = {*self._by_term, *(beginning for beginning, _number in self._beginnings)}
        self._places = None if self._japanese else places_like(frozenset(term[:2] for term in wanted))

    def hits(self, text: str) -> list[Hit]:
        """Only the words that begin like one of the question are looked at: 0.03 ms for 5 KB, and not 0.6 for all of them."""
        if self._places is None:
            return self.every_hit(text)
        found: list[Hit] = []
        for place in self._places.finditer(text):
            at = place.start()
            word = None if at and LETTER.match(text, at - 1) else WORD.match(text, at)
            if word and (clause := self._clause_of(word[0])) is not None:
                found.append(Hit(at, word.end(), clause))
                if len(found) >= MOST_HITS:
                    break
        return found

    def every_hit(self, text: str) -> list[Hit]:
        """The same, looking at every word."""
        found: list[Hit] = []
        for piece in pieces(text):
            if is_japanese(piece[0]):
                found += self._in_run(piece[0], piece.start())
            elif (clause := self._clause_of(piece[0])) is not None:
                found.append(Hit(piece.start(), piece.end(), clause))
            if len(found) >= MOST_HITS:
                break
        return found

    def marked(self, text: str) -> SafeString:
        """A short text as a whole."""
        return _html(text, self.hits(text))

    def excerpt(self, text: str, *, is_even: bool = False) -> SafeString:
        """The window with the most different words of the question, then the most of them; without any, the beginning.

        `is_even`: single spaces stand between its words already.
        """
        text = text if is_even else " ".join(text.split())
        hits = self.hits(text)
        start, end = _window(text, hits)
        inside = [
            Hit(hit.start - start, hit.end - start, hit.clause) for hit in hits if start <= hit.start and hit.end <= end
        ]
        opening, closing = ("… " if start else ""), (" …" if end < len(text) else "")
        return SafeString(f"{opening}{_html(markup.tied(text[start:end], self._language), inside)}{closing}")

    def _clause_of(self, word: str) -> int | None:
        if word not in self._known:
            self._known[word] = self._looked_up(prepared_word(word))
        return self._known[word]

    def _looked_up(self, piece: str) -> int | None:
        for term in terms_of(piece, self._language):
            if term in self._by_term:
                return self._by_term[term]
        plain = bare(piece)
        return next((number for beginning, number in self._beginnings if plain.startswith(beginning)), None)

    def _in_run(self, run: str, offset: int) -> list[Hit]:
        """Japanese words, each where it stands in a stretch without spaces; overlapping ones are one."""
        found = []
        for word, number in self._japanese:
            at = run.find(word)
            while at >= 0:
                found.append(Hit(offset + at, offset + at + len(word), number))
                at = run.find(word, at + len(word))
        return _apart(sorted(found, key=lambda hit: (hit.start, -hit.end)))


def _apart(hits: list[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    for hit in hits:
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def _window(text: str, hits: Sequence[Hit]) -> tuple[int, int]:
    if len(text) <= WIDTH:
        return 0, len(text)
    start = max((hits[_fullest(hits)].start if hits else 0) - BEFORE, 0)
    start = min(start, max(len(text) - WIDTH, 0))
    return _whole_words(text, start, min(start + WIDTH, len(text)))


def _fullest(hits: Sequence[Hit]) -> int:
    """The hit at which the fullest window begins."""
    if len({hit.clause for hit in hits}) == 1:
        return _thickest(hits)
    best, score, end = 0, (0, 0), 0
    inside: dict[int, int] = {}
    for begin, hit in enumerate(hits):
        while end < len(hits) and hits[end].end - hit.start <= WIDTH - BEFORE:
            inside[hits[end].clause] = inside.get(hits[end].clause, 0) + 1
            end += 1
        now = (len(inside), sum(inside.values()))
        if now > score:
            best, score = begin, now
        if inside.get(hit.clause, 0) > 1:
            inside[hit.clause] -= 1
        else:
            inside.pop(hit.clause, None)
    return best


def _thickest(hits: Sequence[Hit]) -> int:
    """The same for one word alone, where counting is enough."""
    best = most = end = 0
    ends = [hit.end for hit in hits]
    for begin, hit in enumerate(hits):
        limit = hit.start + WIDTH - BEFORE
        while end < len(ends) and ends[end] <= limit:
            end += 1
        if end - begin > most:
            best, most = begin, end - begin
    return best


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Cut at spaces, where there is one near."""
    if start:
        space = text.find(" ", start, start + BEFORE - 10)
        start = space + 1 if space >= 0 else start
    if end < len(text):
        space = text.rfind(" ", end - 30, end)
        end = space if space >= 0 else end
    return start, end


def _html(text: str, hits: Sequence[Hit]) -> SafeString:
    parts: list[str] = []
    at = 0
    for hit in hits:
        parts += escape(text[at : hit.start]), "<mark>", escape(text[hit.start : hit.end]), "</mark>"
        at = hit.end
    parts.append(escape(text[at:]))
    return SafeString("".join(parts))


PLAIN = 0x1100
"""From here on stand scripts and shapes that are rare here: a word that begins with one is always looked at."""
LETTER = re.compile(rf"[^\W_{SIGNS}]")
WORD = re.compile(rf"[^\W_{SIGNS}]+")


@lru_cache(maxsize=256)
def places_like(beginnings: frozenset[str]) -> re.Pattern[str]:
    """Where two letters stand that are those of one of these, in some case, width or accent, and maybe at the start of a word:
    the stem of a word begins as the word does, but for y, which may become i. Some other places besides.
    """
    first, second = _any_of("".join(term[:1] for term in beginnings)), ""
    if all(len(term) == 2 for term in beginnings):
        others = "".join("iy" if term[1] in "iy" else term[1] for term in beginnings)
        second = rf"(?:(?<={_any_of(SEVERAL)})|(?={_any_of(others)}))"
    return re.compile(rf"{first}(?<![a-z].){second}")


def _any_of(letters: str) -> str:
    """Said as what it is not, since Python takes 2 ms for each class of signs that reaches farther than PLAIN."""
    some = sorted({ord(sign) for letter in set(letters) for sign in _spellings().get(letter, letter)})
    ends = zip([-1, *some], [*some, PLAIN], strict=True)
    others = [rf"\u{before + 1:04x}-\u{after - 1:04x}" for before, after in ends if after > before + 1]
    return f"[^{''.join(others)}]"


SEVERAL = "\n"
"""What `_spellings` calls the signs that are read as more than one letter."""


@cache
def _spellings() -> dict[str, str]:
    """The signs that are read as each letter which has several, as far as PLAIN; some milliseconds, once a process."""
    found: defaultdict[str, str] = defaultdict(str)
    for sign in map(chr, range(ord("0"), PLAIN)):
        if read := fold(sign):  # which remembers none of them, 1 MB
            found[read[0]] += sign
            found[SEVERAL] += sign if len(read) > 1 else ""
    return {letter: signs for letter, signs in found.items() if signs != letter}


def matches(readings: Sequence[ParsedQuery], language: str, text: str) -> bool:
    """Whether a text still answers one of the readings: for what was changed since it was indexed."""
    words = [word.terms for word in analyse(text, language)]
    fitting = (reading for reading in readings if not reading.languages or language in reading.languages)
    return any(_reads(reading, words) for reading in fitting)


def _reads(reading: ParsedQuery, words: list[tuple[str, ...]]) -> bool:
    wanted = all(_stands(clause, words) for clause in reading.clauses)
    return wanted and not any(_stands(clause, words) for clause in reading.unwanted)


def _stands(clause: Clause, words: list[tuple[str, ...]]) -> bool:
    terms = clause.terms
    if clause.beginning and any(term.startswith(clause.beginning) for some in words for term in some):
        return True
    return bool(terms) and any(
        all(term in words[at + step] for step, term in enumerate(terms)) for at in range(len(words) - len(terms) + 1)
    )
