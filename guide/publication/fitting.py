"""How large titles can be set in a given room, and where their lines break: from the widths of letters in
the face that they are set in, before any layout.

The printing engine has no text-wrap: balance, and breaks Japanese inside of words; and each step down is for all titles of
a sheet together: a sheet of as many sizes as tips is no sheet.
"""

import re
from collections.abc import Callable, Sequence
from typing import Final

from .font_metrics import Face
from .japanese import NEVER_FIRST, phrases

CLAUSE: Final = re.compile(r"(?<=[、。！？])(?=.)")  # of Japanese, which reads best where a line ends with one
SHORTEST_CLAUSE: Final = 1 / 3  # of the longest line
HYPHEN: Final = re.compile(r"(?<=-)(?=.)")


def broken(text: str, measure: float, face: Face) -> list[str]:
    """The lines of a text that may be `measure` ems wide: between words, inside of one that is too long."""
    return _filled(phrases(text), measure, face)


def _filled(words: Sequence[str], measure: float, face: Face) -> list[str]:
    lines = [""]
    for piece in (piece for word in words for piece in _pieces(word, measure, face)):
        if lines[-1] and face.width((lines[-1] + piece).rstrip(" ")) > measure:
            lines.append("")
        lines[-1] += piece
    return [line.rstrip(" ") for line in lines]


def _pieces(word: str, measure: float, face: Face) -> list[str]:
    """A word that is wider than a line, in pieces that are not: of one length, as far as they are not words themselves."""
    if face.width(word.rstrip(" ")) <= measure or len(word) < 2:
        return [word]
    words = [piece for piece in HYPHEN.split(word) if piece]
    if len(words) > 1:
        return [piece for part in words for piece in _pieces(part, measure, face)]
    middle = (len(word) + 1) // 2
    middle -= next((back for back in range(middle) if word[middle - back] not in NEVER_FIRST), 0)
    return [*_pieces(word[:middle], measure, face), *_pieces(word[middle:], measure, face)]


def balanced(text: str, measure: float, face: Face) -> list[str]:
    """As few lines as `measure` allows, as even as they can be; in Japanese each a clause, where no more are needed for it."""
    fewest = lines(text, measure, face)
    if fewest == 1:
        return [text]
    clauses = [clause for clause in CLAUSE.split(text) if clause]
    if _parts(clauses, measure, face) == len(clauses):
        found = _evenly(clauses, fewest, measure, face)
        widths = [face.width(line) for line in found]
        if len(found) == fewest and min(widths) >= SHORTEST_CLAUSE * max(widths):
            return found
    return _evenly(phrases(text), fewest, measure, face)


def _evenly(words: Sequence[str], fewest: int, measure: float, face: Face) -> list[str]:
    narrow, wide, parts = 0.0, measure, _parts(words, measure, face)
    while wide - narrow > 0.1:
        middle = (narrow + wide) / 2
        is_enough = len(_filled(words, middle, face)) <= fewest and _parts(words, middle, face) == parts
        narrow, wide = (narrow, middle) if is_enough else (middle, wide)
    return _filled(words, wide, face)


def lines(text: str, measure: float, face: Face) -> int:
    return len(broken(text, measure, face))


def shortened(text: str, measure: float, face: Face) -> str:
    """The text as far as it goes on one line, with an ellipsis where it goes further."""
    return text if lines(text, measure, face) == 1 else broken(text, measure - face.width("…"), face)[0] + "…"


def is_whole(text: str, measure: float, face: Face) -> bool:
    """Whether no word needs to be parted."""
    words = phrases(text)
    return _parts(words, measure, face) == len(words)


def _parts(words: Sequence[str], measure: float, face: Face) -> int:
    return sum(len(_pieces(word, measure, face)) for word in words)


def largest(sizes: Sequence[float], fits: Callable[[float], bool]) -> float:
    """The first of the sizes, which fall, that fits; the last where none does."""
    return next((size for size in sizes if fits(size)), sizes[-1])
