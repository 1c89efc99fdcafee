"""One phase of the calendar under « Réglages »: added, changed, extended, taken out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from accounts.access import actor, administrators_only
from campaign.calendar.phase_act_forms import ExtendPhaseForm, RemovePhaseForm
from campaign.calendar.phase_forms import ChangePhaseForm, NewPhaseForm
from campaign.calendar.phases import Phase
from common.forms.screens import show_form
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
