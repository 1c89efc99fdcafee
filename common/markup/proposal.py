"""A passage that two people changed, put together word by word, for one of them to correct."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from common.markup.paragraphs import joint
from common.markup.regions import Region, regions
from common.markup.sequences import Effort
from common.markup.word_diff import WORD, word_edits

type Origin = Literal["", "mine", "theirs"]

_TWO_WORDS = re.compile(r"\w\w")
_CLINGS_TO_THE_LEFT = re.compile(r"[\s,.;:!?)\]…»’]")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of merged text and who wrote it; "" when it was there before, or both wrote it."""

    text: str
    origin: Origin = ""


def propose(base: str, mine: str, theirs: str, effort: Effort) -> list[Span]:
    """Both changes where they do not touch; where they do, both readings in a row, theirs first.

    What one side deleted and the other changed stays as changed.
    """
    if not mine.strip():
        return [Span(theirs, "theirs")]
    if not theirs.strip():
        return [Span(mine, "mine")]
    words = WORD.findall(base), WORD.findall(mine), WORD.findall(theirs)
    to_mine, to_theirs = word_edits(words[0], words[1], effort), word_edits(words[0], words[2], effort)
    found = list(regions(*words, to_mine, to_theirs))
    return list(_apart(span for region in found for span in _spans(region, is_all=len(found) == 1)))


def _spans(region: Region, *, is_all: bool) -> Iterable[Span]:
    mine, theirs = "".join(region.mine), "".join(region.theirs)
    match region.changed_by:
        case "nobody" | "both alike":
            return [Span(mine)]
        case "mine":
            return [Span(mine, "mine")]
        case "theirs":
            return [Span(theirs, "theirs")]
    if _contains(region.mine, region.theirs):
        return [Span(mine, "mine")]
    if _contains(region.theirs, region.mine):
        return [Span(theirs, "theirs")]
    between = joint(theirs, mine) if is_all else _glue(theirs, mine)
    return [Span(theirs, "theirs"), Span(between), Span(mine, "mine")]


def _apart(spans: Iterable[Span]) -> Iterator[Span]:
    """Two words of different origin that come to stand side by side must not become one."""
    last = ""
    for span in spans:
        if _TWO_WORDS.fullmatch(last[-1:] + span.text[:1]):
            yield Span(" ")
        yield span
        last = span.text or last


def _contains(words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether `others` stand together among `words`; no word holds a NUL that would blur the limits."""
    return "\0".join(["", *others, ""]) in "\0".join(["", *words, ""])


def _glue(one: str, two: str) -> str:
    return "" if not one or one[-1].isspace() or _CLINGS_TO_THE_LEFT.match(two) else " "


def tidy(spans: Iterable[Span]) -> Iterator[Span]:
    """The same text in as few spans as can be."""
    pending: Span | None = None
    for span in spans:
        if pending is not None and pending.origin == span.origin:
            pending = Span(pending.text + span.text, span.origin)
        elif span.text:
            if pending is not None:
                yield pending
            pending = span
    if pending is not None:
        yield pending
