"""From the HTML that texts and templates give to the XHTML of an ebook: well formed, and with nothing that it cannot show.

Each page is a file of its own. A link inside the book is written "#place" and finds its file here.

The pages of an ebook in their order, and the outline that leads to them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape
from typing import Any, Final

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from lxml import etree
from lxml.html import HtmlElement

from common.markup.typesetting import with_whole_words
from guide.publication.fragments import is_latin, parse, printable
from guide.publication.layout import Book, ChapterPart, SectionPart, imprint_lines
from guide.publication.materials import Links
from guide.publication.phrases import quoted
from guide.publication.pictures import DisplayedPicture

XHTML: Final = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="{language}" xml:lang="{language}">
<head>
<meta charset="utf-8"/>
<title>{title}</title>
<link rel="stylesheet" type="text/css" href="style.css"/>
</head>
{body}
</html>
"""
ASSETS: Final = "asset:pictures/"
IMAGES: Final = "images/"
HEADINGS: Final = ("h2", "h3", "h4", "h5", "h6")
OF_THE_BROWSER: Final = ("loading", "sizes", "srcset")
NOTE_ROLES: Final = {"footnote-ref": "doc-noteref", "footnote-backref": "doc-backlink", "word": "doc-glossref"}


@dataclass(frozen=True, slots=True)
class EbookPage:
    """A file of the book: its name without ending, its title, and the HTML inside its body."""

    name: str
    title: str
    html: str

    @property
    def file(self) -> str:
        return f"{self.name}.xhtml"


def write_pages(pages: Iterable[EbookPage], *, language: str) -> dict[str, str]:
    """File -> XHTML."""
    bodies = {page: parse(page.html) for page in pages}
    places = {place: page.file for page, body in bodies.items() for place in body.xpath("//@id")}
    for page, body in bodies.items():
        fit_for_books(body)
        for link in list(body.iter("a")):
            lead(link, page.file, places)
    return {page.file: write(page.title, body, language) for page, body in bodies.items()}


def places_in(pages: Iterable[EbookPage]) -> dict[str, str]:
    """Each anchor of the book, and its address in it."""
    return {place: f"{page.file}#{place}" for page in pages for place in parse(page.html).xpath("//@id")}


def write(title: str, body: HtmlElement, language: str) -> str:
    written = etree.tostring(body, encoding="unicode", method="xml")
    return XHTML.format(title=escape(printable(title)), body=printable(written), language=escape(language))


def fit_for_books(body: HtmlElement) -> None:
    """Changes what a browser shows and a reader of books does not, or not well."""
    for heading in list(body.iter(*HEADINGS)):
        raise_heading(heading)
    for picture in list(body.iter("img")):
        place_picture(picture)
    for box in list(body.iter("input")):
        put_words(box, "☑" if box.get("checked") is not None else "☐")
    for label in list(body.iter("label")):
        label.tag = "span"
    for cell in list(body.iter("td", "th")):
        fit_cell(cell)
    for note in body.find_class("footnote"):
        note.set("role", "doc-endnotes")
    for emphasised in body.iter("em", "i", "cite"):
        if is_latin(emphasised.text_content()):
            emphasised.set("class", "latin")


def raise_heading(heading: HtmlElement) -> None:
    """The pages of the web have a title over all headings; a page of a book begins with its own. Empty ones go."""
    if heading.text_content().strip():
        heading.tag = f"h{int(heading.tag[1]) - 1}"
    else:
        heading.drop_tree()


def place_picture(picture: HtmlElement) -> None:
    source = picture.get("src", "")
    for name in OF_THE_BROWSER:
        picture.attrib.pop(name, None)
    picture.set("alt", picture.get("alt", "").strip())
    if source.startswith(ASSETS):
        picture.set("src", IMAGES + source.removeprefix(ASSETS))
    elif not source.startswith(IMAGES):
        put_words(picture, picture.get("alt", ""))


def put_words(element: HtmlElement, words: str) -> None:
    element.tail = words + (element.tail or "")
    element.drop_tree()


def fit_cell(cell: HtmlElement) -> None:
    if align := cell.attrib.pop("align", ""):
        cell.set("class", align)
    if cell.tag == "th" and not cell.text_content().strip():
        cell.tag = "td"


def lead(link: HtmlElement, file: str, places: Mapping[str, str]) -> None:
    """Has the link lead where it can from inside a book; one that cannot lead anywhere becomes its words."""
    target, classes = link.get("href", ""), link.get("class", "").split()
    link.attrib.pop("rel", None)
    if target.startswith("#"):
        there = places.get(target[1:], "")
        target = there and (target if there == file else there + target)
    if not target:
        link.drop_tag()
        return
    link.set("href", target)
    for name in NOTE_ROLES.keys() & set(classes):
        link.set("role", NOTE_ROLES[name])


