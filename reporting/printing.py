"""The figures on paper: a drawing as PNG, and one page for the board as a tagged PDF, both by what prints the guide."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.translation import gettext as _

from campaign.site_settings.current import current_settings
from guide.publication import page_images
from guide.publication.pdf import press
from reporting.campaign_report import CampaignReport
from reporting.drawings import LINE, Drawing
from reporting.tables import FigureSection

HERE: Final = Path(__file__).parent
ON_THE_PAGE: Final = ("weeks", "text-weeks", "sites", "departments", "themes", "questions")
MOST: Final = 4  # drawings that the page has room for, besides the way
MOST_BARS: Final = 6
BY_SIZE: Final = {"sites", "departments"}
PIXELS: Final = 2  # for each unit of a drawing
BARE: Final = "@page { size: %spx %spx; margin: 0 } * { margin: 0; padding: 0 } img { display: block }"


def png_of(drawing: Drawing, title: str, note: str = "") -> bytes:
    """Returns the drawing with its title and note as a picture, twice as large as it is drawn. Raises PdfUnavailable."""
    width, height = drawing.file_size
    html = format_html(
        '<html lang="{}"><head><title>{}</title></head><body><img src="asset:chart.svg" alt="{}"></body></html>',
        translation.get_language(),
        title,
        title,
    )
    pdf = _printed(html, BARE % (width, height), {"chart.svg": drawing.file(title, note)})
    return page_images.png(next(page_images.pages(pdf, width=width * PIXELS)))


def board_page(report: CampaignReport) -> bytes:
    """Returns one page, A4: the totals, four drawings with what they show, and the way to a tip. Raises PdfUnavailable."""
    by_name = {section.name: section for section in report.sections}
    drawn = [by_name[name] for name in ON_THE_PAGE if by_name[name].drawing and len(by_name[name].lines) > 1][:MOST]
    html = render_to_string(
        "reporting/board_page.html",
        {
            "campaign": current_settings().name,
            "language": translation.get_language(),
            "now": timezone.now(),
            "whole": by_name["taking-part"],
            "drawn": [_on_the_page(section) for section in drawn],
            "way": by_name["way"],
        },
    )
    files = {f"{section.name}.svg": _bare(section) for section in (*drawn, by_name["way"]) if section.drawing}
    return _printed(html, (HERE / "board_page.css").read_text(encoding="utf-8"), files)


def _on_the_page(section: FigureSection) -> tuple[FigureSection, str, str]:
    """A section, that not all of it is drawn, and what is, in words."""
    left_out = _left_out(section)
    return section, left_out, section.described(MOST_BARS, left_out) if left_out else section.alternative


def _bare(section: FigureSection) -> str:
    """Of bars the first six, so that they can be read at that size."""
    return replace(section.drawing, height=_height(section.drawing)).file("") if section.drawing else ""


def _height(drawing: Drawing) -> int:
    return drawing.height if drawing.is_wide else min(drawing.height, MOST_BARS * LINE)


def _left_out(section: FigureSection) -> str:
    """Says that not all bars are drawn, where that is so: those of places of work and departments stand by size."""
    if section.drawing is None or _height(section.drawing) == section.drawing.height:
        return ""
    if section.name in BY_SIZE:
        return _("Only the six largest groups are drawn.")
    return _("Only the first six are drawn.")


def _printed(html: str, css: str, drawings: dict[str, str]) -> bytes:
    from guide.publication.faces import font_faces, fonts_for

    assets = settings.PUBLICATION_ASSETS
    fonts = fonts_for(html + "".join(drawings.values()), assets)
    files = {name: (svg.encode(), "image/svg+xml") for name, svg in drawings.items()} | fonts
    pdf: bytes = press().print_document(html, font_faces(fonts) + css, files)
    return pdf
