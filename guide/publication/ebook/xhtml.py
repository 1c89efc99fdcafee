"""From the HTML that texts and templates give to the XHTML of an ebook: well formed, and with nothing that it cannot show.

Each page is a file of its own. A link inside the book is written "#place" and finds its file here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Final

from lxml import etree
from lxml.html import HtmlElement

from ..trees import is_latin, parse, printable

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
