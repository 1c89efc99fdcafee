"""How wide words are set, in ems: read from the font files that a PDF embeds, with their kerning.

Ligatures are not looked up: they change a line by less than a hundredth.

How large titles can be set in a given room, and where their lines break: from the widths of letters in
the face that they are set in, before any layout.

The printing engine has no text-wrap: balance, and breaks Japanese inside of words; and each step down is for all titles of
a sheet together: a sheet of as many sizes as tips is no sheet.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from fontTools.ttLib import TTFont, TTLibError

from guide.publication.japanese import NEVER_FIRST, phrases

SANS: Final = {500: "bricolage-500", 600: "bricolage-620", 700: "bricolage-700", 800: "bricolage-800"}  # by CSS weight
SERIF: Final = ("literata-400", "biz-udpmincho-400")
EMOJI: Final = "noto-emoji-400"
UNKNOWN: Final = 1.0  # ems of a character that no file has
WITHOUT_WIDTH: Final = frozenset({"Mn", "Me", "Cf"})  # accents by themselves, soft hyphens, joiners


class Font:
    """What a font file says of the widths of its glyphs, in ems."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file, TTFont(file, lazy=True) as font:
            self.glyphs: dict[int, str] = font.getBestCmap()
            self.em: int = font["head"].unitsPerEm
            self.metrics: dict[str, tuple[int, int]] = font["hmtx"].metrics
            self.lookups = _kerning_lookups(font)
        self._kerning: dict[tuple[str, str], float] = {}

    def width(self, glyph: str) -> float:
        return self.metrics[glyph][0] / self.em

    def kerning(self, left: str, right: str) -> float:
        """What comes between two glyphs; below zero where they move together."""
        if (left, right) not in self._kerning:
            self._kerning[left, right] = sum(_kerning_in(lookup, left, right) for lookup in self.lookups) / self.em
        return self._kerning[left, right]


@dataclass(frozen=True, slots=True)
class Face:
    """What a style sheet sets words in: font files, each for the characters that those before it lack, and the letter-spacing
    in ems.
    """

    files: tuple[Path, ...]
    spacing: float = 0.0

    def width(self, text: str) -> float:
        """The width of a line, in ems. A character that no file has counts as one em."""
        width = 0.0
        before: tuple[Font | None, str] = (None, "")
        for sign in unicodedata.normalize("NFC", text):
            if unicodedata.category(sign) in WITHOUT_WIDTH:
                continue
            font = self._font_with(sign)
            glyph = font.glyphs[ord(sign)] if font else ""
            width += (font.width(glyph) if font else UNKNOWN) + self.spacing
            if font and font is before[0]:
                width += font.kerning(before[1], glyph)
            before = font, glyph
        return width

    def _font_with(self, sign: str) -> Font | None:
        """The first font with a character: the large ones of Japanese are not read where nothing is written in it."""
        return next((font for path in self.files if (font := _font(path)) and ord(sign) in font.glyphs), None)


@dataclass(frozen=True, slots=True)
class Faces:
    """The faces of an edition in a language, as its style sheets ask for them."""

    assets: Path
    language: str

    def sans(self, weight: int, spacing: float = 0.0) -> Face:
        """The face of titles at a CSS weight; the style sheets take the letter-spacing away in Japanese."""
        japanese = "biz-udpgothic-700" if weight > 500 else "biz-udpgothic-400"
        return Face(self._files(SANS[weight], japanese), 0.0 if self.language == "ja" else spacing)

    def serif(self) -> Face:
        """The face of texts."""
        return Face(self._files(*SERIF))

    def _files(self, *names: str) -> tuple[Path, ...]:
        return tuple(self.assets / "fonts" / "print" / f"{name}.ttf" for name in (*names, EMOJI))


@lru_cache(maxsize=16)
def _font(path: Path) -> Font | None:
    """The font in a file, read once; None where it was not built or is no font."""
    try:
        return Font(path)
    except (FileNotFoundError, TTLibError):
        return None


def _kerning_lookups(font: TTFont) -> list[Any]:
    if "GPOS" not in font:
        return []
    table = font["GPOS"].table
    features = (record.Feature for record in table.FeatureList.FeatureRecord if record.FeatureTag == "kern")
    numbers = sorted({number for feature in features for number in feature.LookupListIndex})
    return [table.LookupList.Lookup[number] for number in numbers]


def _kerning_in(lookup: Any, left: str, right: str) -> int:
    """The kerning of a pair by the first subtable that has it, in units of the font."""
    for table in lookup.SubTable:
        if left not in table.Coverage.glyphs:
            continue
        if table.Format == 1:
            pairs = table.PairSet[table.Coverage.glyphs.index(left)].PairValueRecord
            value = next((pair.Value1 for pair in pairs if pair.SecondGlyph == right), None)
            if value is None:
                continue
        else:
            row = table.Class1Record[table.ClassDef1.classDefs.get(left, 0)]
            value = row.Class2Record[table.ClassDef2.classDefs.get(right, 0)].Value1
        return getattr(value, "XAdvance", 0)
    return 0


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
