"""The figures of the campaign, and how many copies went where, for everybody who is signed in; what was paid, for editors."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from accounts import access
from accounts.access import signed_in_only
from accounts.small_groups import FEWEST_PEOPLE
from common.files.download_names import attachment
from guide.distribution import charts
from guide.distribution.readers import RULE
from reporting import distribution_csv, distribution_titles, periods, taking_part
from reporting.campaign_report import OF_PEOPLE, OF_TEXTS, CampaignReport
from reporting.distribution_report import DistributionReport
from reporting.key_figures import key_figures
from reporting.periods import Period

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
    return _shown(request, "reporting/people.html", {"sections": CampaignReport().sections_of(OF_PEOPLE)})


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
        "periods": periods.choices(),
        "shown": shown,
        "headline": distribution_titles.headline(shown.copies, shown.total.opened),
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
        "copies": (distribution_titles.of_copies, shown.copies),
        "channels": (distribution_titles.of_channels, shown.channels),
        "downloads": (distribution_titles.of_downloads, shown.downloads),
        "days": (distribution_titles.of_days, shown.days),
        "languages": (distribution_titles.of_languages, shown.languages),
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
    response = HttpResponse("".join(distribution_csv.lines(period)), content_type="text/csv; charset=utf-8")
    name = pgettext("of the guide", "Reach")
    response["Content-Disposition"] = attachment(name, timezone.localdate(), ending="csv")
    response["Cache-Control"] = "private, no-store"
    return response


@signed_in_only
@require_safe
def how_we_count(request: HttpRequest) -> HttpResponse:
    """The rule that is published is the one that counting goes by."""
    return render(request, "reporting/how_we_count.html", {"rule": RULE, "fewest": FEWEST_PEOPLE})
