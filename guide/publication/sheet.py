"""What poster, leaflet and shared pictures have in common: a few pages of a fixed size, their places, their address."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.template.loader import render_to_string
from django.utils import translation

from common.markup.whole_words import with_whole_words

from . import qr
from .booklet import own_motifs
from .document import Chapter, Guide, Tip
from .faces import font_faces, fonts_for
from .japanese import sheet_in_japanese
from .materials import Materials
from .papers import paper_rules
from .pdf import press
from .phrases import edition_name, quotes_rule, sharing_sentence
from .typesetting import with_whole_endings

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
