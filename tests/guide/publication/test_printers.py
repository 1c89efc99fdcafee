"""What the printer gets: booklet.pdf and cover.pdf."""

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from guide.publication import covers, prepress, qr
from guide.publication.booklet import manuscript
from guide.publication.document import Imprint
from guide.publication.inks import in_inks, inks_of, inks_of_text, on_paper
from guide.publication.materials import Links
from guide.publication.prepress import in_inks as operators_in_inks

from .documents import make_chapter, make_guide, make_section, make_tip
from .pdfs import SHORT_ADDRESS, drawn, fonts, full_guide, materials, opened, sizes, titles, words

pytestmark = pytest.mark.pure

FILES = ("booklet", "cover")
OTHER_COLOURS = {"rg", "RG", "g", "G", "sc", "SC", "SCN", "sh"}


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    made_with = materials(tmp_path_factory.mktemp("press"), short_address=SHORT_ADDRESS)
    guide = full_guide()
    files = prepress.make_booklet(guide, made_with) | prepress.make_cover(guide, made_with)
    return {name.removesuffix(".pdf"): content for name, content in files.items()}


@pytest.fixture(scope="session")
def books(printed: dict[str, bytes]) -> dict[str, pikepdf.Pdf]:
    return {name: opened(content) for name, content in printed.items()}


@pytest.mark.parametrize("name", FILES)
def test_the_files_are_sound(books: dict[str, pikepdf.Pdf], name: str) -> None:
    assert books[name].check_pdf_syntax() == []


@pytest.mark.parametrize(("name", "width"), [("booklet", 148), ("cover", 296)])
def test_three_millimetres_bleed_around_the_trimmed_page_and_room_for_marks(
    books: dict[str, pikepdf.Pdf], name: str, width: int
) -> None:
    for page in books[name].pages:
        assert sizes(page.TrimBox) == [0, 0, width, 210]
        assert sizes(page.BleedBox) == [-3, -3, width + 3, 213]
        assert sizes(page.MediaBox) == [-10, -10, width + 10, 220]


@pytest.mark.parametrize("name", FILES)
def test_every_page_has_eight_crop_marks_outside_the_bleed(books: dict[str, pikepdf.Pdf], name: str) -> None:
    for page in books[name].pages:
        operators = list(pikepdf.parse_content_stream(page))
        colour = max(place for place, one in enumerate(operators) if str(one.operator) == "K")
        assert [float(ink) for ink in operators[colour].operands] == [1, 1, 1, 1]
        moves = [one for one in operators[colour:] if str(one.operator) in ("m", "l")]
        assert len(moves) == 16
        left, bottom, right, top = (float(side) for side in page.BleedBox)
        for x, y in ([float(value) for value in one.operands] for one in moves):
            assert not (left < x < right and bottom < y < top)


def test_the_inside_fills_whole_sheets_with_pages_for_notes(
    printed: dict[str, bytes], books: dict[str, pikepdf.Pdf]
) -> None:
    assert len(books["booklet"].pages) % 4 == 0
    assert len(books["cover"].pages) == 1
    text = [words(printed["booklet"], number, number) for number in range(1, len(books["booklet"].pages) + 1)]
    assert "Bon sens numérique" in text[0]
    notes = [place for place, page in enumerate(text) if page.startswith("Notes")]
    written = notes[0] if notes else len(text)
    assert len(text) - written < 4
    empty = [place for place in range(written) if not text[place].strip()]
    assert all(re.match(r"\d Question numéro", text[place + 1]) for place in empty), "a white page before a chapter"


@pytest.mark.parametrize("pages", range(3, 8))
def test_pages_for_notes_are_as_many_as_are_missing(pages: int) -> None:
    chosen = prepress.whole_sheets([*range(pages), "note", "note", "note"])
    assert len(chosen) % 4 == 0
    assert 0 <= len(chosen) - pages < 4


@pytest.mark.parametrize("name", FILES)
def test_all_is_in_four_inks(books: dict[str, pikepdf.Pdf], name: str) -> None:
    used: Counter[str] = Counter()
    for found in drawn(books[name]):
        used.update(str(one.operator) for one in pikepdf.parse_content_stream(found))
    assert not OTHER_COLOURS & set(used)
    assert used["k"]
    images = [found for found in books[name].objects if isinstance(found, pikepdf.Stream) and "/Width" in found]
    assert images
    assert {str(image.ColorSpace) for image in images} == {"/DeviceCMYK"}
    assert not any("/SMask" in image for image in images)


@pytest.mark.parametrize("name", FILES)
def test_letters_are_black_alone_and_printed_over_what_lies_beneath(books: dict[str, pikepdf.Pdf], name: str) -> None:
    seen = 0
    for page in books[name].pages:
        colour: tuple[float, ...] = ()
        state, chosen = "", []
        for one in pikepdf.parse_content_stream(page):
            match str(one.operator):
                case "q":
                    chosen.append((colour, state))
                case "Q":
                    colour, state = chosen.pop()
                case "k":
                    colour = tuple(float(value) for value in one.operands)
                case "gs" if str(one.operands[0]) in ("/over", "/apart"):
                    state = str(one.operands[0])
                case "Tj" | "TJ":
                    seen += 1
                    assert (colour, state) in (((0, 0, 0, 1), "/over"), ((0, 0, 0, 0), "/apart"))
    assert seen
    states = books[name].pages[0].Resources.ExtGState
    assert (states.over.op, states.over.OPM, states.apart.op) == (True, 1, False)


