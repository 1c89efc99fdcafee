"""The same figures to take along: tables as CSV, drawings as SVG and PNG, the whole on one page as PDF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from accounts.access import signed_in_only
from common.files.download_names import attachment
from common.markup.spreadsheets import csv_lines
from reporting import printing
from reporting.campaign_report import CampaignReport
from reporting.drawings import Drawing
from reporting.tables import FigureSection, cell_in_words


@signed_in_only
@require_safe
def campaign_csv(request: HttpRequest) -> HttpResponse:
    """Every table of the campaign, one after the other."""
    return csv_of(CampaignReport().sections, pgettext("main menu", "Figures"))


@signed_in_only
@require_safe
def table_csv(request: HttpRequest, chart: str) -> HttpResponse:
    section = _section(chart)
    return csv_of([section], section.short)


@signed_in_only
@require_safe
def chart_svg(request: HttpRequest, chart: str) -> HttpResponse:
    section, drawing = _drawn(chart)
    return _file(drawing.file(section.title, section.left_out), "image/svg+xml", section.short, "svg")


@signed_in_only
@require_safe
def chart_png(request: HttpRequest, chart: str) -> HttpResponse:
    section, drawing = _drawn(chart)
    return _file(printing.png_of(drawing, section.title, section.left_out), "image/png", section.short, "png")


@signed_in_only
@require_safe
def campaign_pdf(request: HttpRequest) -> HttpResponse:
    """One page for the board."""
    return _file(printing.board_page(CampaignReport()), "application/pdf", pgettext("main menu", "Figures"), "pdf")


def _section(name: str) -> FigureSection:
    section = CampaignReport().section(name)
    if section is None:
        raise Http404
    return section


def _drawn(name: str) -> tuple[FigureSection, Drawing]:
    section = _section(name)
    if section.drawing is None:
        raise Http404
    return section, section.drawing


def csv_of(sections: Iterable[FigureSection], name: str) -> HttpResponse:
    """Returns the tables of these sections as a file called `name`, one after the other."""
    text = "".join(csv_lines(row for section in sections for row in rows_of(section)))
    return _file(text, "text/csv; charset=utf-8", name, "csv")


def rows_of(section: FigureSection) -> Iterator[list[object]]:
    """What it shows and what is counted, the heads, a row for each line, and an empty one; numbers as a program reads them."""
    yield [section.title]
    yield [section.about]
    if section.lines:
        yield ["", *section.columns]
    for line in section.lines:
        yield [line.label, *(cell if isinstance(cell, int) else cell_in_words(cell) for cell in line.cells)]
    yield []


def _file(content: str | bytes, kind: str, name: str, ending: str) -> HttpResponse:
    """With the day: the figures of another one are others."""
    saved_as = attachment(name, timezone.localdate(), ending=ending)
    headers = {"Content-Disposition": saved_as, "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=kind, headers=headers)
