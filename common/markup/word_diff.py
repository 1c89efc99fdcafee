"""Words that changed between two readings of one passage.

Which parts two sequences have in common, in bounded time.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal, NamedTuple

EFFORT = 2_000_000
"""Pairs of elements that one comparison of two texts may look at closely: about a second at worst."""
_ONE_STRETCH = 400_000


class CommonRun(NamedTuple):
    """`a[i:i + length] == b[j:j + length]`."""

    i: int
    j: int
    length: int


class Edit(NamedTuple):
    """`a[i1:i2]` was replaced by `b[j1:j2]`; either can be empty."""

    i1: int
    i2: int
    j1: int
    j2: int


class Effort:
    """What is left to spend. A text that would cost too much is compared more coarsely, never refused."""

    def __init__(self, remaining: int = EFFORT) -> None:
        self.remaining = remaining

    def allows(self, pairs: int) -> bool:
        """Whether `pairs` may be spent; if so, they are."""
        if pairs > min(_ONE_STRETCH, self.remaining):
            return False
        self.remaining -= pairs
        return True


def common_runs(a: Sequence[Hashable], b: Sequence[Hashable], effort: Effort) -> list[CommonRun]:
    """Runs that are equal in both, in order: beginning and end first, then what lies between."""
    start, end = common_ends(a, b)
    stop_a, stop_b = len(a) - end, len(b) - end
    runs = [
        CommonRun(0, 0, start),
        *_inner_runs(a, b, (start, stop_a), (start, stop_b), effort),
        CommonRun(stop_a, stop_b, end),
    ]
    return [run for run in runs if run.length]


def edits(a: Sequence[Hashable], b: Sequence[Hashable], effort: Effort) -> list[Edit]:
    """What turns `a` into `b`."""
    ends = [CommonRun(0, 0, 0), *common_runs(a, b, effort), CommonRun(len(a), len(b), 0)]
    gaps = (Edit(one.i + one.length, two.i, one.j + one.length, two.j) for one, two in pairwise(ends))
    return [gap for gap in gaps if gap.i1 < gap.i2 or gap.j1 < gap.j2]


def common_ends(a: Sequence[Hashable], b: Sequence[Hashable]) -> tuple[int, int]:
    """How many elements of both are the same at the beginning, and of the others at the end."""
    shorter = min(len(a), len(b))
    start = 0
    while start < shorter and a[start] == b[start]:
        start += 1
    end = 0
    while end < shorter - start and a[-1 - end] == b[-1 - end]:
        end += 1
    return start, end


type _Range = tuple[int, int]


def _inner_runs(
    a: Sequence[Hashable], b: Sequence[Hashable], in_a: _Range, in_b: _Range, effort: Effort
) -> Iterator[CommonRun]:
    pairs = (in_a[1] - in_a[0]) * (in_b[1] - in_b[0])
    if effort.allows(pairs):
        yield from _closely(a, b, in_a, in_b)
        return
    anchors = [CommonRun(in_a[0], in_b[0], 0), *_anchors(a, b, in_a, in_b), CommonRun(in_a[1], in_b[1], 0)]
    for one, two in pairwise(anchors):
        gap_a, gap_b = (one.i + one.length, two.i), (one.j + one.length, two.j)
        if effort.allows((gap_a[1] - gap_a[0]) * (gap_b[1] - gap_b[0])):
            yield from _closely(a, b, gap_a, gap_b)
        if two.length:
            yield two


def _closely(a: Sequence[Hashable], b: Sequence[Hashable], in_a: _Range, in_b: _Range) -> Iterator[CommonRun]:
    if in_a[0] == in_a[1] or in_b[0] == in_b[1]:
        return
    matcher = SequenceMatcher(None, a[slice(*in_a)], b[slice(*in_b)], autojunk=False)
    for block in matcher.get_matching_blocks():
        if block.size:
            yield CommonRun(in_a[0] + block.a, in_b[0] + block.b, block.size)


def _anchors(a: Sequence[Hashable], b: Sequence[Hashable], in_a: _Range, in_b: _Range) -> list[CommonRun]:
    """Elements that occur once in each, as many as keep their order: n log n, not n squared."""
    once_a, once_b = _once(a, in_a), _once(b, in_b)
    pairs = [(i, once_b[element]) for element, i in once_a.items() if element in once_b]
    return [CommonRun(i, j, 1) for i, j in _longest_rising(sorted(pairs))]


def _once(sequence: Sequence[Hashable], within: _Range) -> dict[Hashable, int]:
    elements = sequence[slice(*within)]
    counts = Counter(elements)
    return {element: within[0] + index for index, element in enumerate(elements) if counts[element] == 1}


def _longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of `pairs` in which the second numbers rise too."""
    lows: list[int] = []
    last_of_length: list[int] = []
    previous: list[int | None] = []
    for index, (_, j) in enumerate(pairs):
        length = bisect_left(lows, j)
        lows[length : length + 1] = [j]
        last_of_length[length : length + 1] = [index]
        previous.append(last_of_length[length - 1] if length else None)
    rising: list[tuple[int, int]] = []
    at = last_of_length[-1] if last_of_length else None
    while at is not None:
        rising.append(pairs[at])
        at = previous[at]
    return rising[::-1]


