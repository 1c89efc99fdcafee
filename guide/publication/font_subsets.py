"""The faces of an edition on the web: each holds the letters that its pages are set in, and no others.

That makes them half as heavy as the built ones. A Japanese page takes one face for its titles; its running text is set
in what the reader's system has, because its thousand signs would weigh more than the whole page may.
"""

import html
import io
import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, Self

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, TTLibError

from common.markup.language import quotation_marks

from .assets import Assets

PIECE: Final = re.compile(r"<(?P<closes>/?)(?P<name>[a-z][a-z0-9]*+)[^<>]*+>|[^<]++|<")
TITLES: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "b"})
ITALIC: Final = frozenset({"em", "i", "cite", "dfn", "var"})
FONT_FACE: Final = re.compile(r"@font-face\s*\{[^{}]*\}")
FONT: Final = re.compile(r"""url\(["']?([^"'()]+\.woff2)""")
PRINTABLE: Final = frozenset(map(chr, range(0x20, 0x7F)))
# Also what a Latin page must have where nobody wrote it: what the style sheet sets before and after.
ADDED_BY_STYLES: Final = frozenset("«»“”–…\u00a0")
JAPANESE: Final = "ja"
TITLES_FACE: Final = "fonts/print/biz-udpgothic-700.ttf"
TITLES_FILE: Final = "fonts/titles.woff2"
TITLES_RULE: Final = (
    f'@font-face{{font-family:"Guide Titles";src:url("{TITLES_FILE}") format("woff2");'
    "font-weight:600 900;font-display:swap}"
)

logging.getLogger("fontTools.subset").setLevel(logging.ERROR)  # it names every table that it leaves out


@dataclass(frozen=True, slots=True)
class Letters:
    """What pages are set in: all their letters, those of their titles, and those in italics."""

    language: str
    all: frozenset[str]
    titles: frozenset[str]
    italic: frozenset[str]

    @classmethod
    def of(cls, language: str, pages: Iterable[str]) -> Self:
        text = "\n".join(pages)
        return cls(
            language,
            frozenset(html.unescape(text)) | PRINTABLE | ADDED_BY_STYLES | {*"".join(quotation_marks(language))},
            _in(TITLES, text) | PRINTABLE,
            _in(ITALIC, text),
        )

    def set_in(self, font: str) -> frozenset[str]:
        """Those for which pages take a built font, which its name tells."""
        if self.language == JAPANESE:
            return frozenset()
        return self.italic if "-italic" in font else self.all


def _in(elements: frozenset[str], text: str) -> frozenset[str]:
    """The letters within elements of these names."""
    letters, depth = set[str](), 0
    for piece in PIECE.finditer(text):
        if piece["name"] in elements:
            depth += -1 if piece["closes"] else 1
        elif piece["name"] is None and depth > 0:
            letters.update(html.unescape(piece[0]))
    return frozenset(letters)


class SubsetAssets(Assets):
    """Takes along faces with the letters needed, and leaves those out in which no letter is set."""

    def __init__(self, folder: Path, letters: Letters) -> None:
        super().__init__(folder)
        self.letters = letters

    def read(self, name: str) -> bytes:
        if name == TITLES_FILE:
            return subset_font(super().read(TITLES_FACE), self.letters.titles)
        content = super().read(name)
        if name.endswith(".woff2"):
            return subset_font(content, self.letters.set_in(name))
        return self.with_its_faces(content.decode()).encode() if name.endswith(".css") else content

    def with_its_faces(self, css: str) -> str:
        has_titles = self.letters.language == JAPANESE and (self.folder / TITLES_FACE).is_file()
        return FONT_FACE.sub(self.face_if_needed, css) + (TITLES_RULE if has_titles else "")

    def face_if_needed(self, rule: re.Match[str]) -> str:
        font = FONT.search(rule[0])
        if not font:
            return rule[0]
        held = letters_in(Assets.read(self, font[1]))
        return rule[0] if held is None or held & self.letters.set_in(font[1]) else ""


@lru_cache(maxsize=32)
def letters_in(content: bytes) -> frozenset[str] | None:
    """The letters that a font holds; None where it cannot be read, and is taken along whole."""
    try:
        with TTFont(io.BytesIO(content), lazy=True) as font:
            return frozenset(map(chr, font.getBestCmap()))
    except TTLibError:
        return None


@lru_cache(maxsize=32)
def subset_font(content: bytes, letters: frozenset[str]) -> bytes:
    """The font with these letters alone, as WOFF2: the same bytes each time."""
    if letters_in(content) is None:
        return content
    options = Options(hinting=False, layout_features=["kern", "liga", "tnum"], notdef_outline=True)
    options.drop_tables += ["meta", "vhea", "vmtx", "VORG", "gasp", "DSIG", "BASE"]
    with TTFont(io.BytesIO(content), recalcTimestamp=False) as font:
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=sorted(map(ord, letters)))
        subsetter.subset(font)
        font.flavor = "woff2"
        written = io.BytesIO()
        font.save(written)
    return written.getvalue()
