"""Everything that touches WeasyPrint. Imported by `pdf` only when a PDF is made: it fails where Pango is missing."""

import copy
import hashlib
import logging
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final
from xml.etree import ElementTree  # only written with, not read

import pydyf
import weasyprint
from weasyprint.formatting_structure.boxes import LineBox
from weasyprint.pdf import tags
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

SCHEME = "asset:"
SPILL = 0.36  # of the height of a page, margin included: a third of its lines
CHAPTER: Final = "chapter-"
OPENING: Final = "-opening"  # what the id of a chapter's first page ends with
# Less room between lines and around titles; letters are as large as everywhere.
TIGHTER = """
#PART { line-height: 13.5pt; }
#PART:lang(ja) { line-height: 15.2pt; }
#PART > h2 { margin-bottom: 3.5mm; }
#PART .text h3 { margin-top: 7pt; }
#PART:lang(ja) .text h3 { margin-top: 6pt; line-height: 1.3; }
#PART .text li + li { margin-top: 1pt; }
#PART figure img { max-height: 72mm; }
#PART dd, #PART.part-bibliography .text { line-height: 12.2pt; }
#PART dd:lang(ja), #PART.part-bibliography:lang(ja) .text { line-height: 14pt; }
#PART dt { margin-top: 6pt; }
#PART .tip { padding-top: 11pt; }
#PART .tip:not(:last-child) { margin-bottom: 15pt; }
#PART .tip h3, #PART .inner h3 { margin-bottom: 5pt; }
#PART .tip h3 .n { margin-bottom: 3pt; }
#PART .quotation { margin-top: 8pt; }
#PART .authors { margin-top: 6pt; }
#PART .inner:not(:last-of-type) { margin-bottom: 17pt; }
#PART.contents li { line-height: 12.8pt; }
#PART.contents .of-chapter { margin-top: 8pt; }
#PART.contents .of-chapter + .of-part { margin-top: 9pt; }
#PART.contents .of-part { margin-top: 2pt; }
#PART.opener .intro { margin-top: 5mm; line-height: 1.36; }
#PART.opener .intro:lang(ja) { line-height: 1.6; }
"""
# Pages that end some lines higher, so that the last has its third: where tighter lines do not bring it back.
SHORTER = """
#PART:not(.chapter) { page: PART; }
@page PART { margin-bottom: ROOMmm; }
"""
OF_CONTENTS = (  # which have neither head nor folio
    "@page contents { @top-left { content: none; } @top-right { content: none; }"
    " @bottom-left { content: none; } @bottom-right { content: none; } }"
)
MARGIN, LINE = 21.0, 5.2  # millimetres: under the text of a page, and from one line to the next
LINES_SHORTER: Final = (1, 2, 3, 4, 6, 8, 10, 12)
# The paper over an opening is lower, and with it the picture on it.
LOWER = """
#PART .motif { height: auto; min-height: ROOMmm; }
#PART .illustration { height: calc(ROOMmm - 9mm); }
"""
HEIGHTS_OF_PAPERS: Final = (104, 84)
# A chapter, whose pages have its tab: authors who would cost a page may be parted, but for those it ends with, who stay
# together and take the quotation along.
PARTED = """
#PART .authors { break-inside: auto; break-before: avoid; }
#PART .tip:last-child .authors { break-inside: avoid; }
"""
UNPARTED = ".unparted { hyphens: none; }"  # a paragraph of which a word would be parted between two pages
MOST_LAYOUTS: Final = 4
ALONE = '.contents .last::after { content: leader(" .") " 00"; }'  # the pages to which a table of contents leads are not there

MOST_BODIES: Final = 32
_fitted: dict[str, str] = {}  # the rules by which the parts of a text fit their pages, by what identifies it

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


def say_languages() -> None:
    """Has the structure of a tagged PDF say in which language an element is that has a `lang`: WeasyPrint says that of the
    whole document only.
    """
    build = tags._build_box_tree

    def build_and_say(box: Any, *arguments: Any) -> Iterator[Any]:
        language = own_language(box)
        for element in build(box, *arguments):
            if language:
                element["Lang"] = pydyf.String(language)
            yield element

    tags._build_box_tree = build_and_say


def own_language(box: Any) -> str:
    """The `lang` of the element that a box shows; "" where that is the whole document."""
    element: Any = getattr(box, "element", None)
    if element is None or box.element_tag in ("html", "body"):
        return ""
    language: str = element.get("lang", "")
    return language


say_languages()


