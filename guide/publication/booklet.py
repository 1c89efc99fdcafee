"""The A5 booklet as pages of HTML with their sheet and files: for the screen, and for the printer inside and cover apart; and
in large print, A4.

The first three are the same templates and the same sheet, so that a page has the same number on the screen and on paper: the
printer's inside begins with a title page where the screen has the cover, and ends with pages for notes where the screen
has the back cover.

The papers of the chapters: a motif printed in two colours, and the colour of what is written beside it.

frontend/styles/tokens.css has the same for the screen, and frontend/motifs the motifs themselves.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, Literal

from django.template.loader import render_to_string
from django.utils import translation

from common.markup.text import html_text
from common.markup.typesetting import with_whole_words
from guide.publication import covers, qr
from guide.publication.covers import IN_LARGE_PRINT, LABEL, UNDER_A_PICTURE, Room, lettering, question_rules
from guide.publication.document import Chapter, Guide, Quotation
from guide.publication.faces import font_faces, fonts_for, numeral
from guide.publication.font_metrics import Faces, shortened
from guide.publication.fragments import with_site_links
from guide.publication.japanese import in_japanese
from guide.publication.layout import Book, lay_out, letters_in
from guide.publication.materials import Materials
from guide.publication.phrases import (
    added_sentence,
    credit_sentences,
    day,
    imprint_sentences,
    quotes_rule,
    sharing_sentence,
    sharing_words,
)
from guide.publication.pictures import DisplayedPicture, shown_printed, with_printed_pictures
from guide.publication.typesetting import for_paper, with_kept_names, with_whole_endings


@dataclass(frozen=True, slots=True)
class Paper:
    """`on` is what is read on its fill, `ink` its dark colour on white; `tile` how wide a block of its motif is, beside the
    first.
    """

    fill: str
    on: str
    ink: str
    tile: float


PAPERS: Final = {
    1: Paper("#582246", "#fff", "#582246", 1),  # aubergine, and its louvres
    2: Paper("#c33f1c", "#fff", "#8f2a0f", 1.2),  # vermilion, and its hooks
    3: Paper("#3f97a0", "#17202b", "#17545c", 1.3),  # lagoon, and its arcs
    4: Paper("#efbf4a", "#17202b", "#654600", 1.2),  # mustard, and its rings
    5: Paper("#27477f", "#fff", "#27477f", 1.1),  # indigo, and its waves
    6: Paper("#47783c", "#fff", "#2c5622", 1.1),  # forest, and its leaves
    7: Paper("#dd8fa3", "#17202b", "#86304b", 1),  # rose, and its flowers
    8: Paper("#86664b", "#fff", "#5f4327", 0.9),  # clay, and its chevrons
    9: Paper("#8fb8de", "#17202b", "#1f4f7d", 1.15),  # sky, and its honeycomb
    10: Paper("#6a4fa0", "#fff", "#51398a", 0.9),  # violet, and its crosses
    11: Paper("#b4bd4e", "#17202b", "#545a10", 1),  # lime, and its lozenges
    12: Paper("#4d5a66", "#fff", "#3b4854", 1.3),  # slate, and its bricks
}
MILLIMETRES: Final = 8  # of the first block in a book
FIRST_TAB: Final = 22  # millimetres from the head of the page
STEP: Final = 30
LAST_TAB: Final = 172
ON_THE_RIGHT: Final = "@right-top", "padding-right", "-4mm auto auto"
ON_THE_LEFT: Final = "@left-top", "padding-left", "auto auto -4mm"


def paper_rules() -> str:
    """The classes t1, t2 … for a style sheet: `--fill`, `--ink`, `--motif`, `--size` in a book, `--tile` on a sheet."""
    return "".join(
        f'.t{number} {{ --fill: {paper.fill}; --ink: {paper.ink}; --motif: url("asset:motifs/{number}.svg"); '
        f"--size: {paper.tile * MILLIMETRES:g}mm; --tile: {paper.tile:g}; }}\n"
        for number, paper in PAPERS.items()
    )


def tab_rules(chapters: Iterable[Chapter], last: float = LAST_TAB, width: float = 9) -> str:
    """A thumb tab at the outer edge for each chapter, one step lower than the last; the steps are smaller where there are
    many, and none is lower than `last`; `width` is what stays of it when the page is trimmed. The numeral is drawn: as a
    letter it would stand between two lines of the text where that is copied.
    """
    chapters = list(chapters)
    step = min(STEP, (last - FIRST_TAB) / max(1, len(chapters) - 1))
    return "".join(
        f".t{chapter.paper} .tips {{ page: chapter-{chapter.number}; }}\n"
        + _tab(chapter, FIRST_TAB + step * index, width)
        for index, chapter in enumerate(chapters)
    )


def _tab(chapter: Chapter, top: float, width: float) -> str:
    """None on the white page that may follow the chapter."""
    numeral = f'url("asset:tabs/{chapter.number}.svg") center / auto 2.4mm no-repeat content-box border-box'
    boxes = " ".join(f"{box} {{ content: none; }}" for box, _padding, _edge in (ON_THE_RIGHT, ON_THE_LEFT))
    blank = f"@page chapter-{chapter.number}:blank {{ {boxes} }}\n"
    return blank + "".join(
        f'@page chapter-{chapter.number}:{side} {{ {box} {{ content: ""; height: 11mm; width: {width + 4:g}mm; {padding}: 4mm; '
        f"margin: {top:g}mm {edge}; background: {PAPERS[chapter.paper].fill} {numeral}; }} }}\n"
        for side, (box, padding, edge) in {"right": ON_THE_RIGHT, "left": ON_THE_LEFT}.items()
    )


type OwnFiles = dict[str, tuple[bytes, str]]
type Sheet = Literal["screen", "inside", "cover", "large"]

RUNT: Final = re.compile(
    r"(?<=[^<>]{20}) (\S{1,8}(?:\u00a0[?!:;»])?</h[1-6]>)"
)  # a short word that would stand alone on the last line of a title
FOLDER: Final = Path(__file__).parent
SHEETS: Final[dict[Sheet, tuple[str, ...]]] = {
    "screen": ("booklet.css",),
    "inside": ("booklet.css", "booklet-press.css"),
    "cover": ("booklet.css", "booklet-press.css", "booklet-spread.css"),
    "large": ("booklet.css", "booklet-large.css"),
}
ENLARGED: Final = 1.7  # large print: 10 pt become 17, and a page of 123.5 mm is A4
TABS_IN_LARGE: Final = (136, 5.5)  # millimetres, before they are enlarged: the last one, and their width
LONGEST_ON_THE_BACK: Final = 180
OPENING_IN_FULL_SIZE: Final = (
    540  # letters, of which a letter as wide as it is high counts twice: ten lines under a picture
)
RUNNING_HEAD: Final = 38  # ems of a line
TABS_ARE_SET_IN: Final = "bricolage-800"
MOST_PAGES_FOR_NOTES: Final = 3
LINES_FOR_NOTES: Final = 19


@dataclass(frozen=True, slots=True)
class Manuscript:
    """What the printing engine is given. `body` is the same for two manuscripts whose parts break in the same places; a cover
    has none.
    """

    html: str
    css: str
    files: OwnFiles
    body: str


def manuscript(guide: Guide, materials: Materials, sheet: Sheet) -> Manuscript:
    guide, files = with_printed_pictures(guide, materials.pictures)
    guide = with_site_links(guide, materials.links.to)
    files |= own_motifs(materials.assets) | tab_numerals(guide, materials.assets)
    with translation.override(guide.language):
        context = context_of(guide, materials, sheet, files)
        html: str = render_to_string("guide/publication/booklet/booklet.html", context)
    html = with_kept_names(for_paper(html))
    html = in_japanese(html) if guide.language == "ja" else with_whole_endings(RUNT.sub("\u00a0\\1", html))
    html = with_whole_words(html)
    fonts = fonts_for(html, materials.assets)
    sheets = (FOLDER / name for name in SHEETS[sheet])
    css = font_faces(fonts) + quotes_rule(guide.language) + "".join(path.read_text(encoding="utf-8") for path in sheets)
    if guide.language == "ja":
        css += (FOLDER / "booklet-ja.css").read_text(encoding="utf-8")
    css += (
        paper_rules()
        + (tab_rules(guide.chapters, *TABS_IN_LARGE) if sheet == "large" else tab_rules(guide.chapters))
        + context["lettering"].rules
        + question_rules(guide, materials.assets)
    )
    return Manuscript(html, css, files | fonts, "" if sheet in ("cover", "large") else body_of(guide))


def context_of(guide: Guide, materials: Materials, sheet: Sheet, files: OwnFiles) -> dict[str, Any]:
    """What the templates are given; the pictures that they show come into `files`."""
    book = lay_out(guide)
    head = Faces(materials.assets, guide.language).sans(500)

    def running(title: str) -> str:
        """The head of the pages of a part: one line."""
        return shortened(title, RUNNING_HEAD, head)

    def shown(what: Any) -> DisplayedPicture | None:
        displayed, found = shown_printed(guide, what, materials.pictures)
        files.update(found)
        return displayed and replace(displayed, alt=displayed.alt or " ")

    illustrations = [shown(chapter.illustration) for chapter in guide.chapters]
    cover = shown(guide.cover)
    pictures = [picture for picture in (cover, *illustrations) if picture]
    return {
        "sheet": sheet,
        "book": book,
        "guide": guide,
        "cover": cover,
        "logo": shown(guide.logo),
        "front": [(part, running(part.title)) for part in book.front],
        "chapters": [
            (chapter, running(chapter.short_title), illustration)
            for chapter, illustration in zip(book.chapters, illustrations, strict=True)
        ],
        "back": [(part, running(part.title)) for part in book.back],
        "picture_credits": list(dict.fromkeys(picture.credit for picture in pictures if picture.credit)),
        "quotation": quotation_for_the_back(book),
        "openings_are_long": max(map(length_of_opening, guide.chapters), default=0) > OPENING_IN_FULL_SIZE,
        "lettering": lettering(guide, room_on_the_cover(sheet, is_pictured=bool(cover)), materials.assets),
        "keywords": ", ".join(chapter.short_title for chapter in guide.chapters),
        "sharing_sentence": sharing_sentence(guide),
        "sharing_words": sharing_words(guide),
        "origins": materials.links.origin("tip").partition("://")[2].removesuffix("tip/"),
        "legal": imprint_sentences(guide),
        "credits": credit_sentences(guide),
        "added": added_sentence(guide),
        "renamed": day(guide.renamed_on) if guide.renamed_on else "",
        "notes": range(MOST_PAGES_FOR_NOTES),
        "lines": range(LINES_FOR_NOTES),
        **codes_on_the_back(guide, materials, files),
    }


def room_on_the_cover(sheet: Sheet, *, is_pictured: bool) -> Room:
    if not is_pictured:
        return LABEL
    return IN_LARGE_PRINT if sheet == "large" else UNDER_A_PICTURE


def body_of(guide: Guide) -> str:
    """The same for the screen and for paper: everything between the covers."""
    return hashlib.sha256(repr((guide.sections, guide.chapters, guide.people, guide.bibliography)).encode()).hexdigest()


def codes_on_the_back(guide: Guide, materials: Materials, files: OwnFiles) -> dict[str, str]:
    """Where the guide is read, in words and as a QR code, and the barcode of its ISBN; what is not known is ""."""
    address, ean = qr.address_of(guide, materials), covers.ean_of(guide.imprint.isbn)
    if address:
        files["qr.svg"] = (qr.draw(address.whole), "image/svg+xml")
    if ean:
        files["barcode.svg"] = (covers.draw(ean), "image/svg+xml")
    return {
        "address": address.words if address else "",
        "qr": "asset:qr.svg" if address else "",
        "barcode": "asset:barcode.svg" if ean else "",
        "ean": f"{ean[:1]} {ean[1:7]} {ean[7:]}" if ean else "",
    }


def own_motifs(assets: Path) -> OwnFiles:
    """Name -> content and type of the motifs of the papers."""
    motifs = sorted(assets.glob("motifs/*.svg"))
    return {path.relative_to(assets).as_posix(): (path.read_bytes(), "image/svg+xml") for path in motifs}


def tab_numerals(guide: Guide, assets: Path) -> OwnFiles:
    """The numbers on the thumb tabs; without the face of the house, the tabs have their colour only."""
    face = assets / "fonts" / "print" / f"{TABS_ARE_SET_IN}.ttf"
    if not face.is_file():
        return {}
    return {
        f"tabs/{chapter.number}.svg": (
            numeral(chapter.number, PAPERS[chapter.paper].on, face.read_bytes()),
            "image/svg+xml",
        )
        for chapter in guide.chapters
    }


def length_of_opening(chapter: Chapter) -> int:
    """How much room the words take that stand under the question."""
    return letters_in(html_text(chapter.opening_html))


def quotation_for_the_back(book: Book) -> Quotation | None:
    """The longest of the short ones, signed if possible: it stands for all the others."""
    quotations = (tip.quotation for chapter in book.chapters for tip in chapter.tips if tip.quotation)
    short = (quotation for quotation in quotations if len(quotation.text) <= LONGEST_ON_THE_BACK)
    return max(short, key=lambda quotation: (bool(quotation.signature), len(quotation.text)), default=None)
