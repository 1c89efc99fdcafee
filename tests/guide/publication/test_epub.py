"""The ebook: two checkers pass it, it holds nothing from outside, and the same guide gives the same bytes."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings
from fontTools.ttLib import TTFont
from lxml import etree

from guide.publication.document import Guide, Imprint
from guide.publication.epub import make
from guide.publication.materials import Conformance, Links, Materials

from .checking import ace_says, epubcheck_complaints
from .demo_guide import LANGUAGES, demo_guide
from .documents import build_front_end, make_chapter, make_guide, make_section, make_tip
from .everything import odd_guide

pytestmark = pytest.mark.pure

LINKS = Links(page="https://guide.example.org/guide/fr/")
HEADING = re.compile("h([1-6])")
XHTML = "{http://www.w3.org/1999/xhtml}"


class Book:
    """An ebook, opened."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.zip = zipfile.ZipFile(io.BytesIO(content))
        self.names = self.zip.namelist()

    def text(self, name: str) -> str:
        return self.zip.read(f"EPUB/{name}").decode()

    def tree(self, name: str) -> etree._Element:
        return etree.fromstring(self.zip.read(f"EPUB/{name}"))

    def pages(self) -> list[str]:
        return [name.removeprefix("EPUB/") for name in self.names if name.endswith(".xhtml")]

    def words(self, name: str) -> str:
        return " ".join("".join(self.tree(name).find(f"{XHTML}body").itertext()).split())

    def value(self, name: str) -> list[str]:
        """The texts of a kind of metadata, an element of Dublin Core or a property."""
        package = self.tree("package.opf")
        elements = package.xpath(f"//*[local-name()='{name}'] | //*[@property='{name}']")
        return [element.text for element in elements]


