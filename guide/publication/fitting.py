"""How large titles can be set in a given room, and where their lines break: from the widths of letters in
the face that they are set in, before any layout.

The printing engine has no text-wrap: balance, and breaks Japanese inside of words; and each step down is for all titles of
a sheet together: a sheet of twenty sizes is no sheet.
"""

import re
from collections.abc import Callable, Sequence
from typing import Final

from .font_metrics import Face

# Where a Japanese line may end: behind a comma, and behind a particle where a kanji, katakana or letter follows.
PHRASE: Final = re.compile(r"(?<=[、。」！？])(?=.)|(?<=[をにはがでともへのらてか])(?=[^\u3041-\u309f、。」！？ー])")

NEVER_FIRST: Final = frozenset("、。」！？ーァィゥェォッャュョぁぃぅぇぉっゃゅょんン")
PART_OF_A_PHRASE: Final = re.compile(r"(?<=[\u3041-\u309f])(?=[^\u3041-\u309f、。」！？ー])|(?<=-)(?=.)")


def broken(text: str, measure: float, face: Face) -> list[str]:
    """The lines of a text that may be `measure` ems wide: between words, inside of one that is too long."""
    lines = [""]
    for piece in (piece for word in _words(text) for piece in _pieces(word, measure, face)):
        if lines[-1] and face.width((lines[-1] + piece).rstrip(" ")) > measure:
            lines.append("")
        lines[-1] += piece
    return [line.rstrip(" ") for line in lines]


def _pieces(word: str, measure: float, face: Face) -> list[str]:
    """A word that is wider than a line, in pieces that are not: of one length, as far as they are not words themselves."""
    if face.width(word.rstrip(" ")) <= measure or len(word) < 2:
        return [word]
    words = [piece for piece in PART_OF_A_PHRASE.split(word) if piece]
    if len(words) > 1:
        return [piece for part in words for piece in _pieces(part, measure, face)]
    middle = (len(word) + 1) // 2
    middle -= next((back for back in range(middle) if word[middle - back] not in NEVER_FIRST), 0)
    return [*_pieces(word[:middle], measure, face), *_pieces(word[middle:], measure, face)]


def balanced(text: str, measure: float, face: Face) -> list[str]:
    """As few lines as `measure` allows, as even as they can be."""
    fewest, narrow, wide = len(broken(text, measure, face)), 0.0, measure
    if fewest == 1:
        return [text]
    while wide - narrow > 0.1:
        middle = (narrow + wide) / 2
        is_enough = len(broken(text, middle, face)) <= fewest and _parts(text, middle, face) == _parts(
            text, measure, face
        )
        narrow, wide = (narrow, middle) if is_enough else (middle, wide)
    return broken(text, wide, face)


def lines(text: str, measure: float, face: Face) -> int:
    return len(broken(text, measure, face))


def shortened(text: str, measure: float, face: Face) -> str:
    """The text as far as it goes on one line, with an ellipsis where it goes further."""
    return text if lines(text, measure, face) == 1 else broken(text, measure - face.width("…"), face)[0] + "…"


def _words(text: str) -> list[str]:
    """Words with the space behind them; of Japanese, which has none, its phrases."""
    return [phrase for word in re.findall(r"[^ ]* ?", text) if word for phrase in PHRASE.split(word) if phrase]


def is_whole(text: str, measure: float, face: Face) -> bool:
    """Whether no word needs to be parted."""
    return _parts(text, measure, face) == len(_words(text))


def _parts(text: str, measure: float, face: Face) -> int:
    return sum(len(_pieces(word, measure, face)) for word in _words(text))


def largest(sizes: Sequence[float], fits: Callable[[float], bool]) -> float:
    """The first of the sizes, which fall, that fits; the last where none does."""
    return next((size for size in sizes if fits(size)), sizes[-1])
