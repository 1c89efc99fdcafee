"""One session: when and where, how many seats are left, and what the reader can do. Her acts are posts, never a look."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import actor, is_organiser, signed_in_only
from campaign.training import check_ins
from campaign.training.attendance import attendance_of, expires_at, usual_share
from campaign.training.calendar_file import published_session
from campaign.training.models import TrainingSession
from campaign.training.seats import seats_of
from campaign.training.views.organising import session_at
from common.files.download_names import attachment

MOST_NAMES = 200
MAP = "https://www.openstreetmap.org/search"


@signed_in_only
@require_safe
def session(request: HttpRequest, pk: int) -> HttpResponse:
    found = session_at(pk)
    own = found.registrations.filter(person=actor(request)).first()
    context = _context(request, found) | {"own": own}
    if context["may_organise"]:
        context |= _for_organisers(found)
    return render(request, "campaign/training/session.html", context)


def _for_organisers(session: TrainingSession) -> dict[str, Any]:
    now = timezone.now()
    has_opened = session.cancelled_at is None and now >= check_ins.opens_at(session)
    return {
        "attendance": attendance_of(session),
        "usual": usual_share(now) if session.is_open(now) else None,
        "has_opened": has_opened,
        "has_begun": session.cancelled_at is None and session.has_begun(now),
        "may_check_in": has_opened and now < expires_at(session),
    }


def _context(request: HttpRequest, session: TrainingSession) -> dict[str, Any]:
    now = timezone.now()
    return {
        "session": session,
        "seats": seats_of(session),
        "is_open": session.is_open(now),
        "is_over": session.is_over(now),
        "is_frozen": session.is_frozen(now),
        "named": list(session.registrations.showing_names()[:MOST_NAMES]),
        "slides": session.slides.shown(),
        "map_url": map_url(session),
        "may_organise": is_organiser(request.user),
    }


def map_url(session: TrainingSession) -> str:
    """Where the address is on a map: a link, which asks nobody anything before somebody follows it."""
    return f"{MAP}?{urlencode({'query': session.address})}" if session.address else ""


@require_POST
@signed_in_only
def session_register(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a seat, or the last place of the waiting list."""
    found = session_at(pk)
    try:
        own = found.register(actor(request), shows_name="shows_name" in request.POST)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _said_of_seat() if own.is_registered else _said_of_waiting(own.position))
    return redirect(found)


def _said_of_seat() -> str:
    return _("You have a seat. A letter with the session for your calendar is on its way.")


def _said_of_waiting(position: int) -> str:
    words = _("You are number %(position)s on the waiting list. As soon as a seat is yours, a letter says so.")
    return words % {"position": position}


@require_POST
@signed_in_only
def session_leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Gives the reader's seat, or her place on the waiting list, back."""
    found, person = session_at(pk), actor(request)
    own = found.registrations.filter(person=person).select_related("session").first()
    if own is not None and own.is_coming:
        had_seat = own.is_registered
        try:
            own.cancel(by=person)
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
        else:
            messages.success(request, _said_of_leaving(had_seat=had_seat))
    return redirect(found)


def _said_of_leaving(*, had_seat: bool) -> str:
    if had_seat:
        return _("Thank you for saying so: your seat goes to whoever waits, or registers.")
    return _("You are no longer on the waiting list.")


@require_POST
@signed_in_only
def session_name(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether colleagues see the reader's name among those who come."""
    found = session_at(pk)
    if own := found.registrations.coming().filter(person=actor(request)).first():
        own.show_name(request.POST.get("show") == "yes")
        messages.success(request, _("Saved."))
    return redirect(found)


@signed_in_only
@require_safe
def session_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The session for a calendar program."""
    found = session_at(pk)
    headers = {
        "Content-Disposition": attachment(found.title, found.day, ending="ics"),
        "Cache-Control": "private, no-store",
    }
    text = published_session(found, at=timezone.now())
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=headers)
