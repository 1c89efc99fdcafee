"""The HTML of the texts, paragraph by paragraph, in a Word document. A tag that is unknown here keeps its words."""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from docx.document import Document
from docx.image.image import Image
from docx.shared import Emu, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml.html import HtmlElement

from guide.publication.fragments import is_latin, parse, printable

from . import fields

HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
# Blocks that are a style and nothing more.
STYLED: Final = {
    **{tag: f"Heading {max(int(tag[1]) - 1, 1)}" for tag in HEADINGS},
    "blockquote": "Quote",
    "dd": "Definition",
    "dt": "Definition Term",
    "figcaption": "Caption",
}
BLOCKS: Final = frozenset((*STYLED, "div", "dl", "figure", "hr", "li", "ol", "p", "pre", "section", "table", "ul"))
SPACE: Final = re.compile(r"[ \t\r\n]+")
DEEPEST_LIST: Final = 3
COLUMNS_OF_NAMES: Final = 3
DOTS_AN_INCH: Final = 96
EMU_AN_INCH: Final = 914_400
MONOSPACE: Final = "Courier New"


@dataclass(frozen=True, slots=True)
class Look:
    """How words are set, and the link that they stand in."""

    bold: bool = False
    italic: bool = False
    strike: bool = False
    code: bool = False
    low: bool = False
    high: bool = False
    link: Any = None


LOOKS: Final[dict[str, dict[str, bool]]] = {
    "strong": {"bold": True},
    "b": {"bold": True},
    "em": {"italic": True},
    "i": {"italic": True},
    "s": {"strike": True},
    "code": {"code": True},
    "kbd": {"code": True},
    "sub": {"low": True},
    "sup": {"high": True},
}
PLAIN: Final = Look()


