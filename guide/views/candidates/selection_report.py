"""How the choice was made: for everybody who is signed in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.access import signed_in_only
from guide.desk.selection_report import numbers, selection_report_of
from themes.models import Theme


@signed_in_only
def selection_report(request: HttpRequest) -> HttpResponse:
    """The four themes, how the choice is made, and how far it has come."""
    return render(request, "guide/selection_report/report.html", {"numbers": numbers()})


@signed_in_only
def theme_selection_report(request: HttpRequest, slug: str) -> HttpResponse:
    """Place by place: who was a candidate, what spoke for each, votes, reasons, dates."""
    theme = get_object_or_404(Theme, slug=slug)
    context = {"theme": theme, "choice": selection_report_of(theme), "themes": Theme.objects.all()}
    return render(request, "guide/selection_report/theme.html", context)
