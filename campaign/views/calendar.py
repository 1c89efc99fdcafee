"""The calendar under « Réglages »: its phases, a proposal for an empty one, and who changed what."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import actor, administrators_only
from accounts.models import User
from campaign.calendar.phase_forms import ProposedPhaseForm
from campaign.calendar.phases import Phase
from campaign.calendar.usual_phases import usual_phases
from campaign.site_settings.models import SiteSettings
from campaign.views.phases import done
from common.forms.screens import NOT_SAVED
from common.paging import numbered_page
from common.words.time_zones import site_clock
from drafts import autosave

CHANGES_AT_ONCE = 30
PROPOSAL = "calendar:proposal"
THEN = [field.name for field in Phase._meta.concrete_fields if field.name not in {"id", "text_html"}]


@administrators_only
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """The phases in their order; an empty calendar offers the usual ones."""
    return render(
        request, "campaign/calendar/calendar.html", {"phases": list(Phase.objects.all()), "zone": site_clock()}
    )


@administrators_only
def calendar_proposal(request: HttpRequest) -> HttpResponse:
    """The usual phases, to be changed and then saved all at once."""
    if Phase.objects.exists():
        return redirect("calendar")
    sent, draft = request.POST if request.method == "POST" else None, autosave.words(request, PROPOSAL)
    usual = usual_phases(timezone.localdate())
    forms = [ProposedPhaseForm(sent, kind=kind, values=values, draft=draft) for kind, values in usual.items()]
    are_right = [form.is_valid() for form in forms]  # each says what is wrong with it
    if sent is not None and all(are_right):
        return _saved(request, [form.filled_in() for form in forms if form.is_wanted])
    context = {"forms": forms, "draft_key": PROPOSAL, "zone": site_clock()}
    return render(request, "campaign/calendar/proposal.html", context, status=200 if sent is None else NOT_SAVED)


def _saved(request: HttpRequest, phases: list[Phase]) -> HttpResponse:
    """All or none, unless somebody else has filled in the calendar meanwhile."""
    with transaction.atomic():
        SiteSettings.objects.select_for_update().first()  # one at a time
        if Phase.objects.count():
            words = _("Somebody else has filled in the calendar meanwhile: this is what stands there now.")
            messages.error(request, words)
            return redirect("calendar")
        for found in phases:
            found.decide(by=actor(request))
    return done(request)


@administrators_only
@require_safe
def calendar_history(request: HttpRequest) -> HttpResponse:
    """Who changed what, when and why; the newest first."""
    rows = Phase.history.select_related("history_user").order_by("-history_id")
    page = numbered_page(rows, request.GET.get("page", ""), CHANGES_AT_ONCE)
    return render(
        request, "campaign/calendar/history.html", {"page": page, "changes": [_readable(row) for row in page]}
    )


def _readable(row: Any) -> dict[str, Any]:
    """One row of the history, with the phase as it was then."""
    author = row.history_user if isinstance(row.history_user, User) else None
    return {
        "phase": Phase(**{name: getattr(row, name) for name in THEN}),
        "at": row.history_date,
        "author": str(author or ""),
        "act": row.history_type,
        "reason": row.history_change_reason or "",
    }
