"""guide.pdf, the booklet for the screen."""

import logging
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from django.conf import settings

from guide.publication import pdf as form
from guide.publication import pdf_engine
from guide.publication.materials import Links, Materials
from guide.publication.pdf import build_pdf
from guide.publication.pdf_engine import parts_that_spill
from guide.publication.typesetting import with_kept_names

from .documents import build_front_end, make_chapter, make_guide, make_section, make_tip
from .pdfs import (
    ENTRIES,
    LONG_ADDRESS,
    annotations,
    boxes,
    elements,
    fonts,
    full_guide,
    lines_of,
    materials,
    opened,
    sizes,
    small_guide,
    titles,
    words,
)

pytestmark = pytest.mark.pure


@pytest.fixture(scope="session")
def assets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_front_end(tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="session")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return form.make(full_guide(), materials(tmp_path_factory.mktemp("screen")))["guide.pdf"]


@pytest.fixture(scope="session")
def book(pdf: bytes) -> pikepdf.Pdf:
    return opened(pdf)


def page_of(book: pikepdf.Pdf, title: str) -> int:
    return next(page for _, found, page in titles(book) if found == title)


def test_the_file_is_sound(book: pikepdf.Pdf) -> None:
    assert book.check_pdf_syntax() == []


def test_every_page_is_a5(book: pikepdf.Pdf) -> None:
    assert {tuple(sizes(page.MediaBox)) for page in book.pages} == {(0, 0, 148, 210)}


def test_the_cover_comes_first_and_the_back_cover_last(pdf: bytes, book: pikepdf.Pdf) -> None:
    cover, back = words(pdf, 1, 1), words(pdf, len(book.pages))
    assert "Bon sens numérique" in cover
    assert "Mutuelle des Deux Rives" in cover
    assert "guide.example.org" in back
    assert "J’ai raccroché" in back


def test_the_outline_holds_every_heading(book: pikepdf.Pdf) -> None:
    found = [(depth, title) for depth, title, _ in titles(book)]
    chapters = [title for depth, title in found if depth == 1 and title[0].isdigit()]
    assert chapters == [f"{number}. Question numéro {number} ?" for number in range(1, 5)]
    assert [title for depth, title in found if depth == 2 and title[0].isdigit()] == [
        f"{number}. Conseil titré {number}" for number in range(1, 21)
    ]
    assert {(1, "Éditorial"), (1, "Glossaire"), (1, "Sommaire"), (2, "Un wiki"), (3, "En détail"), (3, "Suite")} <= {
        *found
    }
    headings = sum(len(elements(book, f"/H{level}")) for level in range(1, 7))
    assert len(found) == headings


def test_each_heading_stands_where_the_outline_and_the_contents_say(pdf: bytes, book: pikepdf.Pdf) -> None:
    contents = words(pdf, 3, 4)
    for depth, title, page in titles(book)[2:]:
        number, _, bare = title.rpartition(". ")
        assert bare in words(pdf, page, page)
        if depth == 1 or number:
            line = contents[contents.index(bare) + len(bare) :]
            assert line.lstrip(" .").split(" ")[0] == str(page), title


def test_a_number_stands_in_the_contents_on_the_line_of_its_title(pdf: bytes) -> None:
    found = boxes(pdf, 3)
    numbers = [word for word in found if word.left < 20 and word.right < 25 and word.top > 30]
    assert len(numbers) > 10
    for number in numbers:
        assert any(word.left > 25 and abs(word.bottom - number.bottom) < 1.5 for word in found), number


def test_texts_are_read_in_their_order(pdf: bytes) -> None:
    text = words(pdf, 5)
    marks = ["Éditorial", "Introduction", "La trace", "Question numéro 1", "Conseil titré 1", "Conseil titré 13"]
    marks += ["Texte du conseil 13. Vérifiez l’adresse, puis rappelez.", "Conseil titré 14", "Six questions", "Cookie"]
    marks += ["Cardon, D.", "Remerciements", "Karim Haddad"]
    places = [text.rindex(mark) if mark in marks[-2:] else text.index(mark) for mark in marks]
    assert places == sorted(places)
    assert "J’ai raccroché 6 fois. » Martine L., Nantes" in text.replace("\u00a0", " ")


