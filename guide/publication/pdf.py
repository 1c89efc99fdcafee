"""The guide as an A5 booklet for the screen, and in large print on A4: tagged PDFs (PDF/UA-1) with an outline and links."""

from pathlib import Path
from typing import Any, Final

from .document import Guide
from .materials import Materials

NAME: Final = "guide.pdf"
LARGE_NAME: Final = "large-print.pdf"
INSTALL_PANGO: Final = (
    "No PDF: the text engine Pango is not installed. Debian and Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 "
    "libharfbuzz-subset0. Fedora: dnf install pango. macOS: brew install pango."
)


class PdfUnavailable(RuntimeError):
    """This machine cannot make a PDF; the message says what to install."""


def press() -> Any:
    """The module that prints; raises PdfUnavailable where Pango is missing."""
    try:
        from . import pdf_engine
    except (OSError, ImportError) as error:
        raise PdfUnavailable(INSTALL_PANGO) from error
    return pdf_engine


def build_pdf(guide: Guide, *, assets: Path, pictures: Path | None = None) -> bytes:
    """The whole booklet. `assets` is the built front end: motifs/*.svg and fonts/print/*, both optional to the result;
    `pictures` the folder in which the files of the guide's pictures lie.

    Takes a few seconds. Raises PdfUnavailable where Pango is missing. What a text asks for from elsewhere (a file, a
    host) is left out, the booklet still comes.
    """
    return make(guide, Materials(assets=assets, pictures=pictures))[NAME]


def make(guide: Guide, materials: Materials) -> dict[str, bytes]:
    from .booklet import manuscript  # and its fonts: whoever only asks whether a PDF can be made needs none

    printer = press()
    pages = manuscript(guide, materials, "screen")
    return {NAME: printer.print_document(pages.html, pages.css, pages.files, body=pages.body)}


def make_large(guide: Guide, materials: Materials) -> dict[str, bytes]:
    from .booklet import ENLARGED, manuscript

    printer = press()
    pages = manuscript(guide, materials, "large")
    return {LARGE_NAME: printer.print_document(pages.html, pages.css, pages.files, zoom=ENLARGED)}