@pytest.mark.parametrize("name", FILES)
def test_it_is_pdf_x_1a_as_far_as_the_standard_can_be_read_off_a_file(
    printed: dict[str, bytes], books: dict[str, pikepdf.Pdf], name: str
) -> None:
    book = books[name]
    assert book.pdf_version == "1.4"
    assert (book.docinfo.GTS_PDFXVersion, book.docinfo.Trapped) == ("PDF/X-1a:2003", "/False")
    assert {"/Title", "/CreationDate", "/ModDate"} <= set(book.docinfo.keys())
    assert book.trailer.ID[0]
    intent = book.Root.OutputIntents[0]
    assert (intent.S, intent.OutputConditionIdentifier) == ("/GTS_PDFX", "FOGRA39")
    assert intent.RegistryName == "http://www.color.org"
    assert not {"/AcroForm", "/Names", "/OpenAction"} & set(book.Root.keys())
    assert not any("/Annots" in page for page in book.pages)
    for found in book.objects:
        if isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
            assert "/Group" not in found
            assert not {"/BM", "/SMask"} & set(found.keys())
            assert (found.get("/ca", 1), found.get("/CA", 1)) == (1, 1)
    assert b"/Lab" not in printed[name]


@pytest.mark.parametrize("name", FILES)
def test_every_font_is_embedded(books: dict[str, pikepdf.Pdf], name: str) -> None:
    assert fonts(books[name])
    assert all({"/FontFile2", "/FontFile3"} & set(font.keys()) for font in fonts(books[name]))


def test_a_page_has_the_same_number_as_on_the_screen(books: dict[str, pikepdf.Pdf], tmp_path: Path) -> None:
    from guide.publication import pdf

    screen = opened(pdf.make(full_guide(), materials(tmp_path))["guide.pdf"])
    pages = {title: page for _, title, page in titles(screen)}
    assert {title: page for _, title, page in titles(books["booklet"])} == pages


def test_the_cover_carries_the_short_address_of_its_channel_with_its_code(printed: dict[str, bytes]) -> None:
    text = words(printed["cover"])
    assert "guide.example.org/c/lille" in text
    assert "ISBN 978-2-1234-5680-3" in text
    assert text.index("J’ai raccroché") < text.index("Bon sens numérique")


def test_without_a_channel_the_cover_carries_the_address_of_the_guide(tmp_path: Path) -> None:
    guide = make_guide(chapters=(make_chapter(1, ()),), sections=())
    text = words(prepress.make_cover(guide, materials(tmp_path))["cover.pdf"])
    assert "guide.example.org" in text
    assert "/c/" not in text


def test_the_back_cover_has_a_code_to_the_guide_and_the_barcode_of_its_isbn(tmp_path: Path) -> None:
    made = materials(tmp_path)
    guide, links = full_guide(cover=None, logo=None, chapters=()), Links(page="https://guide.example.org/guide/fr/")
    html, files = (page := manuscript(guide, replace(made, links=links), "screen")).html, page.files
    assert files["qr.svg"][0] == qr.draw("https://guide.example.org/guide/fr/")
    assert files["barcode.svg"][0] == covers.draw("9782123456803")
    assert "Code-barres de l’ISBN 978-2-1234-5680-3" in html
    assert "barcode" not in manuscript(replace(guide, imprint=Imprint()), made, "screen").html


def test_the_same_guide_gives_the_same_bytes(printed: dict[str, bytes], tmp_path: Path) -> None:
    guide, made_with = full_guide(), materials(tmp_path, short_address=SHORT_ADDRESS)
    again = prepress.make_booklet(guide, made_with) | prepress.make_cover(guide, made_with)
    assert again == {f"{name}.pdf": content for name, content in printed.items()}


def test_a_guide_of_one_tip_still_fills_a_sheet(tmp_path: Path) -> None:
    chapter = make_chapter(1, (make_tip(1),))
    guide = replace(make_guide(chapters=(chapter,), people=()), sections=(make_section("conclusion", "Fin"),))
    assert len(opened(prepress.make_booklet(guide, materials(tmp_path))["booklet.pdf"]).pages) == 8


def test_ink_stays_black_and_colours_are_those_of_the_house() -> None:
    assert inks_of(0x17 / 255, 0x20 / 255, 0x2B / 255) == (0, 0, 0, 1)
    assert inks_of(1, 1, 1) == (0, 0, 0, 0)
    assert sum(inks_of(0x58 / 255, 0x22 / 255, 0x46 / 255)) <= 2.4
    assert inks_of(0.5, 0.5, 0.5) == (0, 0, 0, 0.5)
    assert inks_of_text(0.76, 0.25, 0.11) == (0, 0, 0, 1)
    assert inks_of_text(1, 1, 1) == (0, 0, 0, 0)


def test_a_colour_that_was_set_for_a_box_does_not_colour_the_letters_after_it() -> None:
    made = operators_in_inks([b"1 0 0 rg", b"f", b"BT", b"<00> Tj", b"ET", b"f"], of_page=True)
    assert made.index(b"0 0 0 1 k") < made.index(b"<00> Tj")
    assert made[-2] == b"0 1 1 0 k"


def test_a_picture_keeps_its_colour_and_shows_paper_where_it_is_transparent() -> None:
    inks = in_inks(on_paper(Image.new("RGB", (1, 1), (34, 58, 88)))).getpixel((0, 0))
    assert inks == pytest.approx((156, 87, 0, 167), abs=2)
    assert in_inks(on_paper(Image.new("RGBA", (1, 1), (200, 40, 20, 0)))).getpixel((0, 0)) == (0, 0, 0, 0)
    assert in_inks(on_paper(Image.new("L", (1, 1), 40))).mode == "L"
