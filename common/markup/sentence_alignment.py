"""Sentence alignment of two versions: unchanged, moved, split, joined, reworded, replaced.

So that what is known of a sentence outlives its rewording. Where the sense may have turned, that is said, never decided.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from common.markup.similarity import LEAST, negations_differ, similarity, stems
from common.markup.text_quotes import passage_key

_PART = 0.4  # a sentence that is only a part of another has to resemble it more
_SURE = 0.36
_SAME_PLACE = 0.05
_MOST = 400
"""Sentences of one text that are compared with each other; of longer ones only what is the same word for word is found."""


class SentenceOrigin(NamedTuple):
    """The older sentence `old`. Doubtful: its words hardly stand there any more, or one of the two denies something."""

    old: int
    likeness: float
    is_doubtful: bool


class _Pair(NamedTuple):
    old: int
    new: int
    likeness: float


def align_sentences(older: Sequence[str], newer: Sequence[str]) -> list[list[SentenceOrigin]]:
    """Of each newer sentence, the older ones that it came of; none where it is new."""
    identical = _identical(older, newer)
    old_left = sorted(set(range(len(older))) - {pair.old for pair in identical})
    new_left = sorted(set(range(len(newer))) - {pair.new for pair in identical})
    found = list(identical)
    if old_left and new_left and max(len(older), len(newer)) <= _MOST:
        pairs = [_Pair(i, j, similarity(older[i], newer[j])) for i in old_left for j in new_left]
        found += _reworded(pairs, identical)
        found += _replaced(pairs, found, len(older), len(newer))
    return _told(older, newer, found)


def _identical(older: Sequence[str], newer: Sequence[str]) -> list[_Pair]:
    """Pairs identical sentences in any order; the n-th of several equal ones with the n-th."""
    places = defaultdict[str, list[int]](list)
    for index, sentence in enumerate(older):
        places[passage_key(sentence)].append(index)
    seen = defaultdict[str, int](int)
    pairs = []
    for index, sentence in enumerate(newer):
        key = passage_key(sentence)
        if known := places.get(key):
            pairs.append(_Pair(known[min(seen[key], len(known) - 1)], index, 1.0))
            seen[key] += 1
    return pairs


def _reworded(pairs: Sequence[_Pair], identical: Sequence[_Pair]) -> list[_Pair]:
    """Each with the one that it resembles most; then what is left over, where it is a part of one that has been found."""
    alike = sorted((pair for pair in pairs if pair.likeness >= LEAST), key=lambda pair: -_weight(pair, identical))
    chosen: list[_Pair] = []
    old_taken, new_taken = set[int](), set[int]()
    for pair in alike:
        if pair.old not in old_taken and pair.new not in new_taken:
            chosen.append(pair)
            old_taken.add(pair.old)
            new_taken.add(pair.new)
    parts_taken = set[tuple[str, int]]()
    for pair in alike:
        is_part = (pair.old in old_taken) != (pair.new in new_taken) and pair.likeness >= _PART
        side = ("new", pair.new) if pair.old in old_taken else ("old", pair.old)
        if is_part and side not in parts_taken:
            chosen.append(pair)
            parts_taken.add(side)
    return chosen


def _weight(pair: _Pair, identical: Sequence[_Pair]) -> float:
    """Of two that resemble it as much, the one that stands in its place."""
    before = sum(one.old < pair.old for one in identical) - sum(one.new < pair.new for one in identical)
    return pair.likeness + (_SAME_PLACE if before == 0 else 0)


def _replaced(pairs: Sequence[_Pair], found: Sequence[_Pair], old_count: int, new_count: int) -> Iterator[_Pair]:
    """One sentence in the place of one other, between neighbours that stayed, with a word of it at least."""
    to_new = {pair.old: pair.new for pair in found} | {-1: -1, old_count: new_count}
    taken = {pair.new for pair in found}
    for pair in pairs:
        is_free = pair.old not in to_new and pair.new not in taken
        if is_free and to_new.get(pair.old - 1) == pair.new - 1 and to_new.get(pair.old + 1) == pair.new + 1:
            yield pair


def _told(older: Sequence[str], newer: Sequence[str], found: Sequence[_Pair]) -> list[list[SentenceOrigin]]:
    came_of: list[list[SentenceOrigin]] = [[] for _sentence in newer]
    for olds, news in _families(found):
        one, other = ". ".join(older[i] for i in sorted(olds)), ". ".join(newer[j] for j in sorted(news))
        is_turned = passage_key(one) != passage_key(other) and negations_differ(one, other)
        for pair in found:
            if pair.new not in news:
                continue
            is_replaced = pair.likeness < LEAST
            if is_replaced and not stems(one) & stems(other):
                continue
            came_of[pair.new].append(SentenceOrigin(pair.old, pair.likeness, is_turned or pair.likeness < _SURE))
    return [sorted(some) for some in came_of]


def _families(found: Sequence[_Pair]) -> list[tuple[set[int], set[int]]]:
    """The older and newer sentences that hang together, by splitting and putting together."""
    families: list[tuple[set[int], set[int]]] = []
    for pair in found:
        own = [family for family in families if pair.old in family[0] or pair.new in family[1]]
        olds, news = {pair.old}.union(*(f[0] for f in own)), {pair.new}.union(*(f[1] for f in own))
        families = [family for family in families if family not in own] + [(olds, news)]
    return families
