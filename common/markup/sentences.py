"""Where sentences begin and end in plain words.

What has become of a passage in a later text: the same, the same in other words, something else, or gone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from common.markup.meaning_change.equivalence import MeaningChange, compare_meaning, turning_words
from common.markup.text_quotes import QuoteMatch, TextQuote, find_quote
from common.markup.word_diff import Effort

_LINE = re.compile(r"[^\n]+")
# A sentence ends with its signs and whatever closes behind them, where another begins: with a capital, a number, an
# opening quotation mark. Japanese puts no space.
_END = re.compile(
    r"(?<![.!?…])[.!?…]++(?:[\s\u00a0]*+[»”\")\]])*+[\s\u00a0]++(?=[«“\"(\[]?[\s\u00a0]?[^\Wa-zà-öø-ÿœæ_])"
    r"|(?<![。！？])[。！？]++[」』）]*+"
)
_SHORTENED = re.compile(
    r"(?:^|[\s\u00a0(«“'’])(?:[A-ZÀ-Ý]|M|MM|Mmes?|Mlles?|Drs?|Prs?|Me|St|Ste|cf|Cf|p|pp|art|al|éd|vol|nº?|n°|Mr|Mrs|Ms|No)\.[\s\u00a0]*$"
)


class Sentence(NamedTuple):
    start: int
    end: int


def sentences(text: str) -> list[Sentence]:
    """Those of each line, in order. A line without a full stop is one: a heading, an item of a list."""
    found: list[Sentence] = []
    for line in _LINE.finditer(text):
        found.extend(_in_line(line.group(), line.start()))
    return found


def _in_line(line: str, offset: int) -> Iterator[Sentence]:
    start = 0
    for end in _END.finditer(line):
        if not _SHORTENED.search(line[max(start, end.end() - 12) : end.end()]):
            yield from _trimmed(line, start, end.end(), offset)
            start = end.end()
    yield from _trimmed(line, start, len(line), offset)


def _trimmed(line: str, start: int, end: int, offset: int) -> Iterator[Sentence]:
    words = line[start:end]
    if bare := words.strip():
        begin = start + words.index(bare)
        yield Sentence(offset + begin, offset + begin + len(bare))


def whole_sentences(text: str, start: int, end: int) -> Sentence:
    """From the beginning of the first sentence that `text[start:end]` touches to the end of the last."""
    touched = [sentence for sentence in sentences(text) if sentence.start < end and start < sentence.end]
    if not touched:
        return Sentence(start, end)
    return Sentence(touched[0].start, touched[-1].end)


type Standing = Literal["unchanged", "wording", "changed", "gone"]

_FURTHEST = 2_000
_SHORT = 3
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.+)$", re.MULTILINE)
_ITEM = re.compile(r"[ \t]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]")
_WORD = re.compile(r"\w+")
# Markup that stands where sentences meet: read as what opens or closes one.
_NOTE = re.compile(r"\[\^[^\]\n]{1,80}\]")
_OPENING = re.compile(r"(?<![^\s(«])[*_~]{1,3}(?=\S)")
_CLOSING = re.compile(r"[*_~]{1,3}")
_CELL = re.compile(r"(?<=[ \t])\|(?=[ \t])|^\||\|[ \t]*$", re.MULTILINE)
_RANKS: dict[MeaningChange, int] = {"same": 0, "wording": 1, "changed": 2}


@dataclass(frozen=True, slots=True)
class PassageStatus:
    """`words` is what stands there now, from `start` on, whole sentences of Markdown: none where the passage has gone."""

    standing: Standing
    words: str = ""
    start: int = 0


def passage_status_of(passage: TextQuote, older: str, newer: str, *, language: str) -> PassageStatus:
    """What `passage`, which stood in `older`, has come to in `newer`.

    Whole sentences are compared, and what turns them round: the heading above, what leads in a list, a line through them.
    """
    found = find_quote(passage, newer)
    if found.standing == "gone":
        return PassageStatus("gone")
    then, now = _read(passage, older), _Read(newer, found)
    sense = _sense(then, now, language)
    standing: Standing = "wording"
    if sense == "changed" or _is_turned(then, now, language):
        standing = "changed"
    elif found.standing == "unchanged" or sense == "same":
        standing = "unchanged"
    return PassageStatus(standing, now.words, now.text.find(now.words, now.start))


def _place_in(passage: TextQuote, text: str) -> QuoteMatch:
    end = passage.start + len(passage.exact)
    if text[passage.start : end] == passage.exact:
        return QuoteMatch("unchanged", 1.0, passage.start, end)
    return find_quote(passage, text)


class _Read:
    """A text around a place of it: the sentences that it touches, those beside them, and what turns them round."""

    def __init__(self, text: str, place: QuoteMatch) -> None:
        self.text = text
        self.offset = max(0, place.start - _FURTHEST)
        near = _masked(text[self.offset : place.end + _FURTHEST])
        found = [Sentence(one.start + self.offset, one.end + self.offset) for one in sentences(near)]
        touched = [at for at, one in enumerate(found) if one.start < place.end and place.start < one.end]
        first, last = (touched[0], touched[-1]) if touched else (0, -1)
        self.start = found[first].start if touched else place.start
        self.end = found[last].end if touched else place.end
        self.before = found[first - 1] if touched and first else None
        self.after = found[last + 1] if touched and last + 1 < len(found) else None

    @property
    def words(self) -> str:
        return self.text[self.start : self.end].strip(" *_~")

    def readings(self) -> Iterator[str]:
        """The sentences; then with the one behind them, and with the one before: a full stop comes and goes."""
        yield self.text[self.start : self.end]
        if self.after:
            yield self.text[self.start : self.after.end]
        if self.before:
            yield self.text[self.before.start : self.end]

    @property
    def is_struck(self) -> bool:
        line = self.text.rfind("\n\n", 0, self.end) + 1
        return self.text[line : max(self.start, line) + 3].count("~~") % 2 == 1

    @property
    def is_item(self) -> bool:
        return _ITEM.match(self.text[self.text.rfind("\n", 0, self.start) + 1 :]) is not None

    def turned_by(self, language: str, *, as_item: bool) -> frozenset[str]:
        """What turns it round: the heading above, what leads in its list, and the word or two said before ("True.").

        A heading stands above all that follows: of what is no item of a list only one that says what is to be done counts.
        """
        headings = [found.group(1) for found in _HEADING.finditer(self.text[: self.start])]
        heading = turning_words(headings[-1] if headings else "", language, always=as_item)
        said = self.text[self.before.start : self.before.end] if self.before else ""
        return heading | turning_words(f"{self._lead}\n{said if len(_WORD.findall(said)) <= _SHORT else ''}", language)

    @property
    def _lead(self) -> str:
        """The line before the list in which it stands, if that ends with a colon."""
        lines = self.text[: self.end].split("\n")
        if not _ITEM.match(lines[-1]):
            return ""
        for line in reversed(lines[:-1]):
            if line.strip() and not _ITEM.match(line) and not line.startswith((" ", "\t")):
                return line if line.rstrip(" *_").endswith(":") else ""
        return ""


def _read(passage: TextQuote, text: str) -> _Read:
    """Where it stood; where that text is no longer to be had, the passage stands for itself."""
    place = _place_in(passage, text)
    if place.standing == "gone":
        return _Read(passage.exact, QuoteMatch("unchanged", 1.0, 0, len(passage.exact)))
    return _Read(text, place)


def _masked(text: str) -> str:
    """As long as the text: what marks words is put as sentences expect it, and a cell of a table is a line."""
    text = _NOTE.sub(lambda found: ")" * len(found[0]), text)
    text = _OPENING.sub(lambda found: "\u00a0" * (len(found[0]) - 1) + "(", text)
    text = _CLOSING.sub(lambda found: ")" * len(found[0]), text)
    return _CELL.sub("\n", text)


def _sense(then: _Read, now: _Read, language: str) -> MeaningChange:
    """The best of the readings: the sentence beside it may have been joined to it, or cut off."""
    effort = Effort()
    best: MeaningChange = "changed"
    for one in then.readings():
        for two in now.readings():
            sense = compare_meaning(one, two, language, effort)
            if sense == "same":
                return sense
            best = min(best, sense, key=_RANKS.__getitem__)
    return best


def _is_turned(then: _Read, now: _Read, language: str) -> bool:
    if now.is_struck and not then.is_struck:
        return True
    as_item = then.is_item or now.is_item
    return then.turned_by(language, as_item=as_item) != now.turned_by(language, as_item=as_item)
