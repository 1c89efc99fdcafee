"""The papers of the themes: one for each of eight, and as many again to choose from, all of which can be read."""

import io
import itertools
import re
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from guide.publication import leaflet, poster
from guide.publication.booklet import FIRST_TAB, LAST_TAB, PAPERS, manuscript, tab_rules
from guide.publication.document import Chapter
from tests.for_each import for_each
from themes.models import MOST_THEMES
from themes.papers import FILLS
from themes.papers import PAPERS as TO_CHOOSE_FROM

from .documents import make_chapter, make_guide
from .pdfs import materials

pytestmark = pytest.mark.pure
ROOT = Path(__file__).parents[3]
TOKENS = (ROOT / "frontend" / "styles" / "tokens.css").read_text("utf-8")
CLASS = re.compile(r"\.t(\d+) \{(.*?)\n\}", re.DOTALL)
SCHEMES = re.compile(r"light-dark\((#\w+), (#\w+)\)")
ENOUGH = 4.5


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def on_screen() -> dict[int, dict[str, str]]:
    declared = {int(number): body for number, body in CLASS.findall(TOKENS) if number != "0"}
    return {number: dict(re.findall(r"--t-(\w+): (.*?);", body)) for number, body in declared.items()}


def test_there_is_a_paper_for_every_theme_and_a_dozen_in_all() -> None:
    motifs = {int(path.stem) for path in (ROOT / "frontend" / "motifs").glob("*.svg")}
    assert set(PAPERS) == set(on_screen()) == set(TO_CHOOSE_FROM) == motifs
    assert set(range(1, MOST_THEMES + 1)) <= motifs
    assert len(motifs) >= 12
    assert {number: paper.fill for number, paper in PAPERS.items()} == FILLS


@for_each("number", PAPERS)
def test_screen_and_paper_have_the_same_colours_and_all_can_be_read(number: int) -> None:
    paper, screen = PAPERS[number], on_screen()[number]
    inks, tints = (SCHEMES.fullmatch(screen[name]) for name in ("ink", "tint"))
    assert inks and tints
    assert (paper.fill, paper.on, paper.ink) == (screen["fill"], screen["on"], inks[1])
    for scheme, page in ((1, "#fdfdfb"), (2, "#12171d")):
        assert contrast(inks[scheme], page) >= ENOUGH
        assert contrast(inks[scheme], tints[scheme]) >= ENOUGH
    assert contrast(paper.on, paper.fill) >= ENOUGH


def test_no_two_papers_have_one_colour() -> None:
    assert len({paper.fill for paper in PAPERS.values()}) == len(PAPERS)


def test_eight_thumb_tabs_stand_on_the_page_without_touching() -> None:
    tops = [float(top) for top in re.findall(r"chapter-\d:right .*?margin: ([\d.]+)mm", tab_rules(chapters(8)))]
    assert (tops[0], tops[-1]) == (FIRST_TAB, LAST_TAB)
    assert min(after - before for before, after in itertools.pairwise(tops)) > 11


def chapters(count: int) -> tuple[Chapter, ...]:
    return tuple(make_chapter(number) for number in range(1, count + 1))


def test_a_book_of_eight_themes_has_a_colour_for_each(tmp_path: Path) -> None:
    pages = manuscript(make_guide(chapters=chapters(8)), materials(tmp_path), "screen")
    for number in range(1, 9):
        assert f".t{number} {{ --fill: {PAPERS[number].fill}" in pages.css
        assert f"motifs/{number}.svg" in pages.css
        assert f'class="chapter t{number}"' in pages.html


def test_a_chapter_is_printed_on_its_own_paper_whatever_its_number(tmp_path: Path) -> None:
    on_papers = zip(chapters(2), (11, 7), strict=True)
    guide = make_guide(chapters=tuple(replace(chapter, paper=paper) for chapter, paper in on_papers))
    pages = manuscript(guide, materials(tmp_path), "screen")
    assert 'class="chapter t11" id="chapter-1"' in pages.html
    assert ".t7 .tips { page: chapter-2; }" in pages.css
    assert f'{PAPERS[7].fill} url("asset:tabs/2.svg")' in pages.css


def test_a_frozen_chapter_keeps_its_paper_and_the_first_ones_that_of_their_number() -> None:
    frozen = replace(make_chapter(2), paper=9).to_json()
    assert Chapter.from_json(frozen, {}).paper == 9
    assert Chapter.from_json(frozen | {"paper": 0}, {}).paper == 2
    del frozen["paper"]
    assert Chapter.from_json(frozen, {}).paper == 2


@pytest.mark.parametrize(("form", "pages"), [(poster, 1), (leaflet, 2)])
def test_poster_and_leaflet_hold_eight_themes_of_five_places(tmp_path: Path, form, pages: int) -> None:
    (pdf,) = form.make(make_guide(chapters=chapters(8)), materials(tmp_path)).values()
    sheets = PdfReader(io.BytesIO(pdf)).pages
    assert len(sheets) == pages
    printed = " ".join(page.extract_text() for page in sheets)
    assert [number for number in range(1, 41) if f"Conseil titré {number}" not in " ".join(printed.split())] == []