def characters(texts: Iterable[str]) -> set[int]:
    return {ord(character) for text in texts for character in text}


# What a kind of section is called in the vocabulary of EPUB, and its role; the others have neither.
KINDS: Final = {
    "editorial": ("foreword", "doc-foreword"),
    "introduction": ("introduction", "doc-introduction"),
    "conclusion": ("conclusion", "doc-conclusion"),
    "glossary": ("glossary", "doc-glossary"),
    "bibliography": ("bibliography", "doc-bibliography"),
    "acknowledgements": ("acknowledgments", "doc-acknowledgments"),
}


@dataclass(frozen=True, slots=True)
class TocEntry:
    """A line of the contents. Its `href` is the place in the file of the page that holds it."""

    title: str
    href: str
    inner: tuple["TocEntry", ...] = ()
    kind: str = ""


@dataclass(frozen=True, slots=True)
class ChapterImages:
    """What the pages are drawn with besides the book: the images of each chapter, and where the tips stand on the site."""

    bands: Mapping[int, str]
    illustrations: Mapping[int, DisplayedPicture]
    links: Links
    has_faces: bool = False


def pages_of(book: Book, chapter_images: ChapterImages) -> tuple[EbookPage, ...]:
    """All pages in the order of reading, the contents excepted, which need the others."""
    return tuple(_pages(book, chapter_images))


def _pages(book: Book, chapter_images: ChapterImages) -> Iterator[EbookPage]:
    yield draw("title", book.guide.title, book=book)
    for part in book.front:
        yield page_of_part(book, part)
    for chapter in book.chapters:
        yield page_of_chapter(book, chapter, chapter_images)
    for part in book.back:
        yield page_of_part(book, part)
    yield draw("imprint", _("Imprint"), book=book, lines=imprint_lines(book, has_faces=chapter_images.has_faces))


def draw(name: str, title: str, *, template: str = "", **context: Any) -> EbookPage:
    book = context["book"]
    html = render_to_string(f"guide/publication/epub/{template or name}.html", context | {"guide": book.guide})
    return EbookPage(name, title, with_whole_words(html))


def page_of_part(book: Book, part: SectionPart) -> EbookPage:
    kind, role = KINDS.get(part.kind, ("", ""))
    return draw(part.id, part.title, template="part", book=book, part=part, kind=kind, role=role)


def page_of_chapter(book: Book, chapter: ChapterPart, chapter_images: ChapterImages) -> EbookPage:
    language = book.guide.language
    tips = tuple(
        replace(tip, quotation=tip.quotation and replace(tip.quotation, text=quoted(tip.quotation.text, language)))
        for tip in chapter.tips
    )
    drawn: dict[str, Any] = {
        "chapter": replace(chapter, tips=()),
        "tips": [(tip, chapter_images.links.origin(tip.reference)) for tip in tips],
        "band": chapter_images.bands.get(chapter.number),
        "illustration": chapter_images.illustrations.get(chapter.number),
    }
    return draw(chapter.id, chapter.question, template="chapter", book=book, **drawn)


def outline(book: Book, files: dict[str, str]) -> tuple[TocEntry, ...]:
    """The table of contents: sections, chapters and their tips, imprint."""
    return (
        *(of_part(part, files) for part in book.front),
        *(of_chapter(chapter, files) for chapter in book.chapters),
        *(of_part(part, files) for part in book.back),
        TocEntry(_("Imprint"), files["imprint"]),
    )


def of_part(part: SectionPart, files: dict[str, str]) -> TocEntry:
    inner = tuple(of_part(inner, files) for inner in part.parts)
    return TocEntry(part.title, files[part.id], inner, KINDS.get(part.kind, ("", ""))[0])


def of_chapter(chapter: ChapterPart, files: dict[str, str]) -> TocEntry:
    tips = tuple(TocEntry(f"{tip.number}. {tip.title}", files[tip.id]) for tip in chapter.tips)
    return TocEntry(f"{chapter.number}. {chapter.question}", files[chapter.id], tips)


def page_of_contents(book: Book, places: tuple[TocEntry, ...], cover: EbookPage | None) -> EbookPage:
    landmarks = [place for place in places if place.kind in {"glossary", "bibliography"}]
    drawn: dict[str, Any] = {"places": places, "begins": places[0], "landmarks": landmarks, "cover": cover}
    return draw("nav", _("Contents"), book=book, **drawn)
