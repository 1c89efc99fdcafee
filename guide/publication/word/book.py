"""The whole Word document, from the title to the imprint."""

import io
import re
import zipfile
from dataclasses import dataclass
from typing import Final

import docx
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from guide.publication.ebook.faces import draw_cover
from guide.publication.fragments import parse, with_site_links
from guide.publication.layout import ImprintParagraph, imprint_lines

from ..archive import archive
from ..document import Guide, Quotation
from ..layout import Book, ChapterPart, SectionPart, TipPart, lay_out
from ..materials import Links, Materials
from ..phrases import quoted
from ..pictures import DisplayedPicture, shown_printed, with_printed_pictures
from . import fields
from .styles import dress
from .writer import HtmlWriter

LEFT_OUT: Final = "docProps/thumbnail.jpeg"  # a picture of an empty page
ITS_RELATION: Final = re.compile(rb"<Relationship (?:(?!thumbnail)[^<>])*+thumbnail[^<>]*+>")


def build_docx(guide: Guide, materials: Materials) -> bytes:
    """The whole document. The same guide gives the same bytes."""
    guide, shown = with_printed_pictures(guide, materials.pictures)
    guide = with_site_links(guide, materials.links.to)
    illustrations: dict[int, DisplayedPicture] = {}
    for chapter in guide.chapters:
        picture, files = shown_printed(guide, chapter.illustration, materials.pictures)
        shown |= files
        if picture:
            illustrations[chapter.number] = picture
    document = docx.Document()
    with translation.override(guide.language):
        book = lay_out(guide)
        dress(document, guide)
        writer = HtmlWriter(document, guide.language, places_of(book), shown)
        cover = draw_cover(book, assets=materials.assets, pictures=materials.pictures)
        WordBookWriter(book, writer, materials.links, illustrations, cover[1] if cover else b"").write()
    content = io.BytesIO()
    document.save(content)
    return repacked(content.getvalue())


def repacked(content: bytes) -> bytes:
    """The archive with fixed dates, and without the picture that the library's template brings."""
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        files = {name: made.read(name) for name in made.namelist() if name != LEFT_OUT}
    files["_rels/.rels"] = ITS_RELATION.sub(b"", files["_rels/.rels"])
    return archive(files)


def places_of(book: Book) -> frozenset[str]:
    """Every anchor of the book, so that no link leads nowhere."""
    parts = [inner for part in (*book.front, *book.back) for inner in (part, *part.parts)]
    texts = [part.html for part in parts] + [chapter.opening for chapter in book.chapters]
    texts += [tip.html for chapter in book.chapters for tip in chapter.tips]
    named = [part.id for part in parts] + [chapter.id for chapter in book.chapters]
    named += [tip.id for chapter in book.chapters for tip in chapter.tips]
    return frozenset((*named, *(place for text in texts for place in parse(text).xpath("//@id"))))


