"""Two changes of one text brought together: a three-way merge by paragraphs, then by words where both touched one.

A text and two changed readings of it, cut into regions: untouched, changed by one, changed by both.

A passage that two people changed, put together word by word, for one of them to correct.

A paragraph to which two people only added lines: an item before its first line, a sentence below its last.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, NamedTuple

from common.markup.paragraphs import joint, split_units
from common.markup.word_diff import WORD, Edit, Effort, edits, word_edits

type ChangedBy = Literal["nobody", "mine", "theirs", "both alike", "both"]


@dataclass(frozen=True, slots=True)
class Region:
    base: Sequence[str]
    mine: Sequence[str]
    theirs: Sequence[str]
    mine_edits: int
    theirs_edits: int

    @property
    def changed_by(self) -> ChangedBy:
        if not self.mine_edits and not self.theirs_edits:
            return "nobody"
        if not self.theirs_edits:
            return "mine"
        if not self.mine_edits:
            return "theirs"
        return "both alike" if self.mine == self.theirs else "both"


type _Owned = tuple[Edit, bool]  # an edit, and whether it is mine


def regions(
    base: Sequence[str], mine: Sequence[str], theirs: Sequence[str], to_mine: list[Edit], to_theirs: list[Edit]
) -> Iterator[Region]:
    """The regions of `base` in order, of which none touches the next."""
    at = 0
    for cluster in _clusters([*((edit, True) for edit in to_mine), *((edit, False) for edit in to_theirs)]):
        start, stop = cluster[0][0].i1, max(edit.i2 for edit, _ in cluster)
        if at < start:
            yield Region(base[at:start], base[at:start], base[at:start], 0, 0)
        own = [edit for edit, is_mine in cluster if is_mine]
        others = [edit for edit, is_mine in cluster if not is_mine]
        yield Region(
            base[start:stop],
            _applied(base, mine, own, start, stop),
            _applied(base, theirs, others, start, stop),
            len(own),
            len(others),
        )
        at = stop
    if at < len(base):
        yield Region(base[at:], base[at:], base[at:], 0, 0)


def _clusters(owned: list[_Owned]) -> Iterator[list[_Owned]]:
    """Edits that overlap, or insert at one place. An insertion beside a change does not touch it."""
    cluster: list[_Owned] = []
    stop = -1
    for edit, is_mine in sorted(owned, key=lambda item: item[0][:2]):
        both_insert = bool(cluster) and edit.i1 == edit.i2 == stop == cluster[0][0].i1
        if cluster and not both_insert and edit.i1 >= stop:
            yield cluster
            cluster = []
        cluster.append((edit, is_mine))
        stop = max(stop, edit.i2)
    if cluster:
        yield cluster


def _applied(base: Sequence[str], changed: Sequence[str], own: list[Edit], start: int, stop: int) -> list[str]:
    """`base[start:stop]` as one side reads it."""
    result: list[str] = []
    at = start
    for edit in own:
        result += [*base[at : edit.i1], *changed[edit.j1 : edit.j2]]
        at = edit.i2
    return [*result, *base[at:stop]]


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


def lines_of_both(base: str, mine: str, theirs: str, effort: Effort) -> list[Span]:
    """Puts the lines that both sides added around those of `base`, theirs first where they stand at one place.

    Returns the spans of the whole; none where a side changed or removed a line.
    """
    lines = base.split("\n"), mine.split("\n"), theirs.split("\n")
    to_mine, to_theirs = edits(lines[0], lines[1], effort), edits(lines[0], lines[2], effort)
    if any(edit.i1 < edit.i2 for edit in (*to_mine, *to_theirs)):
        return []
    merged = [part for region in regions(*lines, to_mine, to_theirs) for part in _parts(region)]
    *before, (last, origin) = [(line, origin) for part, origin in merged for line in part]
    return [*(Span(f"{line}\n", of) for line, of in before), Span(last, origin)]


def _parts(region: Region) -> Iterator[tuple[list[str], Origin]]:
    match region.changed_by:
        case "mine":
            yield list(region.mine), "mine"
        case "both":
            yield list(region.theirs), "theirs"
            yield list(region.mine), "mine"
        case "theirs":
            yield list(region.theirs), "theirs"
        case _:
            yield list(region.mine), ""


@dataclass(frozen=True, slots=True)
class MergeChunk:
    """A part of the text: merged without a doubt ("stable"), or changed by both ("conflict").

    The texts carry their line ends, so that whichever reading is taken of each piece, they can be put one after
    the other.
    """

    kind: Literal["stable", "conflict"]
    base: str
    mine: str
    theirs: str
    proposal: tuple[Span, ...]

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.proposal)


@dataclass(frozen=True, slots=True)
class Merge:
    """The merged text. Of `mine_changes` changes of mine, `mine_merged` stand outside every conflict."""

    pieces: tuple[MergeChunk, ...]
    mine_changes: int
    mine_merged: int

    @property
    def text(self) -> str:
        """The whole text, with a proposal in the place of each conflict: no word that either side added is missing."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def conflicts(self) -> tuple[MergeChunk, ...]:
        return tuple(piece for piece in self.pieces if piece.kind == "conflict")

    @property
    def is_clean(self) -> bool:
        return not self.conflicts

    def reading(self, side: Literal["mine", "theirs"]) -> str:
        """The whole text with one side's reading of each conflict."""
        texts = (
            piece.text if piece.kind == "stable" else piece.mine if side == "mine" else piece.theirs
            for piece in self.pieces
        )
        return "".join(texts)


