"""One phase of the calendar under « Réglages »: added, changed, extended, taken out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.access import actor, administrators_only
from campaign.calendar.phase_act_forms import ExtendPhaseForm, RemovePhaseForm
from campaign.calendar.phase_forms import ChangePhaseForm, NewPhaseForm
from campaign.calendar.phases import Phase
from common.forms.unchanged import ChangedMeanwhile
from common.words.time_zones import site_clock
from drafts import autosave

REFUSED = 422
NEW = "phase:new"


@administrators_only
def phase_new(request: HttpRequest) -> HttpResponse:
    words = autosave.words(request, NEW, NewPhaseForm)
    form = NewPhaseForm(request.POST if request.method == "POST" else None, words=words)
    if form.is_valid():
        form.filled_in().decide(by=actor(request))
        return done(request)
    return _show(request, form, {"draft_key": NEW})


@administrators_only
def phase(request: HttpRequest, pk: int) -> HttpResponse:
    found, key = _phase_at(pk), f"phase:{pk}"
    words = autosave.words(request, key, ChangePhaseForm)
    form = ChangePhaseForm(request.POST if request.method == "POST" else None, row=found, words=words)
    if form.is_valid():
        try:
            with form.unchanged():
                form.filled_in().decide(by=actor(request), reason=form.cleaned_data.get("reason", ""))
        except ChangedMeanwhile as refusal:
            form.add_error(None, refusal)
        else:
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
    if form.is_valid():
        try:
            with form.unchanged():
                found.ends_at = form.later_end()
                found.decide(by=actor(request), reason=form.cleaned_data["reason"])
        except ChangedMeanwhile as refusal:
            form.add_error(None, refusal)
        else:
            return done(request)
    context = {"form": form, "phase": found, "draft_key": key, "zone": site_clock()}
    return render(request, "campaign/calendar/extend.html", context, status=REFUSED if form.errors else 200)


@administrators_only
def phase_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks, and says what opens or closes with it, before it goes."""
    found, key = _phase_at(pk), f"phase:{pk}:remove"
    words = autosave.words(request, key)
    form = RemovePhaseForm(request.POST if request.method == "POST" else None, phase=found, words=words)
    if form.is_valid():
        found.remove(by=actor(request), reason=form.cleaned_data.get("reason", ""))
        autosave.sent(request)
        messages.success(request, _("The phase is no longer in the calendar."))
        return redirect("calendar")
    context = {"form": form, "phase": found, "draft_key": key}
    return render(request, "campaign/calendar/remove.html", context, status=REFUSED if form.errors else 200)


def _phase_at(pk: int) -> Phase:
    """Raises Http404."""
    return get_object_or_404(Phase, pk=pk)


def _show(request: HttpRequest, form: Any, context: dict[str, Any]) -> HttpResponse:
    context |= {"form": form, "zone": site_clock()}
    return render(request, "campaign/calendar/phase.html", context, status=REFUSED if form.errors else 200)


def done(request: HttpRequest) -> HttpResponse:
    autosave.sent(request)
    messages.success(request, _("Saved. Everybody sees it from now on."))
    return redirect("calendar")
