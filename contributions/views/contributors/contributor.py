"""A contributor's page: who she is, as far as she shows it; what she did, and what became of it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from accounts import access
from accounts.access import readers_only
from accounts.models import User
from contributions.contributors.activity import ActivityKind, activity_of
from contributions.contributors.outcomes import outcomes_of

STOPPED = 404


@readers_only
def contributor(request: HttpRequest, handle: str) -> HttpResponse:
    """By her user name, or, for somebody who stays anonymous, by her alias alone. A stopped account has no page."""
    person = person_at(handle)
    if not person.is_active and not access.is_administrator(request.user):
        return render(request, "contributions/contributors/stopped.html", {"person": person}, status=STOPPED)
    kind = request.GET.get("kind", "")
    kind = kind if kind in ActivityKind.values else ""
    before = request.GET.get("before", "")
    context = {
        "person": person,
        "is_own": person == request.user,
        "kind": kind,
        "kinds": ActivityKind.choices,
        "deeds": activity_of(person, request.user, kind, before),
        "outcomes": None if before else outcomes_of(person, request.user),
    }
    return render(request, "contributions/contributors/contributor.html", context)


def person_at(handle: str) -> User:
    """Raises Http404: also for the user name of somebody anonymous, and for an alias that was given up."""
    person = None if "\0" in handle else User.objects.by_handle(handle).first()
    if person is None:
        raise Http404
    return person
