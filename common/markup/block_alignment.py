"""Which block of the newer text was which block of the older one."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from common.markup.html_blocks import HtmlBlock
from common.markup.word_diff import Edit, Effort, common_runs

_CLOSE_LOOK = 2_500
_COST_OF_A_PAIR = 50
_ALIKE = 0.3
_MOVED = 0.75
_WORDS_OF_A_MOVE = 6
_FAMILIES = {
    **dict.fromkeys(["", "p", "h2", "h3", "h4", "h5", "h6"], "words"),
    **dict.fromkeys(["ul", "ol"], "list"),
    **dict.fromkeys(["td", "th"], "cell"),
}
_ALWAYS_ALIKE = frozenset({"thead", "tbody", "td", "th"})
_MOVES_WHEN_SHORT = frozenset({"figure", "table", "h2", "h3", "h4", "h5", "h6"})


@dataclass(slots=True)
class Alignment:
    """`pairs` keep their order in both texts; `moves` are blocks that stand elsewhere now."""

    pairs: dict[int, int] = field(default_factory=dict)
    moves: dict[int, int] = field(default_factory=dict)

    def free(self, gaps: Iterable[Edit]) -> list[tuple[list[int], list[int]]]:
        """The blocks of each gap that have no counterpart yet."""
        taken = {*self.pairs.values(), *self.moves.values()}
        return [
            (
                [i for i in range(gap.i1, gap.i2) if i not in self.pairs and i not in self.moves],
                [j for j in range(gap.j1, gap.j2) if j not in taken],
            )
            for gap in gaps
        ]


def align(
    older: Sequence[HtmlBlock], newer: Sequence[HtmlBlock], effort: Effort, *, with_moves: bool = False
) -> Alignment:
    """Equal blocks first, then moved ones, then those that are alike, then moved ones that are nearly equal."""
    if _are_cells(older) and _are_cells(newer) and len(older) == len(newer):
        return Alignment({index: index for index in range(len(older))})
    keys = [block.key for block in older], [block.key for block in newer]
    found = Alignment()
    for run in common_runs(*keys, effort):
        found.pairs.update((run.i + step, run.j + step) for step in range(run.length))
    gaps = _gaps(found.pairs, len(older), len(newer))
    everything = Edit(0, len(older), 0, len(newer))
    if with_moves:
        found.moves = _equal_moves(older, newer, *found.free([everything])[0])
    for free in found.free(gaps):
        found.pairs.update(_pair_alike(older, newer, *free, effort))
    if with_moves:
        found.moves |= _near_moves(older, newer, *found.free([everything])[0], effort)
    return found


def alike(one: HtmlBlock, two: HtmlBlock) -> float:
    """How many of their words two blocks share, from 0 to 1; 0 as well when one cannot become the other."""
    if _FAMILIES.get(one.tag, one.tag) != _FAMILIES.get(two.tag, two.tag):
        return 0.0
    if one.tag in _ALWAYS_ALIKE:
        return 1.0
    words = one.bag.total() + two.bag.total()
    return 2 * (one.bag & two.bag).total() / words if words else float(one.tag == two.tag)


def _are_cells(blocks: Sequence[HtmlBlock]) -> bool:
    return all(_FAMILIES.get(block.tag) == "cell" for block in blocks)


def _gaps(pairs: dict[int, int], older: int, newer: int) -> list[Edit]:
    ends = [(-1, -1), *sorted(pairs.items()), (older, newer)]
    gaps = (Edit(i1 + 1, i2, j1 + 1, j2) for (i1, j1), (i2, j2) in pairwise(ends))
    return [gap for gap in gaps if gap.i1 < gap.i2 and gap.j1 < gap.j2]


def _equal_moves(
    older: Sequence[HtmlBlock], newer: Sequence[HtmlBlock], removed: list[int], added: list[int]
) -> dict[int, int]:
    places: dict[str, list[int]] = defaultdict(list)
    for j in reversed(added):
        places[newer[j].key].append(j)
    moves = {}
    for i in removed:
        block = older[i]
        is_telling = block.tag in _MOVES_WHEN_SHORT or block.bag.total() >= _WORDS_OF_A_MOVE
        if is_telling and places.get(block.key):
            moves[i] = places[block.key].pop()
    return moves


def _near_moves(
    older: Sequence[HtmlBlock], newer: Sequence[HtmlBlock], removed: list[int], added: list[int], effort: Effort
) -> dict[int, int]:
    removed = [i for i in removed if older[i].bag.total() >= _WORDS_OF_A_MOVE]
    if not _may_look_closely(removed, added, effort):
        return {}
    scored = sorted(((alike(older[i], newer[j]), i, j) for i in removed for j in added), reverse=True)
    moves: dict[int, int] = {}
    for score, i, j in scored:
        if score >= _MOVED and i not in moves and j not in moves.values():
            moves[i] = j
    return moves


def _may_look_closely(older: list[int], newer: list[int], effort: Effort) -> bool:
    pairs = len(older) * len(newer)
    return pairs <= _CLOSE_LOOK and effort.allows(pairs * _COST_OF_A_PAIR)


def _pair_alike(
    older: Sequence[HtmlBlock], newer: Sequence[HtmlBlock], i_free: list[int], j_free: list[int], effort: Effort
) -> Iterable[tuple[int, int]]:
    """The pairs, in order, that share most; in a gap too large for that, each with the one in its place."""
    if not _may_look_closely(i_free, j_free, effort):
        in_place = zip(i_free, j_free, strict=False)
        return [(i, j) for i, j in in_place if alike(older[i], newer[j]) >= _ALIKE]
    scores = [[_score(alike(older[i], newer[j])) for j in j_free] for i in i_free]
    return [(i_free[row], j_free[column]) for row, column in _best_path(scores)]


def _score(likeness: float) -> float:
    return likeness if likeness >= _ALIKE else 0.0


def _best_path(scores: list[list[float]]) -> list[tuple[int, int]]:
    """Row and column of each pair in the order-preserving choice with the highest sum."""
    width = len(scores[0]) if scores else 0
    best = [[0.0] * (width + 1) for _ in range(len(scores) + 1)]
    for row in range(len(scores) - 1, -1, -1):
        for column in range(width - 1, -1, -1):
            with_pair = best[row + 1][column + 1] + scores[row][column]
            best[row][column] = max(with_pair, best[row + 1][column], best[row][column + 1])
    path, row, column = [], 0, 0
    while row < len(scores) and column < width:
        if scores[row][column] and best[row][column] == best[row + 1][column + 1] + scores[row][column]:
            path.append((row, column))
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            row += 1
        else:
            column += 1
    return path
