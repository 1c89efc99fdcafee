"""The figures of the campaign, and how many copies went where, for everybody who is signed in; what was paid, for editors."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from accounts import access
from accounts.access import signed_in_only
from accounts.small_groups import FEWEST_PEOPLE
from file_serving.download_names import attachment
from guide.distribution import charts
from guide.distribution.readers import RULE
from reporting import distribution_csv, distribution_titles, periods
from reporting.campaign_report import CampaignReport
from reporting.distribution_report import DistributionReport
from reporting.periods import Period

MOST_LINES = 8


@signed_in_only
@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """`?days=7` or 30; from the beginning else."""
    period = Period.read(request.GET.get("days", ""))
    shown, is_editor = DistributionReport(period), access.is_editor(request.user)
    context = {
        "is_editor": is_editor,
        "campaign": CampaignReport(),
        "period": period,
        "periods": periods.choices(),
        "shown": shown,
        "now": timezone.now(),
        "headline": distribution_titles.headline(shown.copies, shown.total.opened),
        "titles": titles_of(shown),
        "charts": charts_of(shown),
        "costs": shown.costs if is_editor else [],
    }
    return render(request, "reporting/statistics.html", context)


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