def merge(base: str, mine: str, theirs: str) -> Merge:
    """Bring `mine` (about to be saved) and `theirs` (saved meanwhile) together, both having begun from `base`.

    Changes of different paragraphs (list items, rows) are both taken; so are two insertions at one place, theirs
    first, also of whole lines around those of one paragraph. A paragraph that both changed else is a conflict with a
    proposal. Time is bounded for texts of any size.
    """
    units = split_units(base), split_units(mine), split_units(theirs)
    effort = Effort()
    to_mine, to_theirs = edits(units[0], units[1], effort), edits(units[0], units[2], effort)
    parts = [_resolve(region, effort) for region in regions(*units, to_mine, to_theirs)]
    in_conflict = sum(part.region.mine_edits for part in parts if part.is_conflict)
    return Merge(tuple(_pieces(parts)), len(to_mine), len(to_mine) - in_conflict)


class _Part(NamedTuple):
    region: Region
    proposal: list[Span]
    is_conflict: bool = False

    @property
    def is_something(self) -> bool:
        """Whether anything stays of this part; a blank line is something."""
        return bool(self.proposal)


def _resolve(region: Region, effort: Effort) -> _Part:
    base, mine, theirs = (_text(units) for units in (region.base, region.mine, region.theirs))
    match region.changed_by:
        case "nobody" | "both alike":
            return _Part(region, [Span(mine)] if region.mine else [])
        case "mine":
            return _Part(region, [Span(mine, "mine")] if region.mine else [])
        case "theirs":
            return _Part(region, [Span(theirs, "theirs")] if region.theirs else [])
    if not base.strip():
        return _Part(region, _one_after_the_other(mine, theirs))
    if added := lines_of_both(base, mine, theirs, effort):
        return _Part(region, added)
    return _Part(region, propose(base, mine, theirs, effort), is_conflict=True)


def _one_after_the_other(mine: str, theirs: str) -> list[Span]:
    """Two insertions at one place. Where one side only changed blank lines, the other's are as good."""
    if not mine.strip():
        return [Span(theirs, "theirs")]
    if not theirs.strip():
        return [Span(mine, "mine")]
    is_apart = theirs.endswith("\n") or mine.startswith("\n")
    return [Span(theirs, "theirs"), Span("\n" if is_apart else joint(theirs, mine)), Span(mine, "mine")]


def _text(units: Sequence[str]) -> str:
    return "\n".join(units)


def _pieces(parts: Sequence[_Part]) -> Iterator[MergeChunk]:
    """Each conflict is a piece of its own, and so is what stands between two."""
    last = max((index for index, part in enumerate(parts) if part.is_something), default=0)
    ends = ["\n" if index < last else "" for index in range(len(parts))]
    for is_conflict, group in groupby(zip(parts, ends, strict=True), lambda item: item[0].is_conflict):
        members = list(group)
        for chosen in [[member] for member in members] if is_conflict else [members]:
            yield _piece(chosen, is_conflict=is_conflict)


def _piece(members: Sequence[tuple[_Part, str]], *, is_conflict: bool) -> MergeChunk:
    def reading(units_of: Callable[[Region], Sequence[str]]) -> str:
        return "".join(_text(units) + end for part, end in members if (units := units_of(part.region)))

    spans = [span for part, end in members if part.is_something for span in _ended(part.proposal, end)]
    return MergeChunk(
        "conflict" if is_conflict else "stable",
        reading(lambda region: region.base),
        reading(lambda region: region.mine),
        reading(lambda region: region.theirs),
        tuple(tidy(spans)),
    )


def _ended(spans: list[Span], end: str) -> list[Span]:
    return [*spans[:-1], Span(spans[-1].text + end, spans[-1].origin)]