@dataclass(frozen=True, slots=True)
class WordBookWriter:
    """Writes the book from its title to its imprint."""

    book: Book
    writer: HtmlWriter
    links: Links
    illustrations: dict[int, DisplayedPicture]
    cover: bytes = b""

    def write(self) -> None:
        self.cover_page()
        self.title()
        self.contents()
        for part in self.book.front:
            self.part(part)
        for chapter in self.book.chapters:
            self.chapter(chapter)
        for part in self.book.back:
            self.part(part)
        self.imprint()

    def cover_page(self) -> None:
        """The cover of the ebook, drawn by the engine of the PDF; none where that is not installed."""
        if self.cover:
            words = _("Cover of the guide %(title)s. %(edition)s")
            said = words % {"title": self.book.guide.title, "edition": self.book.edition}
            self.writer.place_picture(self.writer.paragraph("", "Normal"), self.cover, said)

    def title(self) -> None:
        guide = self.book.guide
        self.writer.paragraph(guide.title, "Title").paragraph_format.page_break_before = bool(self.cover)
        if guide.subtitle:
            self.writer.paragraph(capfirst(guide.subtitle), "Subtitle")
        self.writer.paragraph(guide.publisher, "Normal")
        self.writer.paragraph(self.book.edition, "Normal")

    def contents(self) -> None:
        """A line for each title, which leads there, and the number of its page, which a word processor alone knows.

        LibreOffice shows it; Word once its fields are updated, on demand (Ctrl+A, F9): see `fields.field`. No dots lead to
        where it stands, so that nothing is missing before. No field holds the whole: LibreOffice takes the lines of one as
        they are, without a number of a page.
        """
        self.writer.paragraph(_("Contents"), "TOC Heading").paragraph_format.page_break_before = True
        for style, words, place in self.lines():
            paragraph = self.writer.paragraph("", style)
            fields.run_in(paragraph, fields.link(paragraph, f"#{place}"), words)
            paragraph.add_run("\t")
            fields.field(paragraph, rf"PAGEREF {fields.bookmark_name(place)} \h", "")

    def lines(self) -> list[tuple[str, str, str]]:
        """Style, words and place of each line of the contents."""
        lines = [line for part in self.book.front for line in lines_of(part)]
        for chapter in self.book.chapters:
            lines.append(("toc 1", heading(chapter.number, chapter.question), chapter.id))
            lines += [("toc 2", heading(tip.number, tip.title), tip.id) for tip in chapter.tips]
        lines += [line for part in self.book.back for line in lines_of(part)]
        return [*lines, ("toc 1", _("Imprint"), "imprint")]

    def part(self, part: SectionPart, style: str = "Heading 1") -> None:
        self.writer.paragraph(part.title, style, place=part.id)
        self.writer.html(part.html)
        for inner in part.parts:
            self.part(inner, "Heading 2")

    def chapter(self, chapter: ChapterPart) -> None:
        self.writer.paragraph(heading(chapter.number, chapter.question), "Heading 1", place=chapter.id)
        if picture := self.illustrations.get(chapter.number):
            self.illustration(picture)
        self.writer.html(chapter.opening)
        for tip in chapter.tips:
            self.tip(tip)

    def illustration(self, picture: DisplayedPicture) -> None:
        content, _type = self.writer.pictures[picture.src.removeprefix("asset:")]
        self.writer.place_picture(self.writer.paragraph("", "Normal"), content, picture.alt)
        if picture.credit:
            self.writer.paragraph(picture.credit, "Caption")

    def tip(self, tip: TipPart) -> None:
        self.writer.paragraph(heading(tip.number, tip.title), "Heading 2", place=tip.id)
        self.writer.html(tip.html)
        if tip.quotation:
            self.quotation(tip.quotation)
        lines = [ImprintParagraph(sentence) for sentence in tip.origin]
        if address := self.links.origin(tip.reference):
            lines.append(ImprintParagraph("", _("Sentence by sentence, in the wiki"), address))
        for line in lines:  # none begins a page
            self.writer.document.paragraphs[-1].paragraph_format.keep_with_next = True
            self.line(line, "Origin")

    def quotation(self, quotation: Quotation) -> None:
        words = self.writer.paragraph(quoted(quotation.text, self.book.guide.language), "Quote")
        words.paragraph_format.keep_with_next = True
        self.writer.paragraph(quotation.signature or _("A colleague who is not named"), "Quote Source")

    def imprint(self) -> None:
        self.writer.paragraph(_("Imprint"), "Heading 1", place="imprint")
        for line in imprint_lines(self.book):
            self.line(line, "Normal")

    def line(self, line: ImprintParagraph, style: str) -> None:
        paragraph = self.writer.paragraph(line.text, style)
        if line.link:
            run = fields.run_in(paragraph, fields.link(paragraph, line.link), line.linked)
            run.style = "Hyperlink"


def heading(number: int, title: str) -> str:
    return f"{number}. {title}"


def lines_of(part: SectionPart) -> list[tuple[str, str, str]]:
    return [("toc 1", part.title, part.id), *(("toc 2", inner.title, inner.id) for inner in part.parts)]
