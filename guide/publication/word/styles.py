"""How a Word document looks and what it says of itself: real styles, their language and faces, properties, page numbers.

Everybody's word processor has the faces: Georgia and Arial, for Japanese Yu Mincho and Yu Gothic.
"""

from datetime import UTC, date, datetime, time
from typing import Any, Final

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from common.markup.language import locale_of
from guide.publication.fragments import printable

from ..document import Guide
from .fields import field

TEXT: Final = ("Georgia", "Yu Mincho")
TITLES: Final = ("Arial", "Yu Gothic")
TEXT_WIDTH: Final = Mm(154)  # of an A4 page between its margins
INK: Final = RGBColor(0x17, 0x20, 0x2B)
LINK: Final = RGBColor(0x0B, 0x4F, 0x6C)
LONG_AGO: Final = date(2000, 1, 1)  # the date of a preview, which has none: always the same bytes
HEADINGS: Final = {"Title": 30, "Subtitle": 15, "Heading 1": 22, "Heading 2": 15, "Heading 3": 12.5, "Heading 4": 11}
# Name, what it is based on, size, whether bold, indent in mm, space after in points.
OWN: Final = (
    ("toc 1", "Normal", 10.5, True, 0, 2),
    ("toc 2", "Normal", 10.5, False, 6, 1),
    ("Definition Term", "Normal", 10.5, True, 0, 0),
    ("Definition", "Normal", 10.5, False, 0, 6),
    ("Quote Source", "Normal", 9, False, 8, 8),
    ("Origin", "Normal", 9, False, 0, 2),
    ("Name", "Normal", 9.5, False, 0, 0),
    ("Aside Title", "Normal", 10.5, True, 8, 2),
    ("Aside", "Normal", 10.5, False, 8, 4),
    ("Note", "Normal", 9, False, 0, 2),
    ("Code", "Normal", 9.5, False, 8, 6),
)


def dress(document: Document, guide: Guide) -> None:
    """Gives the empty document the look of the guide, and its properties."""
    speak(document, guide.language)
    set_page(document)
    set_faces(document)
    for name, size in HEADINGS.items():
        set_heading(document.styles[name], size)
    for row in OWN:
        add_style(document, *row)
    add_link_style(document)
    describe(document, guide)
    number_pages(document, guide)


def speak(document: Document, language: str) -> None:
    """The language of every word that says nothing else, for spelling and for reading aloud."""
    locale = locale_of(language)
    for properties in document.styles.element.iter(qn("w:lang")):
        properties.set(qn("w:val"), locale)
        properties.set(qn("w:eastAsia"), locale if language == "ja" else "ja-JP")


def set_page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(28)
    section.top_margin = section.bottom_margin = Mm(25)


def set_faces(document: Document) -> None:
    normal = document.styles["Normal"]
    set_font(normal, TEXT, 10.5)
    normal.paragraph_format.line_spacing = 1.35
    normal.paragraph_format.space_after = Pt(6)
    document.styles["Quote"].font.italic = False
    document.styles["Quote"].paragraph_format.left_indent = Mm(8)
    set_font(document.styles["Quote"], TEXT, 12)
    set_font(document.styles["Caption"], TITLES, 9)
    document.styles["Caption"].font.bold = False


def set_font(style: Any, faces: tuple[str, str], size: float) -> None:
    style.font.name, style.font.size, style.font.color.rgb = faces[0], Pt(size), INK
    fonts = style.element.rPr.rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), faces[1])


def set_heading(style: Any, size: float) -> None:
    set_font(style, TITLES, size)
    style.font.bold, style.font.italic = style.name != "Subtitle", False
    layout = style.paragraph_format
    layout.space_before, layout.space_after = Pt(0 if style.name == "Heading 1" else size), Pt(size / 2)
    layout.keep_with_next, layout.line_spacing = True, 1.15
    layout.page_break_before = style.name == "Heading 1"
    for border in style.element.pPr.findall(qn("w:pBdr")):
        style.element.pPr.remove(border)


def add_style(
    document: Document, name: str, base: str, size: float, is_bold: bool, indent: int, space_after: int
) -> None:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles[base]
    style.font.size, style.font.bold = Pt(size), is_bold
    style.paragraph_format.left_indent, style.paragraph_format.space_after = Mm(indent), Pt(space_after)
    style.paragraph_format.keep_with_next = is_bold and name != "toc 1"
    style.paragraph_format.keep_together = name == "Origin"
    if name.startswith("toc"):
        style.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    if name == "Code":
        style.font.name = "Courier New"


def add_link_style(document: Document) -> None:
    style = document.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    style.font.color.rgb, style.font.underline = LINK, True


def describe(document: Document, guide: Guide) -> None:
    properties = document.core_properties
    properties.title, properties.subject = printable(guide.title), printable(guide.subtitle)
    properties.author = properties.last_modified_by = printable(guide.publisher)
    properties.language, properties.comments, properties.keywords = locale_of(guide.language), "", ""
    properties.revision = 1
    properties.created = midnight(guide.published_on)
    properties.modified = midnight(guide.changed_on or guide.published_on)


def midnight(day: date | None) -> datetime:
    return datetime.combine(day or LONG_AGO, time(), UTC)


def number_pages(document: Document, guide: Guide) -> None:
    """The title and the number of the page at its foot; the first page has neither."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot.add_run(f"{printable(guide.title)} · ")
    field(foot, "PAGE", "1")
