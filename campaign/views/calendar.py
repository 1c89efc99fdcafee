"""The calendar under « Réglages »: its phases, each added, changed, extended, taken out; and who changed what."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import actor, administrators_only
from accounts.models import User
from campaign.calendar.phase_forms import (
    ChangePhaseForm,
    ExtendPhaseForm,
    NewPhaseForm,
    ProposedPhaseForm,
    RemovePhaseForm,
)
from campaign.calendar.phases import Phase
from campaign.calendar.rights import usual_phases
from campaign.site_settings.models import SiteSettings
from common.forms.screens import NOT_SAVED, show_form
from common.paging import numbered_page
from common.words.time_zones import site_clock
from drafts import autosave
from drafts.sent_forms import accepted

NEW = "phase:new"


@administrators_only
def phase_new(request: HttpRequest) -> HttpResponse:
    words = autosave.words(request, NEW, NewPhaseForm)
    form = NewPhaseForm(request.POST if request.method == "POST" else None, words=words)
    if accepted(request, form, lambda: form.filled_in().decide(by=actor(request))):
        return done(request)
    return _show(request, form, {"draft_key": NEW})


@administrators_only
def phase(request: HttpRequest, pk: int) -> HttpResponse:
    found, key = _phase_at(pk), f"phase:{pk}"
    words = autosave.words(request, key, ChangePhaseForm)
    form = ChangePhaseForm(request.POST if request.method == "POST" else None, row=found, words=words)
    by = actor(request)
    if accepted(request, form, lambda: form.filled_in().decide(by=by, reason=form.cleaned_data.get("reason", ""))):
        return done(request)
    return _show(request, form, {"phase": _phase_at(pk), "draft_key": key})


@administrators_only
def phase_extend(request: HttpRequest, pk: int) -> HttpResponse:
    """A later end is one change, with its reason."""
    found, key = _phase_at(pk), f"phase:{pk}:extend"
    if found.ends_at is None:
        return redirect("phase", found.pk)
    words = autosave.words(request, key)
    form = ExtendPhaseForm(request.POST if request.method == "POST" else None, phase=found, words=words)

    def extend() -> None:
        found.ends_at = form.later_end()
        found.decide(by=actor(request), reason=form.cleaned_data["reason"])

    if accepted(request, form, extend):
        return done(request)
    context = {"phase": found, "draft_key": key, "zone": site_clock()}
    return show_form(request, form, "campaign/calendar/extend.html", context)


@administrators_only
def phase_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks, and says what opens or closes with it, before it goes."""
    found, key = _phase_at(pk), f"phase:{pk}:remove"
    words = autosave.words(request, key)
    form = RemovePhaseForm(request.POST if request.method == "POST" else None, phase=found, words=words)
    if accepted(request, form, lambda: found.remove(by=actor(request), reason=form.cleaned_data.get("reason", ""))):
        messages.success(request, _("The phase is no longer in the calendar."))
        return redirect("calendar")
    context = {"phase": found, "draft_key": key}
    return show_form(request, form, "campaign/calendar/remove.html", context)


def _phase_at(pk: int) -> Phase:
    """Raises Http404."""
    return get_object_or_404(Phase, pk=pk)


def _show(request: HttpRequest, form: Any, context: dict[str, Any]) -> HttpResponse:
    context |= {"zone": site_clock()}
    return show_form(request, form, "campaign/calendar/phase.html", context)


def done(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("Saved. Everybody sees it from now on."))
    return redirect("calendar")


# The calendar under « Réglages »: its phases, a proposal for an empty one, and who changed what.


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
