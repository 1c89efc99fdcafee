"""A wave is written and planned: its words, then whom it goes to, when, and how fast."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import actor, organisers_only
from drafts import autosave
from form_rules.fields import add_error
from invitations.forms import WavePlanForm, WaveWordsForm
from invitations.views.resolvers import wave_at
from invitations.waves import Wave

NOT_SAVED = 422
NEW = "wave:new"


@organisers_only
def wave_new(request: HttpRequest) -> HttpResponse:
    form = WaveWordsForm(request.POST or None, wave=None, draft=autosave.words(request, NEW))
    if request.method == "POST" and form.is_valid():
        wave = Wave.objects.create_draft(words=form.cleaned_data["words"], by=actor(request))
        autosave.sent(request)
        messages.success(request, _("Saved. Now say who it goes to, and when."))
        return redirect("invitations:wave_plan", wave.pk)
    context = {"form": form, "draft_key": NEW}
    return render(request, "invitations/wave_words.html", context, status=NOT_SAVED if form.errors else 200)


@organisers_only
def wave_words(request: HttpRequest, pk: int) -> HttpResponse:
    wave = wave_at(pk)
    key = f"wave:{pk}"
    form = WaveWordsForm(request.POST or None, wave=wave, draft=autosave.words(request, key))
    if request.method == "POST" and form.is_valid():
        try:
            with form.unchanged():
                wave.write(form.cleaned_data["words"])
        except ValidationError as refusal:
            add_error(form, refusal)
        else:
            autosave.sent(request)
            messages.success(request, _("Saved."))
            return redirect(wave)
    context = {"form": form, "wave": wave, "draft_key": key}
    return render(request, "invitations/wave_words.html", context, status=NOT_SAVED if form.errors else 200)


@organisers_only
def wave_plan(request: HttpRequest, pk: int) -> HttpResponse:
    wave = wave_at(pk)
    form = WavePlanForm(request.POST or None, wave=wave)
    if request.method == "POST" and form.is_valid():
        try:
            with form.unchanged():
                (wave.change_pace if wave.is_paused else wave.plan)(form.values)
        except ValidationError as refusal:
            add_error(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect(wave)
    meant = form.asked_audience() if form.is_bound else wave.audience
    context = {"form": form, "wave": wave, "counts": meant.counts()}
    return render(request, "invitations/wave_plan.html", context, status=NOT_SAVED if form.errors else 200)


@organisers_only
@require_safe
def wave_count(request: HttpRequest, pk: int) -> HttpResponse:
    """How many people the form means, as it stands in the address."""
    wave = wave_at(pk)
    counts = WavePlanForm(request.GET, wave=wave).asked_audience().counts()
    return render(request, "invitations/_counts.html", {"wave": wave, "counts": counts})
