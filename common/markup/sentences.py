"""Where sentences begin and end in plain words."""

import re
from collections.abc import Iterator
from typing import NamedTuple

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
