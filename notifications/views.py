"""What one was told: the list, opening one, marking."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import actor, signed_in_only
from common import markup
from common.forms.screens import is_of_this_site
from common.paging import decode_cursor, parse_int
from notifications.grouping import by_place
from notifications.models import Notification

ROWS = 60


@signed_in_only
def notifications(request: HttpRequest) -> HttpResponse:
    """What the reader was told, grouped by place, the newest first; `?unread=1` leaves the rest out, `?before=` pages."""
    only_unread = bool(request.GET.get("unread"))
    rows = Notification.objects.of(actor(request)).select_related("actor")
    rows = rows.unread() if only_unread else rows
    if key := decode_cursor(request.GET.get("before", "")):
        rows = rows.older_than(*key)
    found = list(rows[: ROWS + 1])
    more = {"before": f"{found[ROWS - 1].created_at.isoformat()}~{found[ROWS - 1].pk}"} if len(found) > ROWS else {}
    context = {
        "places": by_place(found[:ROWS]),
        "newest": max((one.pk for one in found), default=0),
        "only_unread": only_unread,
        "is_first": not key,
        "next_query": urlencode(more | ({"unread": "1"} if only_unread else {})) if more else "",
    }
    return render(request, "notifications/notifications.html", context)


@signed_in_only
def notification(request: HttpRequest, pk: int) -> HttpResponse:
    """Opens one: its line counts as read, and it leads on. One that is not hers, or is no longer there, leads to the list."""
    person = actor(request)
    one = Notification.objects.of(person).filter(pk=pk).first()
    if one is None:
        messages.info(request, _("What this notice told you about is no longer there."))
        return redirect("notifications:notifications")
    Notification.objects.like(one).filter(pk__lte=one.pk).read(person)
    return redirect(one.url)


@require_POST
@signed_in_only
def mark(request: HttpRequest, pk: int) -> HttpResponse:
    """A line counts as read, or, with `unread`, as not read."""
    person = actor(request)
    if one := Notification.objects.of(person).filter(pk=pk).first():
        line = Notification.objects.like(one)
        if "unread" in request.POST:
            line.filter(pk=one.pk).put_back(person)
        else:
            line.filter(pk__lte=one.pk).read(person)
    return redirect(back(request, f"#told-{pk}"))


@require_POST
@signed_in_only
def read(request: HttpRequest) -> HttpResponse:
    """All counts as read, or what happened in one `place`: as far as the reader has seen it (`newest`)."""
    newest, place = parse_int(request.POST.get("newest", "")), markup.clean_text(request.POST.get("place", ""))
    rows = Notification.objects.all()
    if newest is not None:
        rows = rows.filter(pk__lte=newest)
    if place:
        rows = rows.filter(place=place)
    rows.read(actor(request))
    return redirect(back(request))


def back(request: HttpRequest, fragment: str = "") -> str:
    """The list as it was, or its beginning."""
    path = request.POST.get("next", "")
    is_here = path.startswith("/notifications/") and is_of_this_site(path)
    return (path if is_here and path.isprintable() else "/notifications/") + fragment
