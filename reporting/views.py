"""The figures of the campaign, and how many copies went where, for everybody who is signed in; what was paid, for editors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from accounts import access
from accounts.access import editors_only, signed_in_only
from accounts.small_groups import FEWEST_PEOPLE, STEP
from common.files.download_names import attachment
from common.markup.spreadsheets import csv_lines
from common.words.digit_grouping import grouped
from guide.distribution import charts
from guide.distribution.figures import RULE
from learning.completions import remind
from learning.models import Course
from reporting import counting, course_figures, distribution_figures, printing, taking_part
from reporting.campaign_report import OF_TEXTS, SECTIONS_OF_PEOPLE, CampaignReport
from reporting.counting import Period, number_invited
from reporting.distribution_figures import DistributionReport
from reporting.drawings import Drawing
from reporting.key_figures import key_figures
from reporting.tables import FigureSection, cell_in_words

MOST_LINES = 8


@signed_in_only
@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """How the campaign is going, at a glance; all the rest has pages of its own."""
    report = CampaignReport()
    whole = taking_part.in_all(report.totals, report.invited)
    context = {"title": whole.title, "figures": key_figures(report, request.user)}
    return _shown(request, "reporting/statistics.html", context)


@signed_in_only
@require_safe
def statistics_people(request: HttpRequest) -> HttpResponse:
    return _shown(request, "reporting/people.html", {"sections": CampaignReport().sections_of(SECTIONS_OF_PEOPLE)})


@signed_in_only
@require_safe
def statistics_texts(request: HttpRequest) -> HttpResponse:
    return _shown(request, "reporting/texts.html", {"sections": CampaignReport().sections_of(OF_TEXTS)})


@signed_in_only
@require_safe
def statistics_reach(request: HttpRequest) -> HttpResponse:
    """What became of the guide: `?days=7` or 30; from the beginning else."""
    period = Period.read(request.GET.get("days", ""))
    shown = DistributionReport(period)
    context = {
        "period": period,
        "periods": counting.choices(),
        "shown": shown,
        "headline": distribution_figures.headline(shown.copies, shown.total.opened),
        "titles": titles_of(shown),
        "charts": charts_of(shown),
        "costs": shown.costs if access.is_editor(request.user) else [],
    }
    return _shown(request, "reporting/reach.html", context)


def _shown(request: HttpRequest, template: str, context: Mapping[str, object]) -> HttpResponse:
    common = {"is_editor": access.is_editor(request.user), "now": timezone.now()}
    return render(request, template, {**common, **context})


def titles_of(shown: DistributionReport) -> dict[str, str]:
    made = {
        "copies": (distribution_figures.of_copies, shown.copies),
        "channels": (distribution_figures.of_channels, shown.channels),
        "downloads": (distribution_figures.of_downloads, shown.downloads),
        "days": (distribution_figures.of_days, shown.days),
        "languages": (distribution_figures.of_languages, shown.languages),
    }
    return {name: title_of(rows) for name, (title_of, rows) in made.items() if rows}  # type: ignore[operator]


def charts_of(shown: DistributionReport) -> dict[str, charts.BarChart]:
    reached = [(row.label, row.reached) for row in shown.channels if row.key]
    return {
        "copies": charts.bar_chart((row.label, row.figures.given) for row in shown.copies),
        "channels": charts.bar_chart(reached[:MOST_LINES]),
        "downloads": charts.bar_chart((row.label, row.figures.downloaded) for row in shown.downloads[:MOST_LINES]),
    }


@signed_in_only
@require_safe
def statistics_csv(request: HttpRequest) -> HttpResponse:
    """Everything of the period, line by line; costs are not in it."""
    period = Period.read(request.GET.get("days", ""))
    response = HttpResponse("".join(distribution_figures.lines(period)), content_type="text/csv; charset=utf-8")
    name = pgettext("of the guide", "Reach")
    response["Content-Disposition"] = attachment(name, timezone.localdate(), ending="csv")
    response["Cache-Control"] = "private, no-store"
    return response


@signed_in_only
@require_safe
def how_we_count(request: HttpRequest) -> HttpResponse:
    """The rule that is published is the one that counting goes by."""
    return render(request, "reporting/how_we_count.html", {"rule": RULE, "fewest": FEWEST_PEOPLE})


# The same figures to take along: tables as CSV, drawings as SVG and PNG, the whole on one page as PDF.


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


# Completions of courses for whoever looks after them: figures, their file, and the letter to those who have not begun.


@editors_only
@require_safe
def completions(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    context = {"sections": course_figures.sections(), "courses": course_figures.courses_to_remind_of(now), "step": STEP}
    return render(request, "reporting/completions.html", context)


@editors_only
@require_safe
def completions_csv(request: HttpRequest) -> HttpResponse:
    """The tables of the page, one after the other."""
    return csv_of(course_figures.sections(), _("Completions of courses"))


@editors_only
@require_POST
def course_remind(request: HttpRequest, pk: int) -> HttpResponse:
    """Says in steps to how many a letter goes, and never to whom."""
    number = remind(get_object_or_404(Course, pk=pk))
    shown = course_figures.at_least(number, number_invited())
    if shown:
        messages.success(request, _("A letter goes to at least %(number)s people.") % {"number": grouped(shown)})
    else:
        messages.success(request, _("A letter goes to everybody who can be reminded: only a few people, or nobody."))
    return redirect("reporting:completions")
