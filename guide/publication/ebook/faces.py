"""The faces that an ebook brings along: of each, the letters that the book needs.

Japanese has none: a mincho and a gothic with the kanji of a guide weigh 600 KB, six times the book, and every reader
that shows Japanese has good ones, of which people choose their own.

The drawings of an ebook: its cover, and the patterned paper over each chapter.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pypdfium2
from django.template.loader import render_to_string
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from guide.publication.booklet import OwnFiles, own_motifs, paper_rules
from guide.publication.covers import OF_AN_EBOOK, lettering
from guide.publication.layout import Book
from guide.publication.pictures import DisplayedPicture, shown_printed

WITHOUT: Final = frozenset({"ja", "zh", "ko"})
FOLDER: Final = "fonts/print"
ALWAYS: Final = set(map(ord, "0123456789.,-–—…’«»“” \u00a0"))  # what a reader may add: numbers of lists, hyphens


@dataclass(frozen=True, slots=True)
class Face:
    file: str
    family: str
    weight: int
    style: str = "normal"

    def rule(self, folder: str) -> str:
        return (
            f'@font-face {{ font-family: "{self.family}"; font-weight: {self.weight}; font-style: {self.style}; '
            f'src: url("{folder}/{self.file}"); }}\n'
        )


FACES: Final = (
    Face("literata-400.ttf", "Literata", 400),
    Face("literata-400-italic.ttf", "Literata", 400, "italic"),
    Face("literata-680.ttf", "Literata", 700),
    Face("bricolage-700.ttf", "Bricolage Grotesque", 700),
)


# Those in which the cover is drawn; a picture holds no face, so it may be any.
OF_COVERS: Final = (
    Face("literata-400.ttf", "Literata", 400),
    Face("bricolage-620.ttf", "Bricolage Grotesque", 600),
    Face("bricolage-800.ttf", "Bricolage Grotesque", 800),
)
OF_JAPANESE_COVERS: Final = (
    Face("biz-udpmincho-400.ttf", "BIZ UDPMincho", 400),
    Face("biz-udpgothic-700.ttf", "BIZ UDPGothic", 700),
)


def faces_of_cover(language: str, assets: Path) -> dict[Face, bytes]:
    faces = (*OF_COVERS, *(OF_JAPANESE_COVERS if language == "ja" else ()))
    paths = {face: assets / FOLDER / face.file for face in faces}
    return {face: path.read_bytes() for face, path in paths.items() if path.is_file()}


def built_for(language: str, assets: Path) -> tuple[Face, ...]:
    return () if language in WITHOUT else tuple(face for face in FACES if (assets / FOLDER / face.file).is_file())


def faces_for(language: str, assets: Path, needed: set[int]) -> Iterator[tuple[Face, bytes]]:
    """Those that were built, each with the letters needed. TrueType, which readers of every age can open."""
    for face in built_for(language, assets):
        yield face, letters_of(assets / FOLDER / face.file, needed | ALWAYS)


def letters_of(path: Path, needed: set[int]) -> bytes:
    options = Options(hinting=False, layout_features=["kern", "liga", "tnum"], notdef_outline=True)
    options.name_IDs = [1, 2, 4, 6, 13, 14, 16, 17]  # 13 and 14: the licence
    subsetter, content = Subsetter(options), io.BytesIO()
    with TTFont(path, recalcTimestamp=False) as font:
        subsetter.populate(unicodes=needed)
        subsetter.subset(font)
        font.save(content)
    return content.getvalue()


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
        from guide.publication.pdf_engine import print_document
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