def test_every_link_leads_somewhere(book: pikepdf.Pdf) -> None:
    names = book.Root.Names.Dests.Names
    anchors = {str(name): target for name, target in zip(names[::2], names[1::2], strict=True)}
    pages = {page.objgen for page in book.pages}
    assert all(target[0].objgen in pages for target in anchors.values())
    inner = {
        str(link.A.D if "/A" in link else link.Dest) for link in annotations(book) if "/URI" not in link.get("/A", {})
    }
    assert inner
    assert inner <= set(anchors)
    assert {"tip-20", "bibliography", "chapter-4"} <= inner
    assert any(name.startswith("glossary-") for name in inner)
    outer = {str(link.A.URI) for link in annotations(book) if "/URI" in link.get("/A", {})}
    assert {"https://cnil.fr", LONG_ADDRESS, "https://creativecommons.org/licenses/by-sa/4.0/"} <= outer
    assert all(str(link.Contents) for link in annotations(book))


def test_no_line_leaves_its_page(book: pikepdf.Pdf) -> None:
    for link in annotations(book):
        left, _, right, _ = sizes(link.Rect)
        assert 15 < left < right < 133


def test_a_title_that_begins_with_a_quotation_stands_below_its_number(assets: Path) -> None:
    """No line may end before an opening quotation mark: the number has to end its own."""
    said = "« N’en parlez pas » : arrêtez tout"
    chapter = replace(make_chapter(1, (make_tip(1, title=said),)), question=said)
    book = pypdfium2.PdfDocument(build_pdf(small_guide(chapters=(chapter,)), assets=assets))
    found = 0
    for page in book:
        text = page.get_textpage()
        search = text.search("N’en")
        while place := search.get_next():
            left, _bottom, right, _top = text.get_charbox(place[0])
            assert 0 < left < right < page.get_width() / 2
            found += 1
    assert found >= 3  # in the contents, at the chapter's head, above the tip


def test_pages_bear_a_running_head_and_a_folio(pdf: bytes, book: pikepdf.Pdf) -> None:
    page = page_of(book, "7. Conseil titré 7")
    assert "Thème 2" in words(pdf, page, page)
    assert str(page) in words(pdf, page, page).split()


def test_the_booklet_is_tagged_in_its_language(book: pikepdf.Pdf) -> None:
    assert book.Root.MarkInfo.Marked
    assert book.Root.StructTreeRoot.K
    assert book.Root.Lang == "fr"
    assert book.Root.ViewerPreferences.DisplayDocTitle
    assert b'pdfuaid:part="1"' in book.Root.Metadata.read_bytes()
    assert all(page.Tabs == "/S" for page in book.pages)
    assert all(str(figure.Alt) for figure in elements(book, "/Figure"))
    assert {"Une vague", "Un pont"} <= {str(figure.Alt) for figure in elements(book, "/Figure")}


def test_words_in_another_language_say_which(assets: Path) -> None:
    """A screen reader takes another voice for them."""
    guide = small_guide('<p>Un <em><span lang="en">firewall</span></em> filtre.</p>')
    chapter = replace(guide.chapters[0], tips=(*guide.chapters[0].tips, replace(make_tip(2), language="it")))
    book = opened(build_pdf(replace(guide, chapters=(chapter,)), assets=assets))
    said = [
        (str(found.S), str(found.Lang))
        for found in book.objects
        if isinstance(found, pikepdf.Dictionary) and "/S" in found and "/Lang" in found
    ]
    assert said.count(("/Span", "en")) == 1
    assert {("/Art", "it"), ("/LI", "it")} <= {*said}, "the tip itself, and its line in the contents"


def test_what_no_face_of_the_book_has_comes_from_one_that_it_brings_along() -> None:
    made = opened(build_pdf(small_guide("<p>Un pouce 👍, une case ✅.</p>"), assets=settings.PUBLICATION_ASSETS))
    names = {str(font.FontName).partition("+")[2] for font in fonts(made)}
    assert "Noto-Emoji" in names
    assert all(name.startswith(("Noto-Emoji", "Literata", "Bricolage")) for name in names)


