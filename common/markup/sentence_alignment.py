"""Sentence alignment of two versions: unchanged, moved, split, joined, reworded, replaced.

So that what is known of a sentence outlives its rewording. Where the sense may have turned, that is said, never decided.

How much two sentences resemble each other, and whether one says no where the other does not.

A likeness proposes and never decides: the negation of a sentence resembles it more than anything else does.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from common.markup.text_quotes import normalize_text, passage_key

GRAM = 4
STRONGLY_SIMILAR, LEAST = 0.46, 0.3
"""From where on a likeness is seldom wrong, and from where on it is worth a look."""
_FEWEST = 12  # grams: what is shorter than this is a part of many sentences by chance
_STEM = 5
_WORD = re.compile(r"[a-z0-9]+|[^\W_]+")
_CLAUSE = re.compile(r"[.,;:!?()\"]|\s-\s")
_JAPANESE_NO = re.compile("ない|なかった|なく|ません|ないで")
_BEFORE_A_VERB_TEXT = "me m te t se s nous vous le la l les lui leur y en"
_ENDS_NE_TEXT = "pas jamais aucun aucune rien guere nullement ni plus personne nul nulle point"
_NO_TEXT = """
pas jamais aucun aucune rien guere nullement ni sans inutile inutiles inutilement nul nulle
not no never none nothing neither nor without cannot
"""
_SMALL_TEXT = """
le la les l un une des du de d et ou a au aux en y ce cet cette ces c que qu qui dont il elle on ils elles je tu nous vous
se s si son sa ses leur leurs votre vos mon ma mes ne n pas par pour sur dans avec plus tres mais donc car
the an of and or to in on for with it its is are be you your that this
"""
_NE, _ONLY = frozenset({"ne", "n"}), frozenset({"que", "qu"})
_BEFORE_A_VERB = frozenset(_BEFORE_A_VERB_TEXT.split())
_ENDS_NE = frozenset(_ENDS_NE_TEXT.split())
_NO = frozenset(_NO_TEXT.split())
_SMALL = frozenset(_SMALL_TEXT.split())


class SimilarPassage(NamedTuple):
    """`passages[at]`, and how much it resembles the sentence, from 0 to 1."""

    at: int
    likeness: float


def similarity(one: str, other: str) -> float:
    """The share of the shorter text's strings of four signs that stand in the longer one, wherever they do."""
    a, b = _grams(one), _grams(other)
    fewer = min(len(a), len(b))
    return (
        len(a & b) / max(fewer, _FEWEST) if fewer else float(normalize_text(one).words == normalize_text(other).words)
    )


def most_similar(
    sentence: str, passages: Sequence[str], at_most: int = 3, at_least: float = LEAST
) -> list[SimilarPassage]:
    """The passages that resemble the sentence most, the likest first."""
    found = [SimilarPassage(at, similarity(sentence, passage)) for at, passage in enumerate(passages)]
    return sorted((one for one in found if one.likeness >= at_least), key=lambda one: -one.likeness)[:at_most]


@lru_cache(maxsize=4096)
def _grams(text: str) -> frozenset[str]:
    words = normalize_text(text).words
    return frozenset(words[at : at + GRAM] for at in range(len(words) - GRAM + 1))


def stems(text: str) -> frozenset[str]:
    """The beginnings of the words that say something."""
    return frozenset(word[:_STEM] for word in _WORD.findall(normalize_text(text).words) if word not in _SMALL)


def negations_differ(one: str, other: str) -> bool:
    """Whether one of two texts denies more than the other, or denies another verb of those that both have.

    By the words for it alone, in French and English, and the endings of Japanese: "refuse" for "accept" goes unnoticed.
    """
    mine, others = _Denial.of(one), _Denial.of(other)
    turned = any(
        not (polarities & others.verbs[verb]) for verb, polarities in mine.verbs.items() if verb in others.verbs
    )
    return turned or mine.times != others.times


class _Denial(NamedTuple):
    """How often a text says no; and of each word, whether it is denied, affirmed, or both."""

    times: int
    verbs: dict[str, set[bool]]

    @classmethod
    def of(cls, text: str) -> "_Denial":
        words = normalize_text(text).words.replace(", ni ", " ni ")
        count, verbs = len(_JAPANESE_NO.findall(words)), dict[str, set[bool]]()
        for clause in _CLAUSE.split(words):
            said = _WORD.findall(clause)
            denied = set(_denied(said))
            count += len(denied) or sum(word in _NO for word in said)
            for at, word in enumerate(said):
                if word not in _NO:
                    verbs.setdefault(word[:_STEM], set()).add(at in denied)
        return cls(count, verbs)


def _denied(said: Sequence[str]) -> Iterator[int]:
    """Where the verbs stand behind "ne" or before "n't"; "ne … que" denies nothing."""
    verb, is_only, ends = None, False, False  # of what stands behind: read from the end, each word once
    for at in range(len(said) - 1, -1, -1):
        word = said[at]
        if word in _NE:
            if verb is not None and (ends or not is_only):
                yield verb
        elif word == "t" and at and said[at - 1].endswith("n"):
            yield at - 1
        verb = verb if word in _BEFORE_A_VERB else at
        is_only, ends = is_only or word in _ONLY, ends or word in _ENDS_NE


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
