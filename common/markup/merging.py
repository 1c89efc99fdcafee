"""Two changes of one text brought together: a three-way merge by paragraphs, then by words where both touched one."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, NamedTuple

from common.markup.line_additions import lines_of_both
from common.markup.paragraphs import joint, split_units
from common.markup.proposal import Span, propose, tidy
from common.markup.regions import Region, regions
from common.markup.sequences import Effort, edits


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