def test_a_chapter_opens_on_a_right_hand_page(book: pikepdf.Pdf) -> None:
    chapters = [page for depth, title, page in titles(book) if depth == 1 and title[0].isdigit()]
    assert len(chapters) == 4
    assert all(page % 2 for page in chapters)


def test_a_printed_tip_says_from_which_pages_and_where_that_can_be_read(assets: Path) -> None:
    guide = make_guide(sections=(), chapters=(make_chapter(1, (make_tip(1, reference="conseil-1"),)),))
    links = Links(page="https://guide.example.org/guide/fr/")
    printed = words(form.make(guide, Materials(assets=assets, links=links))["guide.pdf"])
    assert "D’une page du wiki" in printed or "pages du wiki" in printed
    assert "guide.example.org/guide/tips/conseil-1/" in printed
    hidden = Materials(assets=assets, links=replace(links, origins=""))
    assert "conseil-1" not in words(form.make(guide, hidden)["guide.pdf"])


def test_large_print_is_a4_in_17_points_with_its_own_contents_and_tags(tmp_path: Path) -> None:
    made = form.make_large(full_guide(), materials(tmp_path))["large-print.pdf"]
    book = opened(made)
    assert {tuple(map(round, sizes(page.MediaBox))) for page in book.pages} == {(0, 0, 210, 297)}
    assert str(book.docinfo["/Title"]).endswith("gros caractères")
    assert b'pdfuaid:part="1"' in book.Root.Metadata.read_bytes()
    heights = [word.bottom - word.top for page in range(5, len(book.pages)) for word in boxes(made, page)]
    of_text = [height for height in heights if height == pytest.approx(1.7 * 4.11, abs=0.02)]
    small = [height for height in heights if height < 1.5 * 4.11]
    assert len(of_text) > 200 and len(small) < 5, "17 points; the signs of notes alone have less than 15"
    pages = {title: page for _depth, title, page in titles(book)}
    contents = words(made, 3, 4)
    assert contents.partition("Question numéro 2 ?")[2].lstrip(" .").split()[0] == str(pages["2. Question numéro 2 ?"])
    assert not [word for word in boxes(made, pages["7. Conseil titré 7"]) if word.right > 203 or word.left < 7]
    assert not [page for page in range(1, len(book.pages) + 1) if not words(made, page, page).strip()], (
        "no page is white"
    )


def test_the_booklet_says_what_it_is(book: pikepdf.Pdf) -> None:
    details = book.docinfo
    assert (details.Title, details.Author) == ("Bon sens numérique", "Mutuelle des Deux Rives")
    assert (details.Subject, details.Keywords) == (
        "Le meilleur de ce qu’ils ont écrit.",
        "Thème 1, Thème 2, Thème 3, Thème 4",
    )
    assert str(details.CreationDate).startswith("D:20261012")
    assert str(details.ModDate).startswith("D:20261012")


def test_every_font_is_embedded(book: pikepdf.Pdf) -> None:
    assert fonts(book)
    assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts(book))


def test_the_imprint_says_who_answers_for_it(pdf: bytes) -> None:
    text = words(pdf, 2, 2).replace("\u00a0", " ")
    for said in (
        "Nantes",
        "CC BY-SA 4.0",
        "ISBN 978-2-1234-5680-3",
        "guide@example.org",
        "atelier des Rives",
        "Photo : A.",
    ):
        assert said in text
    assert "12 octobre 2026" in text


def test_a_file_made_again_for_a_name_says_so(assets: Path) -> None:
    again = build_pdf(small_guide(renamed_on=date(2026, 12, 3)), assets=assets)
    assert "3 décembre 2026" in words(again, 2, 2)
    assert str(opened(again).docinfo.ModDate).startswith("D:20261203")


