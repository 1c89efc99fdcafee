"""The pages of an ebook in their order, and the outline that leads to them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from common.markup.whole_words import with_whole_words

from ..imprint import imprint_lines
from ..layout import Book, ChapterPart, SectionPart
from ..materials import Links
from ..phrases import quoted
from ..pictures import DisplayedPicture
from .xhtml import EbookPage

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
