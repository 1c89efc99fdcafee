"""A text and two changed readings of it, cut into regions: untouched, changed by one, changed by both."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from common.markup.sequences import Edit

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