@pytest.fixture(scope="module")
def assets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_front_end(tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def demo() -> dict[str, Book]:
    """The demo's guide in its four languages, with the front end that was built."""
    materials = Materials(settings.PUBLICATION_ASSETS, links=LINKS)
    return {language: Book(make(demo_guide(language), materials)["guide.epub"]) for language in LANGUAGES}


@pytest.fixture(scope="module")
def odd(assets: Path, tmp_path_factory: pytest.TempPathFactory) -> Book:
    pictures = tmp_path_factory.mktemp("media")
    return Book(make(odd_guide(pictures), Materials(assets, pictures, links=LINKS))["guide.epub"])


def book_of(guide: Guide, assets: Path) -> Book:
    return Book(make(guide, Materials(assets, links=LINKS))["guide.epub"])


def to_check(demo: dict[str, Book], odd: Book) -> dict[str, Book]:
    """English and Italian books are made as the French one is: they differ in their words."""
    return {"fr": demo["fr"], "ja": demo["ja"], "odd": odd}


def written(books: dict[str, Book], folder: Path) -> Iterator[Path]:
    for name, book in books.items():
        path = folder / f"{name}.epub"
        path.write_bytes(book.content)
        yield path


def test_epubcheck_passes_a_latin_and_a_japanese_book_and_every_oddity_without_a_warning(
    demo: dict[str, Book], odd: Book, tmp_path: Path
) -> None:
    assert epubcheck_complaints([*written(to_check(demo, odd), tmp_path)]) == {}


def test_ace_finds_no_violation(demo: dict[str, Book], odd: Book, tmp_path: Path) -> None:
    code, words = ace_says([*written(to_check(demo, odd), tmp_path)], tmp_path)
    assert (code, words.splitlines()[-1]) == (0, "3 books, 0 violations"), words


def test_the_mimetype_comes_first_and_nothing_tells_the_hour(odd: Book) -> None:
    first = odd.zip.infolist()[0]
    assert (first.filename, first.compress_type, first.header_offset) == ("mimetype", zipfile.ZIP_STORED, 0)
    assert {entry.date_time for entry in odd.zip.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_same_guide_gives_the_same_bytes(assets: Path, tmp_path: Path) -> None:
    materials = Materials(assets, tmp_path, links=LINKS)
    assert make(odd_guide(tmp_path), materials) == make(odd_guide(tmp_path), materials)


def test_every_link_inside_leads_to_a_place_that_is_there(demo: dict[str, Book], odd: Book) -> None:
    for book in (*demo.values(), odd):
        ids = {name: set(book.tree(name).xpath("//@id")) for name in book.pages()}
        for name in book.pages():
            for href in book.tree(name).xpath("//@href"):
                if "://" in href or href.endswith(".css"):
                    continue
                file, _mark, place = href.partition("#")
                assert file or place, href
                assert not place or place in ids[file or name], f"{name}: {href}"


def test_nothing_is_fetched_from_elsewhere(demo: dict[str, Book], odd: Book) -> None:
    for book in (*demo.values(), odd):
        held = {name.removeprefix("EPUB/") for name in book.names}
        for name in book.pages():
            assert set(book.tree(name).xpath("//@src | //*[local-name()='link']/@href")) <= held
            assert not book.tree(name).xpath("//*[local-name()='script' or @style or @srcset]")
        assert set(re.findall(r'url\("([^"]+)"\)', book.text("style.css"))) <= held


def test_a_hostile_title_is_words(odd: Book) -> None:
    assert "<img src=file:///etc/passwd>" in odd.words("chapter-1.xhtml")
    assert 'file:///etc/passwd"' not in "".join(odd.text(name) for name in odd.pages())


def test_a_tip_has_all_that_belongs_to_it(demo: dict[str, Book]) -> None:
    words = demo["fr"].words("chapter-1.xhtml")
    assert "1 Protégez d’abord votre boîte mail Votre compte" in words
    assert "« Depuis, mes codes de secours dorment" in demo["fr"].text("chapter-1.xhtml").replace("\u00a0", " ")
    assert "Martine Le Goff, Nantes" in words
    assert "D’où vient ce conseil" in words
    addresses = demo["fr"].tree("chapter-1.xhtml").xpath("//@href[contains(., '/guide/tips/')]")
    assert addresses[0] == "https://guide.example.org/guide/tips/conseil-1/"


def test_words_of_the_glossary_lead_to_it(demo: dict[str, Book]) -> None:
    links = demo["fr"].tree("chapter-1.xhtml").xpath("//*[@class='word']")
    assert links
    assert {link.get("role") for link in links} == {"doc-glossref"}
    assert all(link.get("href").startswith("glossary.xhtml#glossary-word-") for link in links)


def test_japanese_quotes_in_its_own_marks_and_brings_no_face(demo: dict[str, Book]) -> None:
    assert "「あれ以来" in demo["ja"].text("chapter-1.xhtml")
    assert not [name for name in demo["ja"].names if "fonts/" in name]
    assert "@font-face" not in demo["ja"].text("style.css")
    assert demo["ja"].tree("chapter-1.xhtml").get("lang") == "ja"
    assert "<ruby>罠<rp>（</rp><rt>わな</rt><rp>）</rp></ruby>の" in demo["ja"].text("chapter-2.xhtml")


def test_a_face_holds_the_letters_that_the_book_needs_and_no_others(demo: dict[str, Book]) -> None:
    with TTFont(io.BytesIO(demo["fr"].zip.read("EPUB/fonts/literata-400.ttf"))) as font:
        letters = set(font.getBestCmap())
        licence = font["name"].getDebugName(14)
    assert set(map(ord, "é»7")) <= letters
    assert ord("ł") not in letters
    assert "OFL" in licence


def test_the_sheet_leaves_colours_and_sizes_to_the_reader(demo: dict[str, Book]) -> None:
    rules = re.sub(r"/\*.*?\*/", "", demo["fr"].text("style.css"), flags=re.DOTALL)
    assert not re.search(r"[;{]\s*(?:color|background(?:-color)?)\s*:", rules)
    assert not re.search(r"font-size:\s*[\d.]+(?:px|pt|mm)", rules)


def test_the_book_says_what_it_is(demo: dict[str, Book]) -> None:
    book = demo["fr"]
    assert book.value("identifier") == ["urn:isbn:9782123456803"]
    assert book.value("title")[0] == "Bon sens numérique"
    assert (book.value("language"), book.value("publisher")) == (["fr"], ["Mutuelle des Deux Rives"])
    assert book.value("date") == ["2026-10-12"]
    assert book.value("dcterms:modified") == ["2026-10-12T00:00:00Z"]
    assert book.value("rights") == ["© 2026 Mutuelle des Deux Rives. CC BY-SA 4.0"]
    assert book.value("schema:accessMode") == ["textual", "visual"]
    assert "alternativeText" in book.value("schema:accessibilityFeature")
    assert book.value("schema:accessibilityHazard") == ["none"]


def test_nothing_is_certified_but_what_somebody_has_assessed(assets: Path) -> None:
    guide = make_guide(sections=(), chapters=(make_chapter(1, ()),))

    def said(conformance: Conformance) -> tuple[list[str], list[str]]:
        book = Book(make(guide, Materials(assets=assets, conformance=conformance))["guide.epub"])
        return book.value("dcterms:conformsTo"), book.value("a11y:certifiedBy")

    assert said(Conformance()) == said(Conformance(certified_by="Atelier")) == ([], [])
    assert said(Conformance("WCAG 2.2 Level AA", "Atelier")) == (["WCAG 2.2 Level AA"], ["Atelier"])
    assert said(Conformance("WCAG 2.2 Level AA")) == (["WCAG 2.2 Level AA"], [])


def test_without_an_isbn_the_identifier_is_that_of_the_edition_in_its_language(assets: Path) -> None:
    def identifier(**changes: object) -> str:
        return book_of(make_guide(sections=(), chapters=(make_chapter(1, ()),), **changes), assets).value("identifier")[
            0
        ]

    assert identifier() == identifier(summary="Un autre résumé")
    assert len({identifier(), identifier(language="it"), identifier(edition=3), identifier(edition=None)}) == 4


def test_a_change_of_names_is_told_and_dated(odd: Book) -> None:
    assert odd.value("dcterms:modified") == ["2026-11-20T00:00:00Z"]
    assert "20 novembre 2026" in odd.words("imprint.xhtml")


def test_every_kind_of_markup_arrives(odd: Book) -> None:
    page, words = odd.tree("introduction.xhtml"), odd.words("introduction.xhtml")
    assert "☑ fait" in words
    assert "☐ à faire" in words
    assert page.xpath("//*[@role='doc-noteref']")
    assert page.xpath("//*[local-name()='td' and @class='right']")
    images = page.xpath("//*[local-name()='img']")
    assert [image.get("alt") for image in images] == ["Un écran bloqué", ""]
    assert all(f"EPUB/{image.get('src')}" in odd.names for image in images)
    assert "Des mots" in words
    assert page.xpath("//@href[. = 'https://guide.example.org/themes/']")
    assert "Une page" not in words or not page.xpath("//@href[contains(., 'wiki')]")


def test_no_line_of_a_heading_is_cut_at_the_hyphen_of_a_short_word(demo: dict[str, Book]) -> None:
    headings = [
        heading
        for name in demo["fr"].pages()
        for heading in re.findall(r"<h[1-6][^>]*>(.*?)</h[1-6]>", demo["fr"].text(name), re.DOTALL)
    ]
    assert any('<span class="whole">Parlez-en</span>' in heading for heading in headings)
    loose = [re.sub(r'<span class="whole">[^<]*</span>|<[^<>]*>', "", heading) for heading in headings]
    assert [heading for heading in loose if re.search(r"\w{1,8}-\w{1,8}\b", heading)] == []
    assert ".whole { white-space: nowrap; }" in demo["fr"].text("style.css")


def test_headings_begin_at_the_first_level_and_leave_none_out(demo: dict[str, Book], odd: Book) -> None:
    for book in (*demo.values(), odd):
        for name in [name for name in book.pages() if name != "cover-page.xhtml"]:
            found = (HEADING.fullmatch(etree.QName(element).localname) for element in book.tree(name).iter("*"))
            levels = [int(heading[1]) for heading in found if heading]
            assert levels[0] == 1, name
            assert all(after - before <= 1 for before, after in pairwise(levels)), name


def test_contents_for_new_readers_and_old_ones_agree(demo: dict[str, Book]) -> None:
    new = demo["fr"].tree("nav.xhtml").xpath("//*[@id='toc']//@href")
    old = demo["fr"].tree("toc.ncx").xpath("//*[local-name()='content']/@src")
    assert new == old
    assert len([href for href in new if "#tip-" in href]) == 20


def test_the_cover_is_drawn_and_named(demo: dict[str, Book]) -> None:
    [cover] = demo["fr"].tree("package.opf").xpath("//*[@properties='cover-image']")
    assert cover.get("href") == "images/cover.png"
    assert demo["fr"].zip.read("EPUB/images/cover.png")[16:24] == (1200).to_bytes(4) + (1800).to_bytes(4)
    [image] = demo["fr"].tree("cover-page.xhtml").xpath("//*[local-name()='img']")
    assert image.get("alt").startswith("Bon sens numérique. vingt conseils")


def test_a_photograph_makes_the_cover_a_jpeg(odd: Book) -> None:
    assert odd.zip.read("EPUB/images/cover.jpg")[:3] == b"\xff\xd8\xff"
    assert "Bo" in odd.words("imprint.xhtml")


def test_where_no_cover_can_be_drawn_the_book_comes_without(assets: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "guide.publication.pdf_engine", None)
    book = book_of(make_guide(), assets)
    assert not [name for name in book.names if "cover" in name]
    assert "cover" not in book.text("package.opf") + book.text("nav.xhtml")
    assert book.value("schema:accessMode") == ["textual"]


def test_signs_that_xml_cannot_hold_are_left_out(assets: Path) -> None:
    tip = make_tip(1, title="Un\x0btitre", html="<p>Un\x01 texte &#2; et&#xFFFE; la suite</p>")
    book = book_of(
        make_guide(sections=(make_section("conclusion", "Fin\x0c"),), chapters=(make_chapter(1, (tip,)),)), assets
    )
    assert "Un texte" in book.words("chapter-1.xhtml")
    assert "Fin" in book.words("conclusion.xhtml")


def test_a_preview_has_neither_date_nor_number_and_is_the_same_each_time(assets: Path) -> None:
    guide = replace(make_guide(), edition=None, published_on=None, imprint=Imprint())
    book = book_of(guide, assets)
    assert book.value("date") == []
    assert book.value("dcterms:modified") == ["2000-01-01T00:00:00Z"]
    assert book.content == book_of(guide, assets).content
    assert str(date.today().year) not in book.value("dcterms:modified")[0]
