"""The campaign at a glance: the phase, the questions, the places, what is new, the current edition."""

from __future__ import annotations

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static

from accounts.access import may_read_wiki
from campaign.models import Phase
from contributions.recent_changes.newest import newest_things
from guide.builds.current import current_number
from guide.tips.board import board_in_preparation
from guide_project.checklist import checklist_for
from themes.models import Theme

NEWS = 4


def home(request: HttpRequest) -> HttpResponse:
    """A visitor sees the title, the current edition and the way to sign in; whoever may read the wiki sees all of it."""
    if not may_read_wiki(request.user):
        return render(request, "home_for_visitors.html", {"is_out": current_number() is not None})
    phases = list(Phase.objects.all())
    board = board_in_preparation()
    context = {
        "phases": phases,
        "board": board,
        "checklist": checklist_for(request.user, board, phases),
        "shut": any(phase.kind == Phase.Kind.WRITE and phase.state() != "now" for phase in phases),
        "themes": Theme.objects.annotate(
            page_count=Count("pages", filter=Q(pages__is_hidden=False, pages__merged_into=None))
        ).order_by("number"),
        "news": newest_things(request.user, at_most=NEWS),
    }
    return render(request, "home.html", context)


def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask here for the icon of a page that names none, such as the administrators'."""
    return redirect(static("dist/icon.svg"))