def test_the_bibliography_is_printed_also_where_nothing_else_is_in_it(assets: Path) -> None:
    made = build_pdf(small_guide(bibliography=ENTRIES), assets=assets)
    text = words(made)
    assert text.index("boyd, danah") < text.rindex("Karim Haddad")
    assert [title for depth, title, _ in titles(opened(made)) if depth == 1][-2:] == ["Bibliographie", "Remerciements"]


def test_the_same_guide_gives_the_same_bytes(pdf: bytes, tmp_path: Path) -> None:
    assert form.make(full_guide(), materials(tmp_path))["guide.pdf"] == pdf


def test_another_guide_is_another_file(assets: Path) -> None:
    one, other = (opened(build_pdf(small_guide(title=title), assets=assets)) for title in ("Un", "Deux"))
    assert bytes(one.trailer.ID[0]) != bytes(other.trailer.ID[0])


def test_a_chapter_may_be_empty(assets: Path) -> None:
    guide = make_guide(chapters=(make_chapter(1, ()), make_chapter(2, (make_tip(6),))), sections=())
    found = [title for _, title, _ in titles(opened(build_pdf(guide, assets=assets)))]
    assert found[2:5] == ["1. Question numéro 1 ?", "2. Question numéro 2 ?", "6. Conseil titré 6"]


def test_a_few_lines_do_not_get_a_page_of_their_own(assets: Path) -> None:
    """Thirty-two lines and a title need a page and a bit; set tighter, they need one."""
    lines = "<br>".join(f"Ligne {number}" for number in range(1, 32))
    guide = make_guide(sections=(make_section("editorial", "Éditorial", f"<p>{lines}</p>"),), chapters=(), people=())
    made = build_pdf(guide, assets=assets)
    with_lines = [page for page in range(1, len(opened(made).pages) + 1) if "Ligne" in words(made, page, page)]
    assert with_lines == [4]
    assert build_pdf(guide, assets=assets) == made, "what is remembered about a text gives the same file"


@pytest.mark.parametrize("lines", [36, 38, 45])
def test_letters_have_one_size_and_the_last_page_a_third_of_its_lines(assets: Path, lines: int) -> None:
    texts = ["<br>".join(f"Ligne {number}" for number in range(many)) for many in (10, lines)]
    sections = [make_section("editorial", "Éditorial", f"<p>{texts[0]}</p>")]
    sections.append(make_section("introduction", "Introduction", f"<p>{texts[1]}</p>"))
    made = build_pdf(make_guide(sections=tuple(sections), chapters=(), people=()), assets=assets)
    heights = {round(word.bottom - word.top, 2) for word in boxes(made, 4) if 50 < word.top < 185}
    assert len(heights) == 1
    for page in range(5, len(opened(made).pages)):
        of_lines = [word for word in boxes(made, page) if round(word.bottom - word.top, 2) in heights]
        assert of_lines[-1].bottom > 18.4 + 170.6 / 3


def test_what_a_chapter_ends_with_stays_together_where_it_would_stand_alone_although_its_opening_is_long() -> None:
    css = "@page { size: 100mm 100mm; margin: 10mm } body { font: 10pt/14pt serif } p { margin: 0 }"
    css += ".tips { break-before: page }"
    opening, text, authors = ("<br>".join(["Ligne"] * many) for many in (20, 12, 7))
    html = (
        f'<section class="chapter" id="chapter-1"><div id="chapter-1-opening"><p>{opening}</p>'
        f'<span id="chapter-1-opening-end"></span></div><div class="tips"><article class="tip"><p>{text}</p>'
        f'<p class="authors">{authors}</p></article></div><span id="chapter-1-end"></span></section>'
    )
    last = pdf_engine.lay_out(html, css, {}, variant="pdf/ua-1", body="").pages[-1]
    assert last.anchors["chapter-1-end"][1] > pdf_engine.SPILL * last.height


