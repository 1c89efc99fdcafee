"""Everything that touches WeasyPrint. Imported by `pdf` only when a PDF is made: it fails where Pango is missing."""

import hashlib
import logging
from collections.abc import Mapping
from typing import Any

import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

SCHEME = "asset:"
SPILL = 0.3  # of the height of a page, margin included: seven lines
TIGHTER = """
#PART { font-size: 9.3pt; line-height: 12.8pt; }
#PART > h2 { margin-bottom: 3.5mm; }
#PART .text h3 { margin-top: 7pt; font-size: 11.5pt; }
#PART .text li + li { margin-top: 1pt; }
#PART dd, #PART.part-bibliography .text { font-size: 9pt; line-height: 12.4pt; }
#PART dt { margin-top: 6pt; }
"""

logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)  # it tells every page at INFO


class Refused(ValueError):
    """The document asked for something that is not one of our own files."""


class OwnFiles(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Answers addresses like asset:motifs/1.svg from memory and opens nothing: no file, no host, no data: address."""

    def __init__(self, files: Mapping[str, tuple[bytes, str]]) -> None:
        super().__init__()
        self.files = files

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        if not url.startswith(SCHEME) or url.removeprefix(SCHEME) not in self.files:
            raise Refused(f"not one of our own files: {url[:200]}")
        content, content_type = self.files[url.removeprefix(SCHEME)]
        return URLFetcherResponse(url, content, {"Content-Type": content_type})


def print_document(html: str, css: str, files: Mapping[str, tuple[bytes, str]]) -> bytes:
    """The document as a tagged PDF. Its identifier is made of what is printed, so that equal input gives equal bytes.

    A part of which only a few lines would stand on its last page is set a little tighter, if that helps: up to three
    layouts.
    """
    fetcher, fonts = OwnFiles(files), FontConfiguration()
    source = weasyprint.HTML(string=html, url_fetcher=fetcher, media_type="print")

    def lay_out(tight: set[str]) -> Any:
        rules = css + "".join(TIGHTER.replace("PART", part) for part in sorted(tight))
        sheet = weasyprint.CSS(string=rules, url_fetcher=fetcher, font_config=fonts)
        return source.render(stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1")

    document = lay_out(set())
    if spilling := parts_that_spill(document.pages):
        document = lay_out(spilling)
        if in_vain := spilling & parts_that_spill(document.pages):
            document = lay_out(spilling - in_vain)
    identifier = hashlib.sha256(html.encode() + css.encode()).hexdigest()[:32]
    pdf: bytes = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier.encode())
    return pdf


def parts_that_spill(pages: list[Any]) -> set[str]:
    """Ids of parts that end near the head of a page on which they did not begin; each has an anchor "<id>-end"."""
    begins = {anchor: number for number, page in reversed([*enumerate(pages)]) for anchor in page.anchors}
    return {
        anchor.removesuffix("-end")
        for number, page in enumerate(pages)
        for anchor, (_, y, *_) in page.anchors.items()
        if anchor.endswith("-end")
        and number > begins.get(anchor.removesuffix("-end"), number)
        and y < page.height * SPILL
    }
