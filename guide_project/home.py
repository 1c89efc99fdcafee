"""The campaign at a glance: the phase, the questions, the places, what is new, the current edition."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static

from accounts.access import may_read_wiki
from campaign.models import Phase
from contributions.pages.theme_counts import themes_with_page_counts
from contributions.recent_changes.newest import newest_things
from database.queries import CompiledQuery
from guide.builds.current import current_number
from guide.tips.board import board_of
from guide_project.checklist import checklist_for

NEWS = 4
_phases = CompiledQuery(Phase.objects.all)


def home(request: HttpRequest) -> HttpResponse:
    """A visitor sees the title, the current edition and the way to sign in; whoever may read the wiki sees all of it."""
    if not may_read_wiki(request.user):
        return render(request, "home_for_visitors.html", {"is_out": current_number() is not None})
    phases, themes = _phases.all(), themes_with_page_counts()
    board = board_of(themes)
    context = {
        "phases": phases,
        "board": board,
        "checklist": checklist_for(request.user, board, phases),
        "shut": any(phase.kind == Phase.Kind.WRITE and phase.state() != "now" for phase in phases),
        "themes": themes,
        "news": newest_things(request.user, at_most=NEWS),
    }
    return render(request, "home.html", context)


def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask here for the icon of a page that names none, such as the administrators'."""
    return redirect(static("dist/icon.svg"))