type Mark = Literal["", "ins", "del"]

WORD = re.compile(r"&[#\w]{1,32};|\w+|\s+|[^\w\s]")
"""A word, a run of spaces, or one sign. In HTML a character reference is one sign."""
_TELLING_LETTERS = 4
_LONG_CHANGE = 5


@dataclass(frozen=True, slots=True)
class WordChange:
    """A stretch of text: the same in both (`kind` ""), only in the newer ("ins"), only in the older ("del")."""

    text: str
    kind: Mark


def word_changes(older: str, newer: str) -> tuple[WordChange, ...]:
    """Both texts in one, for a display that marks what differs. Plain text in, plain text out: escape it."""
    a, b = WORD.findall(older), WORD.findall(newer)
    changes: list[WordChange] = []
    at = 0
    for edit in word_edits(a, b, Effort()):
        changes += [
            WordChange("".join(a[at : edit.i1]), ""),
            WordChange("".join(a[edit.i1 : edit.i2]), "del"),
            WordChange("".join(b[edit.j1 : edit.j2]), "ins"),
        ]
        at = edit.i2
    changes.append(WordChange("".join(a[at:]), ""))
    return tuple(change for change in changes if change.text)


def word_edits(a: Sequence[str], b: Sequence[str], effort: Effort) -> list[Edit]:
    """What turns `a` into `b`, for people: changes with next to nothing between them are one change."""
    return _joined(a, _joined(a, edits(a, b, effort), _are_spaced), _are_long_and_near)


type _Between = Callable[[Sequence[str], Edit, Edit], bool]


def _joined(a: Sequence[str], separate: Iterable[Edit], belong_together: _Between) -> list[Edit]:
    joined: list[Edit] = []
    for edit in separate:
        if joined and belong_together(a[joined[-1].i2 : edit.i1], joined[-1], edit):
            edit = Edit(joined[-1].i1, edit.i2, joined[-1].j1, edit.j2)
            joined.pop()
        joined.append(edit)
    return joined


def _are_spaced(between: Sequence[str], one: Edit, two: Edit) -> bool:
    return all(word.isspace() for word in between)


def _are_long_and_near(between: Sequence[str], one: Edit, two: Edit) -> bool:
    """Two long changes around a little word or a sign, which both texts have by chance."""
    letters = sum(len(word) for word in between if word[0].isalnum())
    return letters < _TELLING_LETTERS and len(between) <= _LONG_CHANGE <= min(_size(one), _size(two))


def _size(edit: Edit) -> int:
    return max(edit.i2 - edit.i1, edit.j2 - edit.j1)
