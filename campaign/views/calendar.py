"""The calendar under « Réglages »: its phases, a proposal for an empty one, and who changed what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import actor, administrators_only
from accounts.models import User
from campaign.calendar_forms import ChangePhaseForm, NewPhaseForm, ProposedPhaseForm, missing_kinds
from campaign.calendar_proposal import usual_phases
from campaign.models import Phase
from drafts import autosave
from form_rules.unchanged import ChangedMeanwhile
from pagination import numbered_page
from site_settings.models import SiteSettings

REFUSED = 422
CHANGES_AT_ONCE = 30
NEW, PROPOSAL = "phase:new", "calendar:proposal"


@administrators_only
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """The phases in their order; an empty calendar offers the usual ones."""
    context = {"phases": list(Phase.objects.all()), "may_add": bool(missing_kinds()), "zone": _zone()}
    return render(request, "campaign/calendar/calendar.html", context)


@administrators_only
def calendar_proposal(request: HttpRequest) -> HttpResponse:
    """The usual phases, to be changed and then saved all at once."""
    if Phase.objects.exists():
        return redirect("calendar")
    sent = request.POST if request.method == "POST" else None
    forms = _proposed(sent, autosave.words(request, PROPOSAL))
    are_right = [form.is_valid() for form in forms]  # each says what is wrong with it
    if sent is not None and all(are_right):
        return _saved(request, [form.filled_in() for form in forms if form.is_wanted], is_first=True)
    context = {"forms": forms, "draft_key": PROPOSAL, "zone": _zone()}
    return render(request, "campaign/calendar/proposal.html", context, status=200 if sent is None else REFUSED)


def _proposed(sent: Any, words: Mapping[str, str]) -> list[ProposedPhaseForm]:
    return [
        ProposedPhaseForm(
            sent, kind=kind, words={name: words.get(f"{kind}-{name}", value) for name, value in values.items()}
        )
        for kind, values in usual_phases(timezone.localdate()).items()
    ]


@administrators_only
def phase_new(request: HttpRequest) -> HttpResponse:
    if not missing_kinds():
        return redirect("calendar")
    form = NewPhaseForm(request.POST if request.method == "POST" else None, words=autosave.words(request, NEW))
    if form.is_valid():
        return _saved(request, [form.filled_in()])
    context = {"form": form, "draft_key": NEW, "zone": _zone()}
    return render(request, "campaign/calendar/phase.html", context, status=REFUSED if form.errors else 200)


@administrators_only
def phase(request: HttpRequest, phase_kind: str) -> HttpResponse:
    found = get_object_or_404(Phase, kind=phase_kind)
    key = f"phase:{found.kind}"
    form = ChangePhaseForm(
        request.POST if request.method == "POST" else None, row=found, words=autosave.words(request, key)
    )
    if form.is_valid():
        try:
            with form.unchanged():
                form.filled_in().decide(by=actor(request))
        except ChangedMeanwhile as refusal:
            form.add_error(None, refusal)
        else:
            return _done(request)
    context = {"form": form, "phase": found, "draft_key": key, "zone": _zone()}
    return render(request, "campaign/calendar/phase.html", context, status=REFUSED if form.errors else 200)


@require_POST
@administrators_only
def phase_remove(request: HttpRequest, phase_kind: str) -> HttpResponse:
    get_object_or_404(Phase, kind=phase_kind).remove(by=actor(request))
    messages.success(request, _("The phase is no longer in the calendar."))
    return redirect("calendar")


@administrators_only
@require_safe
def calendar_history(request: HttpRequest) -> HttpResponse:
    """Who changed what, and when; the newest first."""
    rows = Phase.history.select_related("history_user").order_by("-history_id")
    page = numbered_page(rows, request.GET.get("page", ""), CHANGES_AT_ONCE)
    return render(
        request, "campaign/calendar/history.html", {"page": page, "changes": [_readable(row) for row in page]}
    )


def _readable(row: Any) -> dict[str, Any]:
    """One row of the history, with the phase as it was then."""
    then = Phase(kind=row.kind, starts_at=row.starts_at, ends_at=row.ends_at, note=row.note)
    author = row.history_user if isinstance(row.history_user, User) else None
    return {"phase": then, "at": row.history_date, "author": str(author or ""), "act": row.history_type}


def _saved(request: HttpRequest, phases: list[Phase], *, is_first: bool = False) -> HttpResponse:
    """New phases, all or none; where they are the first, nobody else may have filled in the calendar meanwhile."""
    with transaction.atomic():
        SiteSettings.objects.select_for_update().first()  # one at a time
        if is_first and Phase.objects.count():
            words = _("Somebody else has filled in the calendar meanwhile: this is what stands there now.")
            messages.error(request, words)
            return redirect("calendar")
        for found in phases:
            found.decide(by=actor(request))
    return _done(request)


def _done(request: HttpRequest) -> HttpResponse:
    autosave.sent(request)
    messages.success(request, _("Saved. Everybody sees it from now on."))
    return redirect("calendar")


def _zone() -> str:
    return str(timezone.get_current_timezone())
