"""Which version of a text brought each of its words in, carried from one version to the next.

A sentence that is moved, or comes back after it was taken out, stays with whoever wrote it first: what a text has lost is
remembered by a hash of its words, never by the words themselves.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import pairwise

from common.caching.lru import LRUCache
from common.markup.word_diff import Edit, Effort, common_ends, edits, word_edits

type Runs = tuple[tuple[int, int], ...]
"""(length, origin), one after the other."""

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
TOKEN = re.compile(rf"[{_CJK}]|[^\W{_CJK}]+|[^\w\s]")
"""A word or one sign; a Japanese character stands for a word. Spaces go with what stands before them."""
_ENDS = frozenset(".!?…")
_ENDS_WITHOUT_SPACE = frozenset("。！？")
_CLOSING = frozenset("»”\")]}*_’'")
_TIED = "\u00a0\u202f"
REMEMBERED = 2_000
"""Sentences that have gone and are still known when they come back, the last ones that went."""
MOST_OF_LINES = 100_000
"""So many characters of lines are remembered: of versions that follow one another, most are the same."""


@dataclass(frozen=True)
class Blame:
    """Where the words of one version come from: `runs` cover its signs, `removed` are sentences of earlier versions, by the
    hash of their words, each with runs that count words.
    """

    runs: Runs = ()
    removed: Mapping[str, Runs] = field(default_factory=dict)


@dataclass(frozen=True)
class _Text:
    """A text as words, and as the sentences or lines that they form: `units` are ranges of words."""

    text: str
    words: Sequence[str]
    starts: Sequence[int]
    units: Sequence[range]
    keys: Sequence[tuple[str, ...]]

    @classmethod
    def read(cls, text: str) -> "_Text":
        """No unit goes beyond its line, so each line is read by itself: an edit changes few."""
        words, starts, units, keys, begin = list[str](), list[int](), list[range](), list[tuple[str, ...]](), 0
        for line in map(_line, text.split("\n")):
            first = len(words)
            words += line.words
            starts += [begin + start for start in line.starts]
            units += [range(first + unit.start, first + unit.stop) for unit in line.units]
            keys += line.keys
            begin += len(line.text) + 1
        return cls(text, words, starts, units, keys)

    def runs(self, origins: Sequence[int], otherwise: int) -> Runs:
        """The signs of the text in runs; a text without any word comes from `otherwise`."""
        if not origins:
            return ((len(self.text), otherwise),) if self.text else ()
        ends = [0, *self.starts[1:], len(self.text)]
        return _joined((end - start, origin) for (start, end), origin in zip(pairwise(ends), origins, strict=True))

    def origins(self, runs: Runs) -> list[int]:
        """The origin of each word."""
        found: list[int] = []
        steps = iter(runs)
        end, origin = 0, 0
        for start in self.starts:
            while start >= end:
                length, origin = next(steps)
                end += length
            found.append(origin)
        return found


_lines: LRUCache[_Text] = LRUCache(MOST_OF_LINES, lambda line: len(line.text) + 1)


def _line(text: str) -> _Text:
    line = _lines.get(text)
    if line is None:
        found = list(TOKEN.finditer(text))
        words = [match.group() for match in found]
        units = list(_units(text, found))
        keys = [tuple(words[unit.start : unit.stop]) for unit in units]
        line = _Text(text, words, [match.start() for match in found], units, keys)
        _lines.set(text, line)
    return line


def update_blame(before: Blame, older: str, newer: str, origin: int) -> Blame:
    """Where the words of `newer` come from: from where they came in `older`, or from `origin`, the version that it is.

    The time is bounded for texts of any size: where a comparison would cost too much, more is said to be new than is.
    """
    if newer == older and before.runs:
        return before
    head, tail = _unchanged(older, newer)
    end = len(older) - tail
    known = Blame(tuple(_between(before.runs, head, end)), before.removed)
    made = _Step(_Text.read(older[head:end]), _Text.read(newer[head : len(newer) - tail]), known, origin).done()
    around = _between(before.runs, 0, head), _between(before.runs, end, len(older))
    return Blame(_joined([*around[0], *made.runs, *around[1]]), made.removed)


def with_words_of(before: Blame, text: str, runs: Runs) -> Blame:
    """`before`, knowing also the sentences of another text, which the next version may take over."""
    other = _Text.read(text)
    known = _remembered({}, other, other.origins(runs), range(len(other.units)))
    return Blame(before.runs, {**before.removed, **known})


def _unchanged(older: str, newer: str) -> tuple[int, int]:
    """How many characters at the beginning, and at the end, are whole lines that both have: nine tenths of a text that is saved
    need not be read.

    Spaces go with the word before them. So what lies between, and the end, begin with a word, and there is one before both.
    """
    old, new = older.split("\n"), newer.split("\n")
    begin, end = common_ends(old, new)
    while begin and not all(begin < len(lines) and TOKEN.match(lines[begin]) for lines in (old, new)):
        begin -= 1
    while end and not TOKEN.match(old[-end]):
        end -= 1
    head = len("\n".join(old[:begin])) + 1 if begin else 0
    tail = len("\n".join(old[-end:])) if end else 0
    head = head if TOKEN.search(older, 0, head) else 0
    return (head, tail) if TOKEN.search(newer, head, len(newer) - tail) else (0, 0)


def _between(runs: Runs, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """The runs of a part of the text."""
    at = 0
    for length, origin in runs:
        size = min(at + length, end) - max(at, begin)
        if size > 0:
            yield size, origin
        at += length


class _Step:
    """From one version to the next: equal sentences first, then those that moved or came back, then words."""

    def __init__(self, older: _Text, newer: _Text, before: Blame, origin: int) -> None:
        self.older, self.newer, self.before, self.origin = older, newer, before, origin
        self.known = older.origins(before.runs)
        self.found: list[int | None] = [None] * len(newer.words)
        self.effort = Effort()
        self.moved: set[int] = set()

    def done(self) -> Blame:
        gaps = edits(self.older.keys, self.newer.keys, self.effort)
        self._take_equal(gaps)
        self._find_moved(gaps)
        self._find_returned(gaps)
        for gap in gaps:
            self._compare_words(gap)
        origins = [self.origin if one is None else one for one in self.found]
        gone = [unit for gap in gaps for unit in range(gap.i1, gap.i2) if unit not in self.moved]
        removed = _remembered(self.before.removed, self.older, self.known, gone)
        return Blame(self.newer.runs(origins, self.origin), removed)

    def _take_equal(self, gaps: Sequence[Edit]) -> None:
        here, there = 0, 0
        for gap in [*gaps, Edit(len(self.older.units), 0, len(self.newer.units), 0)]:
            for step in range(gap.i1 - here):
                self._take(here + step, there + step)
            here, there = gap.i2, gap.j2

    def _take(self, older: int, newer: int) -> None:
        """The words of a sentence of the older text are those of a sentence of the newer one."""
        source, target = self.older.units[older], self.newer.units[newer]
        self.found[target.start : target.stop] = self.known[source.start : source.stop]

    def _find_moved(self, gaps: Sequence[Edit]) -> None:
        places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        for gap in reversed(gaps):
            for unit in reversed(range(gap.i1, gap.i2)):
                places[self.older.keys[unit]].append(unit)
        for gap in gaps:
            for unit in range(gap.j1, gap.j2):
                if places.get(self.newer.keys[unit]):
                    came_from = places[self.newer.keys[unit]].pop()
                    self._take(came_from, unit)
                    self.moved.add(came_from)

    def _find_returned(self, gaps: Sequence[Edit]) -> None:
        if not self.before.removed:
            return
        for gap in gaps:
            for unit in range(gap.j1, gap.j2):
                words = self.newer.units[unit]
                runs = None if self._is_found(unit) else self.before.removed.get(_hash(self.newer.keys[unit]))
                if runs is not None and sum(length for length, _origin in runs) == len(words):
                    self.found[words.start : words.stop] = _spread(runs)

    def _is_found(self, unit: int) -> bool:
        return self.found[self.newer.units[unit].start] is not None

    def _compare_words(self, gap: Edit) -> None:
        old = [word for unit in range(gap.i1, gap.i2) if unit not in self.moved for word in self.older.units[unit]]
        new = [word for unit in range(gap.j1, gap.j2) if not self._is_found(unit) for word in self.newer.units[unit]]
        if not old or not new:
            return
        a, b = [self.older.words[word] for word in old], [self.newer.words[word] for word in new]
        here, there = 0, 0
        for edit in [*word_edits(a, b, self.effort), Edit(len(a), 0, len(b), 0)]:
            if any(_is_word(word) for word in a[here : edit.i1]):  # a full stop that both have goes with what is new
                for step in range(edit.i1 - here):
                    self.found[new[there + step]] = self.known[old[here + step]]
            here, there = edit.i2, edit.j2


def _is_word(token: str) -> bool:
    return token[0].isalnum()


def _units(text: str, words: Sequence[re.Match[str]]) -> Iterator[range]:
    start, is_ending = 0, False
    for at, (word, following) in enumerate(pairwise(words)):
        sign = word.group()
        is_ending = sign in _ENDS or (is_ending and sign in _CLOSING)
        gap = text[word.end() : following.start()]
        is_apart = bool(gap.strip(_TIED)) and following.group() not in _CLOSING
        if sign in _ENDS_WITHOUT_SPACE or (is_ending and is_apart):
            yield range(start, at + 1)
            start, is_ending = at + 1, False
    if words:
        yield range(start, len(words))


def _remembered(
    removed: Mapping[str, Runs], text: _Text, origins: Sequence[int], units: Iterable[int]
) -> dict[str, Runs]:
    """What went last stands last, and is forgotten last."""
    known = dict(removed)
    for unit in units:
        key, words = _hash(text.keys[unit]), text.units[unit]
        known.pop(key, None)
        known[key] = _joined((1, origin) for origin in origins[words.start : words.stop])
    return dict(list(known.items())[-REMEMBERED:])


def _hash(words: Sequence[str]) -> str:
    return blake2b("\0".join(words).encode(), digest_size=8).hexdigest()


def _joined(runs: Iterable[tuple[int, int]]) -> Runs:
    found: list[tuple[int, int]] = []
    for length, origin in runs:
        if found and found[-1][1] == origin:
            found[-1] = (found[-1][0] + length, origin)
        else:
            found.append((length, origin))
    return tuple(found)


def _spread(runs: Runs) -> list[int]:
    return [origin for length, origin in runs for _word in range(length)]
