"""The whole ebook: its pages, what they show, and the two files that say what the others are.

What an ebook says of itself: its identifier, its rights, how it can be read, and the files that it holds.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any, Final

from django.template.loader import render_to_string
from django.utils import translation

from guide.publication.archive import archive
from guide.publication.document import Guide
from guide.publication.ebook.faces import band, built_for, draw_cover, faces_for
from guide.publication.ebook.xhtml import (
    IMAGES,
    ChapterImages,
    EbookPage,
    TocEntry,
    characters,
    draw,
    outline,
    page_of_contents,
    pages_of,
    places_in,
    write_pages,
)
from guide.publication.fragments import printable, with_site_links
from guide.publication.layout import Book, lay_out
from guide.publication.materials import Materials
from guide.publication.pictures import shown_printed, with_printed_pictures

NAMES: Final = uuid.NAMESPACE_URL
LONG_AGO: Final = date(2000, 1, 1)  # when a preview, which has no date, was last changed: always the same bytes
TYPES: Final = {
    ".xhtml": "application/xhtml+xml",
    ".ncx": "application/x-dtbncx+xml",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".ttf": "font/ttf",
}
FEATURES: Final = ("ARIA", "displayTransformability", "readingOrder", "structuralNavigation", "tableOfContents")


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the manifest."""

    id: str
    href: str
    type: str
    properties: str = ""


@dataclass(frozen=True, slots=True)
class PackageMetadata:
    guide: Guide
    cover: str  # the id of the item that shows it
    has_pictures: bool

    @property
    def identifier(self) -> str:
        """Its ISBN, else a name made of what tells one edition from another."""
        guide = self.guide
        if number := guide.imprint.isbn.replace("-", "").replace(" ", ""):
            return f"urn:isbn:{number}"
        edition = "preview" if guide.edition is None else str(guide.edition)
        return uuid.uuid5(NAMES, "|".join((guide.publisher, guide.title, edition, guide.language))).urn

    @property
    def modified(self) -> str:
        days = (self.guide.published_on, self.guide.changed_on)
        return f"{max((day for day in days if day), default=LONG_AGO).isoformat()}T00:00:00Z"

    @property
    def rights(self) -> str:
        guide = self.guide
        year = f"{guide.published_on.year} " if guide.published_on else ""
        return ". ".join(filter(None, (f"© {year}{guide.publisher}", guide.imprint.licence)))

    @property
    def modes(self) -> tuple[str, ...]:
        return ("textual", "visual") if self.has_pictures or self.cover else ("textual",)

    @property
    def features(self) -> tuple[str, ...]:
        return tuple(sorted((*FEATURES, "alternativeText"))) if "visual" in self.modes else FEATURES


def manifest(files: Iterable[str], *, cover: str) -> tuple[Item, ...]:
    """An item for each file, `cover` being the picture that shops show."""
    return tuple(item_of(name, is_cover=name == cover) for name in files)


def item_of(name: str, *, is_cover: bool) -> Item:
    path = PurePosixPath(name)
    properties = {"nav.xhtml": "nav"}.get(name, "cover-image" if is_cover else "")
    return Item(id_of(name), name, TYPES[path.suffix], properties)


def id_of(name: str) -> str:
    """An id of XML, which begins with a letter and has no slash: that of toc.ncx is the one that old readers expect."""
    return "ncx" if name == "toc.ncx" else "f-" + name.replace("/", "-").replace(".", "-")


STYLESHEET: Final = Path(__file__).with_name("book.css")
MIMETYPE: Final = "mimetype"
FOLDER: Final = "EPUB"
CONTAINER: Final = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


def build_epub(guide: Guide, materials: Materials) -> bytes:
    """The whole ebook. Its cover is drawn by the engine of the PDF, and is left out where that is not installed."""
    guide, shown = with_printed_pictures(guide, materials.pictures)
    guide = with_site_links(guide, materials.links.to)
    with translation.override(guide.language):
        files = _files(EbookDraft(lay_out(guide), materials, shown))
    inside = {f"{FOLDER}/{name}": content for name, content in files.items()}
    container = {MIMETYPE: b"application/epub+zip", "META-INF/container.xml": CONTAINER.encode()}
    return archive(container | inside, stored=frozenset({MIMETYPE}))


