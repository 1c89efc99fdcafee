"""The faces that an ebook brings along: of each, the letters that the book needs.

Japanese has none: a mincho and a gothic with the kanji of a guide weigh 600 KB, six times the book, and every reader
that shows Japanese has good ones, of which people choose their own.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

WITHOUT: Final = frozenset({"ja", "zh", "ko"})
FOLDER: Final = "fonts/print"
ALWAYS: Final = set(map(ord, "0123456789.,-–—…’«»“” \u00a0"))  # what a reader may add: numbers of lists, hyphens


@dataclass(frozen=True, slots=True)
class Face:
    file: str
    family: str
    weight: int
    style: str = "normal"

    def rule(self, folder: str) -> str:
        return (
            f'@font-face {{ font-family: "{self.family}"; font-weight: {self.weight}; font-style: {self.style}; '
            f'src: url("{folder}/{self.file}"); }}\n'
        )


FACES: Final = (
    Face("literata-400.ttf", "Literata", 400),
    Face("literata-400-italic.ttf", "Literata", 400, "italic"),
    Face("literata-680.ttf", "Literata", 700),
    Face("bricolage-700.ttf", "Bricolage Grotesque", 700),
)


# Those in which the cover is drawn; a picture holds no face, so it may be any.
OF_COVERS: Final = (
    Face("literata-400.ttf", "Literata", 400),
    Face("bricolage-620.ttf", "Bricolage Grotesque", 600),
    Face("bricolage-800.ttf", "Bricolage Grotesque", 800),
)
OF_JAPANESE_COVERS: Final = (
    Face("biz-udpmincho-400.ttf", "BIZ UDPMincho", 400),
    Face("biz-udpgothic-700.ttf", "BIZ UDPGothic", 700),
)


def faces_of_cover(language: str, assets: Path) -> dict[Face, bytes]:
    faces = (*OF_COVERS, *(OF_JAPANESE_COVERS if language == "ja" else ()))
    paths = {face: assets / FOLDER / face.file for face in faces}
    return {face: path.read_bytes() for face, path in paths.items() if path.is_file()}


def built_for(language: str, assets: Path) -> tuple[Face, ...]:
    return () if language in WITHOUT else tuple(face for face in FACES if (assets / FOLDER / face.file).is_file())


def faces_for(language: str, assets: Path, needed: set[int]) -> Iterator[tuple[Face, bytes]]:
    """Those that were built, each with the letters needed. TrueType, which readers of every age can open."""
    for face in built_for(language, assets):
        yield face, letters_of(assets / FOLDER / face.file, needed | ALWAYS)


def letters_of(path: Path, needed: set[int]) -> bytes:
    options = Options(hinting=False, layout_features=["kern", "liga", "tnum"], notdef_outline=True)
    options.name_IDs = [1, 2, 4, 6, 13, 14, 16, 17]  # 13 and 14: the licence
    subsetter, content = Subsetter(options), io.BytesIO()
    with TTFont(path, recalcTimestamp=False) as font:
        subsetter.populate(unicodes=needed)
        subsetter.subset(font)
        font.save(content)
    return content.getvalue()
