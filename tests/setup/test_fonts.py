"""The faces are cut into files at build; the style sheet says which characters are in which."""

import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import TTFont

FRONTEND = Path(__file__).parents[2] / "frontend"
FACE = re.compile(r'url\("fonts/(?P<name>[\w-]+)\.woff2"\).*?unicode-range:\s+(?P<ranges>[^;]+);', re.DOTALL)

pytestmark = pytest.mark.pure


def fonts_module() -> ModuleType:
    spec = spec_from_file_location("frontend_fonts", FRONTEND / "fonts.py")
    assert spec and spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def characters_in(ranges: str) -> set[int]:
    found: set[int] = set()
    for part in ranges.split(","):
        first, _, last = part.strip().removeprefix("U+").partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return found


def test_the_style_sheet_asks_each_file_for_the_characters_that_it_has() -> None:
    fonts = fonts_module()
    asked = {
        face["name"]: characters_in(face["ranges"])
        for face in FACE.finditer((FRONTEND / "styles/fonts.css").read_text())
    }
    built = {f"{stem}{ending}": characters for stem in fonts.SCREEN for ending, _part, characters in fonts.PARTS}
    assert asked == built


def test_a_japanese_face_is_as_high_as_the_latin_one_of_the_same_line() -> None:
    """Else a line of a PDF with Latin letters stands further from the next."""
    fonts = fonts_module()
    _source, beside = fonts.WHOLE["biz-udpmincho-400"]
    latin, font = fonts.open_face(beside, "latin", "normal", 400), face_of_an_em(2048)
    fonts.set_height_of(latin, font)
    heights = [[side / one["head"].unitsPerEm for side in height_of(one)] for one in (font, latin)]
    assert heights[0] == pytest.approx(heights[1], abs=0.001)


def face_of_an_em(units: int) -> TTFont:
    builder = FontBuilder(units)
    builder.setupGlyphOrder([".notdef"])
    builder.setupCharacterMap({})
    builder.setupHorizontalMetrics({".notdef": (0, 0)})
    builder.setupHorizontalHeader(ascent=1802, descent=-246)
    builder.setupOS2(sTypoAscender=1802, sTypoDescender=-246, usWinAscent=1802, usWinDescent=246)
    return builder.font


def height_of(font: TTFont) -> list[int]:
    tables = font["hhea"], font["OS/2"]
    return [
        tables[0].ascent,
        tables[0].descent,
        tables[1].sTypoAscender,
        tables[1].sTypoDescender,
        tables[1].usWinAscent,
        -tables[1].usWinDescent,
    ]


def test_no_character_is_in_two_files_of_a_face() -> None:
    sets = [characters for _ending, _part, characters in fonts_module().PARTS]
    assert sum(map(len, sets)) == len(set().union(*sets))


@pytest.mark.parametrize(("stem", "ends"), [("literata", (400, 680)), ("bricolage", (800, 400))])
def test_lines_are_as_long_as_in_the_faces_that_the_files_are_cut_from(stem: str, ends: tuple[int, int]) -> None:
    fonts = fonts_module()
    source, style, _weights = fonts.SCREEN[stem]
    for weight, widths in zip(ends, widths_of(fonts, stem), strict=True):
        whole = fonts.open_face(source, "latin", style, weight)
        cmap = whole.getBestCmap()
        long = (
            sum(whole["hmtx"][cmap[ord(sign)]][0] for sign in fonts.SAMPLE if sign != "\n") / whole["head"].unitsPerEm
        )
        short = sum(widths[sign] for sign in fonts.SAMPLE if sign != "\n") / fonts.EM
        assert short == pytest.approx(long, rel=0.0005), weight


def test_figures_of_a_column_are_equally_wide() -> None:
    fonts = fonts_module()
    built = TTFont(fonts.DIST / "bricolage.woff2")
    figures = built["GSUB"].table.LookupList.Lookup[0].SubTable[0].mapping.values()
    deltas = fonts.deltas(built)
    assert len(figures) == 10
    assert len({(built["hmtx"][name][0], deltas[name][0]) for name in figures}) == 1


def widths_of(fonts: ModuleType, stem: str) -> tuple[dict[str, int], dict[str, int]]:
    """The widths of signs at both ends of the range of weights, as browsers read them."""
    built = TTFont(fonts.DIST / f"{stem}.woff2")
    deltas = fonts.deltas(built)
    names = {chr(code): name for code, name in built.getBestCmap().items()}
    first = {sign: built["hmtx"][name][0] for sign, name in names.items()}
    return first, {sign: width + deltas[names[sign]][0] for sign, width in first.items()}
