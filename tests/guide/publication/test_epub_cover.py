"""The cover of the ebook with other titles than the demo's: everything within the frame of its label, no line over another."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from django.conf import settings

from guide.publication.booklet import own_motifs
from guide.publication.ebook.faces import set_cover
from guide.publication.layout import lay_out
from guide.publication.pictures import DisplayedPicture
from tests.for_each import for_each

from .documents import make_chapter, make_guide
from .pdfs import boxes, materials, words
from .test_covers import FRONTS, GREY, TWO_HUNDRED, guide_with, squeezed

pytestmark = pytest.mark.pure

LABEL = (20.5, 33.5, 99.5, 116.5)  # left, top, right and foot of its frame, in millimetres
SIXTY = "Bon sens numérique à la maison, au bureau et en déplacement"
MORE = {
    "sixty characters": (SIXTY, TWO_HUNDRED[:100], "Mutuelle des Deux Rives"),
    "a long word": ("Anticonstitutionnellement numérique", TWO_HUNDRED, "EDF"),
    "nothing but a title": ("Bon réseau", "", ""),
    "a short Japanese title": ("デジタルの良識", "", "相互会社"),
}


def cover_with(front: tuple[str, str, str], *, picture: DisplayedPicture | None = None) -> bytes:
    book, assets = lay_out(guide_with(*front)), settings.PUBLICATION_ASSETS
    made = set_cover(book, picture, own_motifs(assets), assets=assets)
    assert made
    return made


@for_each("front", (FRONTS | MORE).values())
def test_any_title_stands_within_the_frame_and_no_line_over_another(front: tuple[str, str, str]) -> None:
    made = cover_with(front)
    found = boxes(made, 1)
    left, top, right, foot = LABEL
    assert min(word.left for word in found) > left
    assert max(word.right for word in found) < right
    assert min(word.top for word in found) > top
    assert max(word.bottom for word in found) < foot
    lines = sorted({(round(word.top, 1), round(word.bottom, 1)) for word in found})
    for (upper, bottom), (following, _) in pairwise(lines):
        assert following - upper > 0.6 * (bottom - upper) or following == upper
    assert all(squeezed(part) in squeezed(words(made)) for part in front)


def test_the_titles_of_a_cover_with_a_picture_are_set_the_same() -> None:
    front = FRONTS["a hundred characters"]
    pictured = cover_with(front, picture=DisplayedPicture("asset:motifs/1.svg", "Un pont", ""))
    assert boxes(pictured, 1) == boxes(cover_with(front), 1)


def test_a_cover_of_three_themes_is_covered_to_its_foot(tmp_path: Path) -> None:
    guide = replace(make_guide(), chapters=tuple(make_chapter(number, ()) for number in (1, 2, 3)))
    assets = materials(tmp_path).assets
    made = set_cover(lay_out(guide), None, own_motifs(assets), assets=assets)
    with pdfium.PdfDocument(made) as book:
        cover = book[0].render(scale=1).to_pil()
    assert {cover.getpixel((10, height)) for height in range(5, cover.height, 9)} == {GREY}