@pytest.mark.parametrize("lines", [26, 28, 30, 32])
def test_the_authors_of_a_tip_stand_on_one_page_together(lines: int) -> None:
    css = (Path(pdf_engine.__file__).parent / "booklet.css").read_text("utf-8").replace("url(", "none (")
    tips = (
        f'<article class="tip"><div class="text"><p>{"Ligne<br>" * many}</p></div><p class="authors">{"Nom<br>" * 7}</p>'
        "</article>"
        for many in (lines, 20)
    )
    html = f'<section class="chapter">{"".join(tips)}</section>'
    made = pdf_engine.print_document(f'<html lang="fr"><title>x</title>{html}</html>', css, {})
    assert {words(made, page, page).count("Nom") % 7 for page in range(1, len(opened(made).pages) + 1)} == {0}


def test_people_thanked_stand_on_one_page_together() -> None:
    css = (Path(pdf_engine.__file__).parent / "booklet.css").read_text("utf-8").replace("url(", "none (")
    names = "".join(f"<li>Nom {number}</li>" for number in range(24))
    html = f'<div class="text"><p>{"Ligne<br>" * 30}</p><ul class="thanks">{names}</ul></div>'
    made = pdf_engine.print_document(f'<html lang="fr"><title>x</title>{with_kept_names(html)}</html>', css, {})
    assert [words(made, page, page).count("Nom") for page in (1, 2)] == [0, 24]


def test_no_line_of_the_contents_is_of_dots_alone(assets: Path) -> None:
    titles_of_tips = [f"Protégez d’abord votre boîte aux lettres {'x' * number}" for number in range(1, 21)]
    tips = [make_tip(number, title=title) for number, title in enumerate(titles_of_tips, 1)]
    guide = make_guide(sections=(), chapters=(make_chapter(1, tuple(tips)),), people=())
    lines = [line for page in (3, 4) for line in lines_of(build_pdf(guide, assets=assets), page)]
    assert len([line for line in lines if "." in line]) >= 20
    assert not [line for line in lines if re.fullmatch(r"[\s.]+\d+\s*", line)]


def test_no_word_is_parted_between_two_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    css = "@page { size: %dmm 42mm; margin: 5mm } p { hyphens: auto; hyphenate-character: '-'; font: 9pt/17pt serif }"
    words = "La communication institutionnelle rassemble généralement plusieurs collaborateurs et responsables. " * 12
    html = f'<html lang="fr"><head><title>x</title></head><body><p>{words}</p></body></html>'

    def endings() -> list[str]:
        """The last lines of pages of four widths, since the faces of machines differ."""
        books = [pdf_engine.print_document(html, css % width, {}) for width in (58, 63, 68, 73)]
        return [lines_of(made, page)[-1] for made in books for page in range(1, len(opened(made).pages) + 1)]

    assert not [line for line in endings() if line.endswith("-")]
    monkeypatch.setattr(pdf_engine, "keep_whole", lambda _paragraphs: False)
    assert [line for line in endings() if line.endswith("-")], "where nobody looks after them, there are some"


def test_a_contents_that_is_tried_by_itself_asks_for_no_page_that_is_not_there(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger("weasyprint"), "propagate", True)
    lines = "".join(f'<li class="of-part"><a href="#a-{number}">Conseil</a></li>' for number in range(29))
    html = f'<section class="contents" id="contents"><ul>{lines}</ul><span id="contents-end"></span></section>'
    html += "".join(f'<p id="a-{number}">x</p>' for number in range(29))
    css = (Path(pdf_engine.__file__).parent / "booklet.css").read_text("utf-8").replace("url(", "none (")
    pages = pdf_engine.lay_out(html, css, {}, variant="pdf/ua-1", body="").pages
    assert "contents-end" in pages[0].anchors, "set tighter"
    assert not [record for record in caplog.records if "undefined anchor" in record.getMessage()]


def test_a_part_spills_where_it_ends_near_the_head_of_a_later_page() -> None:
    class Page:
        height = 100

        def __init__(self, **anchors: tuple[int, int]) -> None:
            self.anchors = {name.replace("_", "-"): at for name, at in anchors.items()}

    pages = [Page(a=(0, 0), b=(0, 60)), Page(a_end=(0, 10), b_end=(0, 80)), Page(c=(0, 0), c_end=(0, 9))]
    assert parts_that_spill(pages) == {"a"}