@dataclass(slots=True)
class HtmlWriter:
    """Writes into `document`. `places` are the anchors that links may lead to, `pictures` the files behind asset: addresses."""

    document: Document
    language: str
    places: frozenset[str] = frozenset()
    pictures: Mapping[str, tuple[bytes, str]] = field(default_factory=dict)
    depth: int = 0
    bookmarks: int = 0

    def html(self, text: str, style: str = "Normal") -> None:
        self.flow(parse(text), style)

    def paragraph(self, text: str, style: str, *, place: str = "") -> Paragraph:
        paragraph = self.document.add_paragraph(printable(text), style)
        if place:
            self.bookmark(paragraph, place)
        return paragraph

    def bookmark(self, paragraph: Paragraph, place: str) -> None:
        self.bookmarks += 1
        fields.bookmark(paragraph, place, self.bookmarks)

    def flow(self, element: HtmlElement, style: str, *, after: str = "") -> list[Paragraph]:
        """The words and the blocks in an element, in paragraphs of a style: from the second on of the style `after`."""
        made: list[Paragraph] = []
        paragraph: Paragraph | None = None
        for piece in pieces(element):
            now = after if after and made else style
            if not isinstance(piece, str) and piece.tag in BLOCKS:
                paragraph = None
                made += self.block(piece, now)
            elif paragraph is not None:
                self.words(paragraph, piece, PLAIN)
            elif not isinstance(piece, str) or piece.strip():
                paragraph = self.document.add_paragraph(style=now)
                made.append(paragraph)
                self.words(paragraph, piece.lstrip() if isinstance(piece, str) else piece, PLAIN)
        if made and (place := element.get("id")):
            self.bookmark(made[0], place)
        return made

    def block(self, element: HtmlElement, style: str) -> list[Paragraph]:
        match element.tag:
            case "ul" if "thanks" in element.get("class", ""):
                return self.names(element)
            case "ul" | "ol":
                return self.entries(element)
            case "pre":
                return [self.paragraph(element.text_content().rstrip("\n"), "Code")]
            case "table":
                return self.table(element)
            case "hr":
                return [self.paragraph("* * *", style)]
            case "div":
                return self.division(element, style)
            case "p" if "admonition-title" in element.get("class", ""):
                return self.flow(element, "Aside Title")
            case tag:
                return self.flow(element, STYLED.get(tag, style))

    def division(self, element: HtmlElement, style: str) -> list[Paragraph]:
        """Notes go to the end of their text, each behind its number; an aside is set in."""
        classes = element.get("class", "").split()
        if "footnote" not in classes:
            return self.flow(element, "Aside" if "admonition" in classes else style)
        made: list[Paragraph] = []
        for number, note in enumerate(element.iter("li"), 1):
            written = self.flow(note, "Note")
            if written:
                written[0].runs[0].text = f"{number}. {written[0].runs[0].text}"
            made += written
        return made

    def entries(self, element: HtmlElement) -> list[Paragraph]:
        """Each entry in the style of its depth; a numbered list begins at its own number."""
        self.depth += 1
        level = min(self.depth, DEEPEST_LIST)
        suffix = f" {level}" if level > 1 else ""
        style = f"List {'Number' if element.tag == 'ol' else 'Bullet'}{suffix}"
        start = int(element.get("start") or 1)
        numbers = fields.list_from(self.document, style, start) if element.tag == "ol" else 0
        made: list[Paragraph] = []
        for entry in element.iterchildren("li"):
            written = self.flow(entry, style, after=f"List Continue{suffix}")
            if written and numbers:
                fields.number(written[0], numbers)
            made += written
        self.depth -= 1
        return made

    def names(self, element: HtmlElement) -> list[Paragraph]:
        """In columns, as in the booklet."""
        fields.set_columns(self.document, COLUMNS_OF_NAMES)
        made = [paragraph for name in element.iterchildren("li") for paragraph in self.flow(name, "Name")]
        fields.set_columns(self.document, 1)
        return made

    def table(self, element: HtmlElement) -> list[Paragraph]:
        rows = [list(row.iterchildren("td", "th")) for row in element.iter("tr")]
        if not rows or not any(rows):
            return []
        table = self.document.add_table(len(rows), max(map(len, rows)), "Table Grid")
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, content in zip(row.cells, cells, strict=False):
                self.words(cell.paragraphs[0], content, Look(bold=content.tag == "th"))
            if cells and all(content.tag == "th" for content in cells):
                fields.repeat_as_head(row)
        return [self.paragraph("", "Normal")]

    def words(self, paragraph: Paragraph, piece: str | HtmlElement, look: Look) -> None:
        """Words, and what stands in a line: links, pictures, breaks."""
        if isinstance(piece, str):
            self.write(paragraph, SPACE.sub(" ", piece), look)
            return
        match piece.tag:
            case "br":
                fields.run_in(paragraph, look.link, "").add_break()
            case "img":
                self.picture(paragraph, piece, look)
            case "input":
                self.write(paragraph, "☑" if piece.get("checked") is not None else "☐", look)
            case "a":
                self.link(paragraph, piece, look)
            case _:
                self.inside(paragraph, piece, replace(look, **LOOKS.get(piece.tag, {})))

    def inside(self, paragraph: Paragraph, element: HtmlElement, look: Look) -> None:
        for piece in pieces(element):
            self.words(paragraph, piece, look)

    def link(self, paragraph: Paragraph, element: HtmlElement, look: Look) -> None:
        classes = element.get("class", "").split()
        if "footnote-backref" in classes:
            return
        target = self.target(element.get("href", ""))
        self.inside(paragraph, element, replace(look, link=fields.link(paragraph, target)) if target else look)

    def target(self, address: str) -> str:
        """Where a link leads from a file that lies anywhere; "" where it cannot lead."""
        if address.startswith("#"):
            return address if address[1:] in self.places else ""
        return address

    def write(self, paragraph: Paragraph, text: str, look: Look) -> None:
        if not text:
            return
        run = fields.run_in(paragraph, look.link, text)
        run.bold, run.font.strike = look.bold or None, look.strike or None
        if look.low:
            run.font.subscript = True
        if look.high:
            run.font.superscript = True
        if look.code:
            run.font.name = MONOSPACE
        if look.italic:
            self.stress(run)
        if look.link is not None:
            run.style = "Hyperlink"

    def stress(self, run: Run) -> None:
        """Japanese has no italics: a dot stands over each sign, but over no Latin letter."""
        if self.language == "ja" and not is_latin(run.text):
            run._r.get_or_add_rPr().append(fields.element("em", val="dot"))
        else:
            run.italic = True

    def picture(self, paragraph: Paragraph, element: HtmlElement, look: Look) -> None:
        """The picture with its words; the words alone where it is gone."""
        content, _type = self.pictures.get(element.get("src", "").removeprefix("asset:"), (b"", ""))
        words = element.get("alt", "").strip()
        if content:
            self.place_picture(paragraph, content, words)
        else:
            self.write(paragraph, words, look)

    def place_picture(self, paragraph: Paragraph, content: bytes, words: str) -> None:
        run = paragraph.add_run()
        widest = Emu(self.document._block_width)
        natural = Image.from_blob(content).px_width * EMU_AN_INCH // DOTS_AN_INCH
        run.add_picture(io.BytesIO(content), width=Emu(min(widest, natural)))
        fields.describe(run, printable(words))
        paragraph.paragraph_format.space_before = Pt(6)


def pieces(element: HtmlElement) -> Iterator[str | HtmlElement]:
    """What is in an element, in order: words and elements; comments are nothing, nor are spaces at the beginning of a line."""
    if element.text:
        yield element.text
    for child in element:
        if isinstance(child.tag, str):
            yield child
        if child.tail:
            yield child.tail.lstrip() if child.tag == "br" else child.tail
