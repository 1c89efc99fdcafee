"""What poster, leaflet and shared pictures have in common: a few pages of a fixed size, their places, their address.

The pictures that are shown where somebody shares the guide or a tip: 1200 by 630 pixels, laid out as one document of
which each page becomes a picture.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.template.loader import render_to_string
from django.utils import translation

from common.markup.typesetting import with_whole_words
from guide.publication import page_images, qr
from guide.publication.booklet import own_motifs, paper_rules
from guide.publication.document import Chapter, Guide, Tip
from guide.publication.faces import font_faces, fonts_for
from guide.publication.font_metrics import Faces, balanced, is_whole, largest, lines
from guide.publication.japanese import sheet_in_japanese
from guide.publication.materials import Materials
from guide.publication.pdf import press
from guide.publication.phrases import edition_name, quotes_rule, sharing_sentence
from guide.publication.typesetting import with_whole_endings

HERE: Final = Path(__file__).parent
QR_CODE: Final = "qr.svg"


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """A place of the guide; without a tip, a free one."""

    number: int
    tip: Tip | None = None


@dataclass(frozen=True, slots=True)
class SheetChapter:
    """A chapter and its places."""

    chapter: Chapter
    places: tuple[SheetPlace, ...]


def chapters_of(guide: Guide) -> tuple[SheetChapter, ...]:
    """Every chapter with its places in order, those that are free too."""
    return tuple(SheetChapter(chapter, _places(chapter)) for chapter in guide.chapters)


def _places(chapter: Chapter) -> tuple[SheetPlace, ...]:
    tips = {tip.number: tip for tip in chapter.tips}
    return tuple(SheetPlace(number, tips.get(number)) for number in chapter.places)


def print_sheet(name: str, guide: Guide, materials: Materials, context: dict[str, Any], *, rules: str = "") -> bytes:
    """The PDF of templates/guide/publication/sheets/<name>.html with <name>.css and `rules`, in the guide's language.

    Raises PdfUnavailable where Pango is missing.
    """
    printer = press()
    address = qr.address_of(guide, materials)
    files = own_motifs(materials.assets)
    if address:
        files[QR_CODE] = (qr.draw(address.whole), "image/svg+xml")
    with translation.override(guide.language):
        shown = {
            "guide": guide,
            "address": address,
            "edition": edition_name(guide),
            "qr_code": f"asset:{QR_CODE}",
            "emergency": guide.imprint.emergency.splitlines(),
            "sharing_sentence": sharing_sentence(guide),
        }
        html: str = render_to_string(f"guide/publication/sheets/{name}.html", shown | context)
    html = sheet_in_japanese(html) if guide.language == "ja" else with_whole_endings(html)
    html = with_whole_words(html)
    fonts = fonts_for(html, materials.assets)
    sheets = "".join((HERE / f"{sheet}.css").read_text(encoding="utf-8") for sheet in ("sheet", name))
    css = font_faces(fonts) + paper_rules() + quotes_rule(guide.language) + sheets + rules
    pdf: bytes = printer.print_document(html, css, files | fonts)
    return pdf


WIDTH: Final = 1200
SIZES: Final = (84, 78, 72, 66, 60, 55, 50, 45, 40, 36, 32, 28, 24)
SIZES_OF_THE_TITLE: Final = (118, 104, 92, 80, 70, 60, 52, 44, 36, 30)
SIZES_OF_THE_SUBTITLE: Final = (38, 34, 30, 27, 24, 21)
MEASURE: Final = 860  # pixels that a title may take
HEIGHT: Final = 262
LEADING: Final = 1.08
LEADING_IN_JAPANESE: Final = 1.2  # whose signs fill their squares
SMALL: Final = 50  # from here on down, long words are parted
TITLE: Final = (800, -0.035)  # weight and letter-spacing in the style sheets
TIP: Final = (800, -0.025)


@dataclass(frozen=True, slots=True)
class Card:
    """A tip as it is shared. `size` is that of its title, in pixels: a picture stands by itself, each has its own."""

    tip: Tip
    chapter: Chapter
    lines: tuple[str, ...]
    size: int


def make(guide: Guide, materials: Materials) -> dict[str, bytes]:
    """share/guide.png and share/tip-<number>.png."""
    faces = Faces(materials.assets, guide.language)
    cards = [card(tip, chapter, faces) for chapter in guide.chapters for tip in chapter.tips]
    names = ["share/guide.png", *(f"share/tip-{card.tip.number}.png" for card in cards)]
    pdf = print_sheet("share", guide, materials, context_of(guide, cards, faces), rules=rules_for(guide, cards, faces))
    return dict(zip(names, map(page_images.png, page_images.pages(pdf, width=WIDTH)), strict=True))


def card(tip: Tip, chapter: Chapter, faces: Faces) -> Card:
    face = faces.sans(*TIP)
    leading = LEADING_IN_JAPANESE if faces.language == "ja" else LEADING

    def fits(size: float) -> bool:
        measure = MEASURE / size
        return lines(tip.title, measure, face) * size * leading <= HEIGHT and (
            size < SMALL or is_whole(tip.title, measure, face)
        )

    size = largest(SIZES, fits)
    return Card(tip, chapter, tuple(balanced(tip.title, MEASURE / size, face)), int(size))


def context_of(guide: Guide, cards: list[Card], faces: Faces) -> dict[str, object]:
    return {
        "cards": cards,
        "title_lines": balanced(guide.title, MEASURE / title_size(guide, faces), faces.sans(*TITLE)),
        "subtitle_lines": subtitle_lines(guide, faces),
    }


def title_size(guide: Guide, faces: Faces) -> float:
    face = faces.sans(*TITLE)
    return largest(SIZES_OF_THE_TITLE, lambda size: lines(guide.title, MEASURE / size, face) * size <= 215)


def subtitle_size(guide: Guide, faces: Faces) -> float:
    face = faces.serif()
    return largest(SIZES_OF_THE_SUBTITLE, lambda size: lines(guide.subtitle, MEASURE / size, face) * size * 1.35 <= 110)


def subtitle_lines(guide: Guide, faces: Faces) -> list[str]:
    measure = MEASURE / subtitle_size(guide, faces)
    return balanced(guide.subtitle, measure, faces.serif()) if guide.subtitle else []


def rules_for(guide: Guide, cards: list[Card], faces: Faces) -> str:
    sizes = "".join(f".s{size} h2 {{ font-size: {size}px }}" for size in sorted({card.size for card in cards}))
    bands = f".bands div {{ height: {100 / max(1, len(guide.chapters)):.3f}% }}"
    return (
        f"{bands} h1 {{ font-size: {title_size(guide, faces)}px }} "
        f".subtitle {{ font-size: {subtitle_size(guide, faces)}px }}{sizes}"
    )
