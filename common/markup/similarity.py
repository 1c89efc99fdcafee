"""How much two sentences resemble each other, and whether one says no where the other does not.

A likeness proposes and never decides: the negation of a sentence resembles it more than anything else does.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from common.markup.normalize import normalize_text

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
