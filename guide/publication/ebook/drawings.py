"""The drawings of an ebook: its cover, and the patterned paper over each chapter."""

import io
import re
from pathlib import Path
from typing import Final

import pypdfium2
from django.template.loader import render_to_string

from ..booklet import OwnFiles, own_motifs
from ..covers import OF_AN_EBOOK, lettering
from ..layout import Book
from ..papers import paper_rules
from ..pictures import DisplayedPicture, shown_printed
from .faces import faces_of_cover

STYLESHEET: Final = Path(__file__).with_name("cover.css")
COVER_WIDTH: Final = 1200  # of 1800: what shops and readers ask for at most, and show
PAGE_WIDTH: Final = 120 / 25.4 * 72  # in points, see cover.css
COLOURS: Final = 64
BAND: Final = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 720 72">
<defs><pattern id="paper" width="{width}" height="{height}" patternUnits="userSpaceOnUse">{motif}</pattern></defs>
<rect width="720" height="72" fill="url(#paper)"/>
</svg>
"""
SIZE: Final = re.compile(r'viewBox="0 0 ([0-9.]+) ([0-9.]+)"')


def band(motif: str) -> str:
    """A strip of paper printed with a motif; "" where the motif has no size of its own to repeat."""
    if not (size := SIZE.search(motif)):
        return ""
    return BAND.format(width=size[1], height=size[2], motif=motif[motif.index("<svg") :].strip())


def draw_cover(book: Book, *, assets: Path, pictures: Path | None) -> tuple[str, bytes] | None:
    """The name and the bytes of the cover; None where nothing can be drawn, for want of Pango: the book comes without."""
    picture, files = shown_printed(book.guide, book.guide.cover, pictures)
    page = set_cover(book, picture, files | own_motifs(assets), assets=assets)
    return as_picture(page, is_photograph=picture is not None) if page else None


def set_cover(book: Book, picture: DisplayedPicture | None, files: OwnFiles, *, assets: Path) -> bytes | None:
    """The cover as a PDF of one page; None without Pango."""
    try:
        from ..pdf_engine import print_document
    except (OSError, ImportError):
        return None
    rules = ""
    for face, content in faces_of_cover(book.guide.language, assets).items():
        files[f"fonts/{face.file}"] = (content, "font/ttf")
        rules += face.rule("asset:fonts")
    lettered = lettering(book.guide, OF_AN_EBOOK, assets)
    context = {"guide": book.guide, "book": book, "picture": picture, "lettering": lettered}
    html = render_to_string("guide/publication/epub/cover.html", context)
    return print_document(html, rules + paper_rules() + STYLESHEET.read_text(encoding="utf-8") + lettered.rules, files)


def as_picture(pdf: bytes, *, is_photograph: bool) -> tuple[str, bytes]:
    """The first page: few colours are enough where there is no photograph."""
    content = io.BytesIO()
    with pypdfium2.PdfDocument(pdf) as document:
        image = document[0].render(scale=COVER_WIDTH / PAGE_WIDTH).to_pil().convert("RGB")
    if is_photograph:
        image.save(content, "JPEG", quality=85, optimize=True)
        return "cover.jpg", content.getvalue()
    image.quantize(COLOURS).save(content, "PNG", optimize=True)
    return "cover.png", content.getvalue()