@dataclass(slots=True)
class EbookDraft:
    """An ebook on its way: its book, and the images that its pages show, by their names in the ebook."""

    book: Book
    materials: Materials
    shown: dict[str, tuple[bytes, str]]
    images: dict[str, bytes] = field(default_factory=dict)
    cover: str = ""

    def chapter_images(self) -> ChapterImages:
        """Takes all images along and says where they are."""
        drawn = draw_cover(self.book, assets=self.materials.assets, pictures=self.materials.pictures)
        if drawn:
            self.cover = f"{IMAGES}{drawn[0]}"
            self.images[self.cover] = drawn[1]
        faces = built_for(self.book.guide.language, self.materials.assets)
        chapter_images = ChapterImages(
            self._bands(), self._illustrations(), self.materials.links, has_faces=bool(faces)
        )
        for name, (content, _kind) in self.shown.items():
            self.images[IMAGES + name.removeprefix("pictures/")] = content
        return chapter_images

    def _bands(self) -> dict[int, str]:
        bands = {}
        for chapter in self.book.chapters:
            motif = self.materials.assets / "motifs" / f"{chapter.paper}.svg"
            if motif.is_file() and (strip := band(motif.read_text(encoding="utf-8"))):
                bands[chapter.number] = f"{IMAGES}band-{chapter.number}.svg"
                self.images[bands[chapter.number]] = strip.encode()
        return bands

    def _illustrations(self) -> dict[int, Any]:
        displayed = {}
        for chapter in self.book.guide.chapters:
            picture, files = shown_printed(self.book.guide, chapter.illustration, self.materials.pictures)
            self.shown |= files
            if picture:
                displayed[chapter.number] = picture
        return displayed


def _files(drawn: EbookDraft) -> dict[str, bytes]:
    """All that lies in the ebook's folder, in the order of its manifest."""
    book, guide = drawn.book, drawn.book.guide
    chapter_images = drawn.chapter_images()
    cover = (_cover_page(book, drawn.cover),) if drawn.cover else ()
    pages = pages_of(book, chapter_images)
    places = outline(book, places_in(pages))
    contents = page_of_contents(book, places, cover[0] if cover else None)
    in_order = (*cover, pages[0], contents, *pages[1:])
    written = write_pages(in_order, language=guide.language)
    files = {name: text.encode() for name, text in written.items()} | drawn.images
    files |= _style(drawn, written)
    return _described(drawn, files, places, [page.file for page in in_order])


def _cover_page(book: Book, image: str) -> EbookPage:
    guide = book.guide
    words = ". ".join(filter(None, (guide.title, guide.subtitle, guide.publisher)))
    return draw("cover-page", guide.title, book=book, image=image, words=words)


def _style(drawn: EbookDraft, written: dict[str, str]) -> dict[str, bytes]:
    """The style sheet and the faces that it names."""
    needed = characters(written.values())
    faces = list(faces_for(drawn.book.guide.language, drawn.materials.assets, needed))
    rules = "".join(face.rule("fonts") for face, _content in faces)
    sheet = rules + STYLESHEET.read_text(encoding="utf-8")
    return {"style.css": sheet.encode(), **{f"fonts/{face.file}": content for face, content in faces}}


def _described(
    drawn: EbookDraft, files: dict[str, bytes], places: tuple[TocEntry, ...], spine: list[str]
) -> dict[str, bytes]:
    """The files, and those two that say what the others are."""
    guide = drawn.book.guide
    facts = PackageMetadata(guide, id_of(drawn.cover) if drawn.cover else "", has_pictures=bool(drawn.shown))
    context = {
        "guide": guide,
        "facts": facts,
        "conformance": drawn.materials.conformance,
        "places": places,
        "items": manifest([*files, "toc.ncx"], cover=drawn.cover),
        "spine": [id_of(name) for name in spine],
    }
    return {"package.opf": _xml("package.xml", context), "toc.ncx": _xml("toc.xml", context), **files}


def _xml(template: str, context: dict[str, Any]) -> bytes:
    return printable(render_to_string(f"guide/publication/epub/{template}", context)).lstrip().encode()
