"""The booklet for a printer at home: A4 sheets with two of its pages on each side, in the order in which they are folded.

The sheets are printed on both sides, turned over their short edge, put one into the other, folded and stapled. What is
missing to a multiple of four pages stays empty before the back cover.
"""

import io
from typing import Final

from pypdf import PageObject, PdfReader, PdfWriter, Transformation
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from . import pdf
from .document import Guide
from .materials import Materials

NAME: Final = "booklet-a4.pdf"
POINTS: Final = 72 / 25.4
WIDTH: Final = 297 * POINTS
HEIGHT: Final = 210 * POINTS

type Side = tuple[int | None, int | None]


def make(guide: Guide, materials: Materials) -> dict[str, bytes]:
    return {NAME: impose(pdf.make(guide, materials)[pdf.NAME])}


def sides(pages: int) -> list[Side]:
    """For each side of each sheet the pages on its left and its right, counted from nought; None for an empty one."""
    missing = -pages % 4
    book = [*range(pages - 1), *[None] * missing, pages - 1]
    found: list[Side] = []
    for first in range(0, len(book) // 2, 2):
        last = len(book) - 1 - first
        found += [(book[last], book[first]), (book[first + 1], book[last - 1])]
    return found


def impose(booklet: bytes) -> bytes:
    """The A5 booklet on A4 sheets: the same input gives the same bytes."""
    reader, writer = PdfReader(io.BytesIO(booklet)), PdfWriter()
    for side in sides(len(reader.pages)):
        sheet = writer.add_blank_page(WIDTH, HEIGHT)
        for half, number in enumerate(side):
            if number is not None:
                put(reader.pages[number], sheet, half)
        sheet.compress_content_streams()
    writer.metadata = {key: value for key, value in (reader.metadata or {}).items() if isinstance(value, str)}
    root = writer.root_object
    root[NameObject("/Lang")] = TextStringObject(reader.root_object.get("/Lang", ""))
    turned = {NameObject("/Duplex"): NameObject("/DuplexFlipShortEdge")}
    root[NameObject("/ViewerPreferences")] = DictionaryObject(turned)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def put(page: PageObject, sheet: PageObject, half: int) -> None:
    """Draws a page in the middle of the left half of a sheet (0) or of the right one (1), cut at its edges."""
    room = WIDTH / 2
    left = half * room + (room - float(page.mediabox.width)) / 2
    page.pop("/Annots", None)  # paper has no links
    sheet.merge_transformed_page(page, Transformation().translate(left, 0))
