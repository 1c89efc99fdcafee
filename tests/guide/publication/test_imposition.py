"""The booklet for a printer at home, and what readers are offered of the booklet."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from guide.publication import imposition, pdf
from guide.publication.forms import FOR_THE_PRINTER, FORMS
from guide.publication.materials import Download
from guide.publication.web import build_web
from tests.for_each import for_each

from .documents import build_front_end, make_guide
from .pdfs import boxes, full_guide, materials, opened, sizes, words

pytestmark = pytest.mark.pure


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("imposed")


@pytest.fixture(scope="module")
def booklet(folder: Path) -> bytes:
    return pdf.make(full_guide(), materials(folder))["guide.pdf"]


@pytest.fixture(scope="module")
def sheets(booklet: bytes) -> bytes:
    return imposition.impose(booklet)


@for_each("pages", range(1, 30))
def test_folded_sheets_are_read_in_order(pages: int) -> None:
    """Put one into the other and folded, the right halves of the fronts come first, then the left ones of the backs."""
    sides = imposition.sides(pages)
    assert len(sides) % 2 == 0
    fronts, backs = sides[::2], sides[1::2]
    first_half = [page for front, back in zip(fronts, backs, strict=True) for page in (front[1], back[0])]
    second_half = [page for front, back in zip(fronts, backs, strict=True) for page in (front[0], back[1])]
    book = first_half + second_half[::-1]
    assert [page for page in book if page is not None] == [*range(pages)]
    assert len(book) == pages + -pages % 4
    assert book[-1] == pages - 1 or pages == 1, "the back cover is outside"


def test_two_pages_stand_on_each_side_of_a4(booklet: bytes, sheets: bytes) -> None:
    book = opened(sheets)
    assert {tuple(sizes(page.MediaBox)) for page in book.pages} == {(0, 0, 297, 210)}
    pages = len(opened(booklet).pages)
    assert len(book.pages) == 2 * -(-pages // 4)
    assert book.check_pdf_syntax() == []
    assert "Bon sens numérique" in words(sheets, 1, 1)
    assert "guide.example.org" in words(sheets, 1, 1)


def test_no_page_reaches_over_the_fold_and_nothing_is_marked(sheets: bytes) -> None:
    for number, page in enumerate(opened(sheets).pages, 1):
        assert not any(word.left < 148.5 < word.right for word in boxes(sheets, number))
        assert "/Annots" not in page
        assert "/TrimBox" not in page
        clips = [one for one in pikepdf.parse_content_stream(page) if str(one.operator) == "W"]
        assert clips or not boxes(sheets, number)


def test_it_says_how_it_is_turned_what_it_is_and_stays_small(booklet: bytes, sheets: bytes) -> None:
    book = opened(sheets)
    assert book.Root.ViewerPreferences.Duplex == "/DuplexFlipShortEdge"
    assert book.docinfo.Title == "Bon sens numérique"
    assert book.Root.Lang == "fr"
    assert len(sheets) < 2 * len(booklet)


def test_the_same_booklet_gives_the_same_bytes(booklet: bytes, sheets: bytes) -> None:
    assert imposition.impose(booklet) == sheets


def test_the_form_is_made_of_the_booklet_for_readers(folder: Path, sheets: bytes) -> None:
    assert imposition.make(full_guide(), materials(folder)) == {FORMS["imposed"].name: sheets}


def test_readers_are_offered_the_booklet_and_the_one_to_fold_and_no_crop_marks(folder: Path) -> None:
    downloads = tuple(Download(kind, FORMS[kind].name) for kind in ("pdf", "imposed", "epub"))  # type: ignore[arg-type]
    for language, named in {
        "fr": ("Livret A5 (PDF)", "À imprimer et plier (A4)"),
        "en": ("A5 booklet (PDF)", "To print and fold (A4)"),
        "it": ("Libretto A5 (PDF)", "Da stampare e piegare (A4)"),
        "ja": ("A5冊子（PDF）", "印刷して折る（A4）"),
    }.items():
        files = build_web(make_guide(language=language), assets=build_front_end(folder / "web"), downloads=downloads)
        page = files["index.html"].decode().replace("\u00a0", " ")
        for name in named:
            assert f"{name}</a>" in page, language
        assert '<a class="btn plain" href="booklet-a4.pdf">' in page
        assert not any(FORMS[form].name in page for form in FOR_THE_PRINTER)
