"""A paragraph to which two people only added lines: an item before its first line, a sentence below its last."""

from __future__ import annotations

from collections.abc import Iterator

from common.markup.proposal import Origin, Span
from common.markup.regions import Region, regions
from common.markup.sequences import Effort, edits


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
