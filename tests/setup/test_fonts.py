"""The faces are cut into files at build; the style sheet says which characters are in which."""

import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

FRONTEND = Path(__file__).parents[2] / "frontend"
FACE = re.compile(r'url\("fonts/(?P<name>[\w-]+)\.woff2"\).*?unicode-range: (?P<ranges>[^;]+);', re.DOTALL)

pytestmark = pytest.mark.pure


def fonts_module():
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


def test_no_character_is_in_two_files_of_a_face() -> None:
    sets = [characters for _ending, _part, characters in fonts_module().PARTS]
    assert sum(map(len, sets)) == len(set().union(*sets))