def print_document(
    html: str,
    css: str,
    files: Mapping[str, tuple[bytes, str]],
    *,
    variant: str = "pdf/ua-1",
    body: str = "",
    zoom: float = 1,
    choose_pages: Callable[[list[Any]], list[Any]] | None = None,
    finish: Callable[[Any, Any], None] | None = None,
) -> bytes:
    """The document as a PDF of a variant. Its identifier is made of what is printed, so that equal input gives equal bytes.

    No part ends with a page less than a third full, if that can be helped, and no word is parted between two pages: four
    layouts at most, one or two as a rule. `zoom` enlarges all, `choose_pages` chooses pages, `finish` is WeasyPrint's finisher.
    """
    document = lay_out(html, css, files, variant=variant, body=body)
    if choose_pages:
        document = document.copy(choose_pages(document.pages))
    identifier = hashlib.sha256(html.encode() + css.encode()).hexdigest()[:32]
    pdf: bytes = document.write_pdf(pdf_variant=variant, pdf_identifier=identifier.encode(), finisher=finish, zoom=zoom)
    return pdf


def lay_out(html: str, css: str, files: Mapping[str, tuple[bytes, str]], *, variant: str, body: str) -> Any:
    """The pages. What another document with the same `body` needed to fit, this one has from the beginning."""
    fetcher, fonts = OwnFiles(files), FontConfiguration()
    source = weasyprint.HTML(string=html, url_fetcher=fetcher, media_type="print")

    def once(rules: str, pages: Any = source) -> Any:
        sheet = weasyprint.CSS(string=css + UNPARTED + rules, url_fetcher=fetcher, font_config=fonts)
        return pages.render(stylesheets=[sheet], font_config=fonts, pdf_variant=variant)

    def fit(part: str) -> str:
        """The mildest rules by which a part fits; it begins a page, so they are tried on it alone. "" where none help."""
        alone = weasyprint.HTML(string=only(part, source.etree_element), url_fetcher=fetcher, media_type="print")
        tried = (rules for rules in remedies(part) if part not in parts_that_spill(once(rules + ALONE, alone).pages))
        return next(tried, "")

    rules, known = _fitted.get(body, ""), set[str]()
    document = once(rules)
    for _layout in range(MOST_LAYOUTS - 1):
        spilling = parts_that_spill(document.pages) - known
        known |= spilling
        fits = "".join(map(fit, sorted(spilling)))
        if not keep_whole(parted_between(document.pages)) and not fits:
            break
        rules += fits
        document = once(rules)
    remember(body, rules)
    return document


def remember(body: str, rules: str) -> None:
    if body:
        _fitted[body] = rules
        while len(_fitted) > MOST_BODIES:
            del _fitted[next(iter(_fitted))]


def remedies(part: str) -> Iterator[str]:
    """Rules by which a part may fit its pages, the mildest first."""

    def of_part(rules: str, room: float = 0) -> str:
        return rules.replace("PART", part).replace("ROOM", f"{room:g}")

    if part.endswith(OPENING):
        yield from (of_part(TIGHTER + LOWER, height) for height in HEIGHTS_OF_PAPERS)
        return
    yield of_part(TIGHTER)
    if part.startswith(CHAPTER):
        yield of_part(TIGHTER + PARTED)
        return
    more = OF_CONTENTS if part == "contents" else ""
    yield from (of_part(SHORTER, MARGIN + LINE * lines) + more for lines in LINES_SHORTER)


def only(part: str, root: Any) -> str:
    """The document with nothing in it but a part."""
    page = copy.deepcopy(root)
    body = page.find("body")
    found = body.find(f".//*[@id='{part}']")
    for child in list(body):
        body.remove(child)
    body.append(found)
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


def parted_between(pages: list[Any]) -> Iterator[Any]:
    """The elements of the paragraphs of which a word is parted between two pages."""
    for page in pages:
        line = last_line(page._page_box)
        if line is not None and text_at_the_end(line).endswith("-"):
            yield line.element


def last_line(box: Any) -> Any:
    """The last line with words of the text on a page; None where there is none."""
    for child in reversed(getattr(box, "children", ())):
        if not child.is_in_normal_flow() or child.element is None:  # margins, notes at the foot
            continue
        if isinstance(child, LineBox) and text_at_the_end(child):
            return child
        if (found := last_line(child)) is not None:
            return found
    return None


def text_at_the_end(box: Any) -> str:
    text: str = getattr(box, "text", "")
    return text or next(filter(None, map(text_at_the_end, reversed(getattr(box, "children", ())))), "")


def keep_whole(paragraphs: Iterator[Any]) -> bool:
    """Has no word of them parted any more. Returns whether that changes anything."""
    changes = [paragraph for paragraph in paragraphs if "unparted" not in paragraph.get("class", "")]
    for paragraph in changes:
        paragraph.set("class", f"{paragraph.get('class', '')} unparted")
    return bool(changes)
