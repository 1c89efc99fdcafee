"""The faces that a PDF is set in: those of fonts/print/ in the built front end, of which it embeds the glyphs it shows."""

import io
import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.ttLib import TTFont

FONT_TYPES: Final = {".woff2": "font/woff2", ".ttf": "font/ttf", ".otf": "font/otf"}
FAMILIES: Final = ("Literata", "Bricolage Grotesque", "BIZ UDPMincho", "BIZ UDPGothic", "Noto Emoji")
OF_JAPANESE: Final = "biz-"
OF_EMOJI: Final = "noto-emoji-"
JAPANESE: Final = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
EMOJI: Final = re.compile(
    r"[\u203c-\u2049\u2139-\u2bff\U0001f000-\U0001faff]"
)  # and other signs that the faces may lack


def fonts_for(text: str, assets: Path) -> dict[str, tuple[bytes, str]]:
    """Name -> content and type. The Japanese faces weigh 25 MB: they come along only where something is written in it, and so
    do the emoji.
    """
    paths = (path for path in sorted(assets.glob("fonts/print/*")) if path.suffix in FONT_TYPES)
    left_out = tuple(start for start, signs in ((OF_JAPANESE, JAPANESE), (OF_EMOJI, EMOJI)) if not signs.search(text))
    chosen = (path for path in paths if not path.name.startswith(left_out))
    return {path.relative_to(assets).as_posix(): (path.read_bytes(), FONT_TYPES[path.suffix]) for path in chosen}


def font_faces(fonts: dict[str, tuple[bytes, str]]) -> str:
    """An @font-face rule for each font, with the family, weight and slope that the font states of itself."""
    return "".join(font_face(name, content) for name, (content, kind) in fonts.items() if kind.startswith("font/"))


@lru_cache(maxsize=32)
def font_face(name: str, content: bytes) -> str:
    with TTFont(io.BytesIO(content), lazy=True) as font:
        details, stated = font["OS/2"], font["name"].getBestFamilyName() or ""
        # An instance of a variable font may still bear the name of another one ("Bricolage Grotesque 96pt ExtraBold").
        family = next((family for family in FAMILIES if stated.startswith(family)), stated)
        style = "italic" if details.fsSelection & 1 else "normal"
        weight = round(details.usWeightClass, -2)  # WeasyPrint knows hundreds only
    return f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {style}; src: url("asset:{name}"); }}\n'


def numeral(digit: int, colour: str, font: bytes) -> bytes:
    """A digit as a drawing (SVG) as tall as it is, in a face's own outlines."""
    with TTFont(io.BytesIO(font), lazy=True) as face:
        glyphs, name = face.getGlyphSet(), face.getBestCmap()[ord(str(digit))]
        bounds, outline = BoundsPen(glyphs), SVGPathPen(glyphs)
        glyphs[name].draw(bounds)
        glyphs[name].draw(outline)
    left, bottom, right, top = bounds.bounds
    width, height = right - left, top - bottom
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<path fill="{colour}" transform="matrix(1 0 0 -1 {-left} {top})" d="{outline.getCommands()}"/></svg>'
    ).encode()
