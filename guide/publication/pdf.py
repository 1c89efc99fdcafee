"""The guide as an A5 booklet: a tagged PDF with an outline, made from one page of HTML and a sheet in mm and pt."""

import io
import textwrap
from pathlib import Path
from typing import Final

from django.template.loader import render_to_string
from django.utils import translation
from fontTools.ttLib import TTFont

from .document import Guide, Quotation
from .layout import Book, lay_out
from .materials import Materials
from .pictures import with_printed_pictures

STYLESHEET: Final = Path(__file__).with_name("booklet.css")
FONT_TYPES: Final = {".woff2": "font/woff2", ".ttf": "font/ttf", ".otf": "font/otf"}
FAMILIES: Final = ("Literata", "Bricolage Grotesque")
LONGEST_ON_THE_BACK: Final = 180
LONGEST_WORD_ON_THE_COVER: Final = 10
INSTALL_PANGO: Final = (
    "No PDF: the text engine Pango is not installed. Debian and Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 "
    "libharfbuzz-subset0. Fedora: dnf install pango. macOS: brew install pango."
)


class PdfUnavailable(RuntimeError):
    """This machine cannot make a PDF; the message says what to install."""


def build_pdf(guide: Guide, *, assets: Path, pictures: Path | None = None) -> bytes:
    """The whole booklet. `assets` is the built front end: motifs/*.svg and fonts/print/*, both optional to the result;
    `pictures` the folder in which the files of the guide's pictures lie.

    Takes a few seconds. Raises PdfUnavailable where Pango is missing. What a text asks for from elsewhere (a file, a
    host) is left out, the booklet still comes.
    """
    try:
        from .printing import print_document
    except (OSError, ImportError) as error:
        raise PdfUnavailable(INSTALL_PANGO) from error
    guide, shown = with_printed_pictures(guide, pictures)
    files = own_files(assets) | shown
    with translation.override(guide.language):
        book = lay_out(guide)
        context = {
            "book": book,
            "guide": guide,
            "quotation": quotation_for_the_back(book),
            "subtitle_lines": balanced(guide.subtitle, longest=22),
            "title_is_long": max(map(len, guide.title.split()), default=0) > LONGEST_WORD_ON_THE_COVER,
        }
        html = render_to_string("guide/publication/booklet.html", context)
    return print_document(html, font_faces(files) + STYLESHEET.read_text(encoding="utf-8"), files)


def balanced(text: str, *, longest: int) -> list[str]:
    """As few lines as `longest` allows, as even as they can be: the printing engine has no text-wrap: balance."""
    wrappers = [textwrap.TextWrapper(width, break_long_words=False) for width in range(1, longest + 1)]
    fewest = len(wrappers[-1].wrap(text))
    return next(lines for wrapper in wrappers if len(lines := wrapper.wrap(text)) == fewest)


def own_files(assets: Path) -> dict[str, tuple[bytes, str]]:
    """Name -> content and type of all that the booklet may show."""
    motifs = dict.fromkeys(sorted(assets.glob("motifs/*.svg")), "image/svg+xml")
    fonts = {
        path: FONT_TYPES[path.suffix] for path in sorted(assets.glob("fonts/print/*")) if path.suffix in FONT_TYPES
    }
    return {path.relative_to(assets).as_posix(): (path.read_bytes(), kind) for path, kind in (motifs | fonts).items()}


def font_faces(files: dict[str, tuple[bytes, str]]) -> str:
    """An @font-face rule for each font, with the family, weight and slope that the font states of itself."""
    return "".join(font_face(name, content) for name, (content, kind) in files.items() if kind.startswith("font/"))


def font_face(name: str, content: bytes) -> str:
    with TTFont(io.BytesIO(content), lazy=True) as font:
        details, stated = font["OS/2"], font["name"].getBestFamilyName() or ""
        # An instance of a variable font may still bear the name of another one ("Bricolage Grotesque 96pt ExtraBold").
        family = next((family for family in FAMILIES if stated.startswith(family)), stated)
        style = "italic" if details.fsSelection & 1 else "normal"
        weight = round(details.usWeightClass, -2)  # WeasyPrint knows hundreds only
    return f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {style}; src: url("asset:{name}"); }}\n'


def quotation_for_the_back(book: Book) -> Quotation | None:
    """The longest of the short ones, signed if possible: it stands for all the others."""
    quotations = (tip.quotation for chapter in book.chapters for tip in chapter.tips if tip.quotation)
    short = (quotation for quotation in quotations if len(quotation.text) <= LONGEST_ON_THE_BACK)
    return max(short, key=lambda quotation: (bool(quotation.signature), len(quotation.text)), default=None)


def make(guide: Guide, materials: Materials) -> dict[str, bytes]:
    return {"guide.pdf": build_pdf(guide, assets=materials.assets, pictures=materials.pictures)}
