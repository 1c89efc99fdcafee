"""What somebody follows, and stopping all of a kind."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.access import actor, signed_in_only
from common.paging import decode_cursor
from contributions.watches.models import Watch
from contributions.watches.watchlist import ROWS_OF, watchlist_of

NAMES = {
    "theme": _("The big questions"),
    "page": _("Pages"),
    "comment": _("Threads"),
    "question": _("Questions asked"),
    "followed": _("People"),
}


@signed_in_only
def watchlist(request: HttpRequest) -> HttpResponse:
    """One's own: `?kind=` shows one kind, `?before=` pages by key."""
    kind = request.GET.get("kind", "")
    kind = kind if kind in ROWS_OF else ""
    person = actor(request)
    context = {
        "list": watchlist_of(person, kind=kind, before=decode_cursor(request.GET.get("before", ""))),
        "kind": kind,
        "kinds": [(name, NAMES[name]) for name in ROWS_OF],
        "kind_name": NAMES.get(kind, ""),
        "joins": person.watches_what_i_join,
    }
    return render(request, "contributions/watches/watchlist.html", context)


@require_POST
@signed_in_only
def watchlist_stop(request: HttpRequest) -> HttpResponse:
    """Stops following everything of one kind."""
    kind = request.POST.get("kind", "")
    if kind in ROWS_OF:
        number = Watch.objects.stop_all(kind, by=actor(request))
        done = ngettext("You no longer follow %(number)s thing.", "You no longer follow %(number)s things.", number)
        messages.success(request, done % {"number": number})
    return redirect("contributions:watchlist")
