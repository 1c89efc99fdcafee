"""Everything that touches WeasyPrint. Imported by `pdf` only when a PDF is made: it fails where Pango is missing."""

import copy
import hashlib
import logging
from collections.abc import Callable, Mapping
from typing import Any, Final
from xml.etree import ElementTree  # only written with, not read

import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

SCHEME = "asset:"
SPILL = 0.36  # of the height of a page, margin included: ten lines or eleven
TIGHTER = """
#PART { font-size: 9.3pt; line-height: 12.8pt; }
#PART:lang(ja) { font-size: 8.8pt; line-height: 13.6pt; }
#PART > h2 { margin-bottom: 3.5mm; }
#PART .text h3 { margin-top: 7pt; font-size: 11.5pt; }
#PART:lang(ja) .text h3 { margin-top: 6pt; line-height: 1.3; }
#PART .text li + li { margin-top: 1pt; }
#PART dd, #PART.part-bibliography .text { font-size: 9pt; line-height: 12.4pt; }
#PART:lang(ja) dd, #PART.part-bibliography:lang(ja) .text { font-size: 8.8pt; line-height: 14pt; }
#PART dt { margin-top: 6pt; }
#PART .tip { padding-top: 12pt; }
#PART .tip:not(:last-child) { margin-bottom: 18pt; }
#PART.contents li { line-height: 12.8pt; }
#PART.contents .of-chapter { margin-top: 8pt; }
#PART.contents .of-chapter + .of-part { margin-top: 9pt; }
#PART.contents .of-part { margin-top: 2pt; }
"""
ALONE = (
    '.contents a::after { content: leader(" .") " 00"; }'  # the pages to which a table of contents leads are not there
)

MOST_BODIES: Final = 32
_tight: dict[str, frozenset[str]] = {}  # which parts of a text are set tighter, by what identifies it

logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)  # it tells every page at INFO


class ForeignResource(ValueError):
    """The document asked for something that is not one of our own files."""


class OwnFiles(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Answers addresses like asset:motifs/1.svg from memory and opens nothing: no file, no host, no data: address."""

    def __init__(self, files: Mapping[str, tuple[bytes, str]]) -> None:
        super().__init__()
        self.files = files

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        if not url.startswith(SCHEME) or url.removeprefix(SCHEME) not in self.files:
            raise ForeignResource(f"not one of our own files: {url[:200]}")
        content, content_type = self.files[url.removeprefix(SCHEME)]
        return URLFetcherResponse(url, content, {"Content-Type": content_type})


def print_document(
    html: str,
    css: str,
    files: Mapping[str, tuple[bytes, str]],
    *,
    variant: str = "pdf/ua-1",
    body: str = "",
    choose_pages: Callable[[list[Any]], list[Any]] | None = None,
    finish: Callable[[Any, Any], None] | None = None,
) -> bytes:
    """The document as a PDF of a variant. Its identifier is made of what is printed, so that equal input gives equal bytes.

    A part of which only a few lines would stand on its last page is set a little tighter, if that helps: two layouts at most,
    one where another document with the same `body` has been laid out by this process. `choose_pages` chooses pages,
    `finish` is WeasyPrint's finisher.
    """
    document = lay_out(html, css, files, variant=variant, body=body)
    if choose_pages:
        document = document.copy(choose_pages(document.pages))
    identifier = hashlib.sha256(html.encode() + css.encode()).hexdigest()[:32]
    pdf: bytes = document.write_pdf(pdf_variant=variant, pdf_identifier=identifier.encode(), finisher=finish)
    return pdf


def lay_out(html: str, css: str, files: Mapping[str, tuple[bytes, str]], *, variant: str, body: str) -> Any:
    fetcher, fonts = OwnFiles(files), FontConfiguration()
    source = weasyprint.HTML(string=html, url_fetcher=fetcher, media_type="print")

    def once(tight: frozenset[str], pages: Any = source, more: str = "") -> Any:
        rules = css + more + "".join(TIGHTER.replace("PART", part) for part in sorted(tight))
        sheet = weasyprint.CSS(string=rules, url_fetcher=fetcher, font_config=fonts)
        return pages.render(stylesheets=[sheet], font_config=fonts, pdf_variant=variant)

    def helps(part: str) -> bool:
        """Whether the part ends on its last page but one when it is set tighter; it begins a page, so it is tried alone."""
        alone = weasyprint.HTML(string=only(part, source.etree_element), url_fetcher=fetcher, media_type="print")
        return not parts_that_spill(once(frozenset({part}), alone, ALONE).pages)

    if body in _tight:
        return once(_tight[body])
    document = once(frozenset())
    tight = frozenset(part for part in parts_that_spill(document.pages) if helps(part))
    if tight:
        document = once(tight)
    if body:
        _tight[body] = tight
        while len(_tight) > MOST_BODIES:
            del _tight[next(iter(_tight))]
    return document


def only(part: str, root: Any) -> str:
    """The document with nothing in it but a part."""
    page = copy.deepcopy(root)
    body = page.find("body")
    for child in [child for child in body if child.get("id") != part]:
        body.remove(child)
    return ElementTree.tostring(page, encoding="unicode", method="html")


def parts_that_spill(pages: list[Any]) -> frozenset[str]:
    """Ids of parts that end near the head of a page on which they did not begin; each has an anchor "<id>-end"."""
    begins = {anchor: number for number, page in reversed([*enumerate(pages)]) for anchor in page.anchors}
    return frozenset(
        anchor.removesuffix("-end")
        for number, page in enumerate(pages)
        for anchor, (_, y, *_) in page.anchors.items()
        if anchor.endswith("-end")
        and number > begins.get(anchor.removesuffix("-end"), number)
        and y < page.height * SPILL
    )
