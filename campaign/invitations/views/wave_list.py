"""The waves: what is prepared, under way, and done."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import organisers_only
from campaign.invitations.wave_figures import figures_of_all
from campaign.invitations.waves import Wave

MOST = 200


@organisers_only
@require_safe
def waves(request: HttpRequest) -> HttpResponse:
    rows = list(Wave.objects.all()[:MOST])
    figures = figures_of_all(rows)
    return render(request, "invitations/waves.html", {"rows": [(wave, figures[wave.pk]) for wave in rows]})
