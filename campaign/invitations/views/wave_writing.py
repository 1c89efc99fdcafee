"""A wave is written and planned: its words, then whom it goes to, when, and how fast."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import actor, administrators_only, organisers_only
from accounts.models import PeopleImport, User
from accounts.people.views.people_list import chosen_people
from campaign.invitations.forms import WavePlanForm, WaveWordsForm
from campaign.invitations.views.wave_detail import wave_at
from campaign.invitations.wave_figures import shown_counts
from campaign.invitations.wave_plans import proposed_words
from campaign.invitations.waves import Wave
from common.forms.fields import add_error
from common.forms.screens import show_form
from common.paging import parse_int
from common.words.dates import date_and_time
from drafts import autosave
from drafts.sent_forms import accepted

NEW = "wave:new"


@organisers_only
def wave_new(request: HttpRequest) -> HttpResponse:
    form = WaveWordsForm(request.POST or None, wave=None, draft=autosave.words(request, NEW))
    if done := accepted(
        request, form, lambda: Wave.objects.create_draft(words=form.cleaned_data["words"], by=actor(request))
    ):
        messages.success(request, _("Saved. Now say who it goes to, and when."))
        return redirect("invitations:wave_plan", done.result.pk)
    context = {"draft_key": NEW}
    return show_form(request, form, "invitations/wave_words.html", context)


@require_POST
@administrators_only
def wave_for_people(request: HttpRequest) -> HttpResponse:
    """A draft, with a letter to be changed, to the new people of an imported list, or to those chosen in the list of people."""
    people, name = _people_meant(request.POST)
    if not people:
        messages.error(request, _("There is nobody to invite any more: look at the list again."))
        return redirect("people")
    wave = Wave.objects.create_draft(words=proposed_words(), by=actor(request), picked=people, picked_from=name)
    messages.success(
        request, _("This is a draft to these people: change the letter as you like, then say when it goes out.")
    )
    return redirect("invitations:wave_words", wave.pk)


def _people_meant(post: QueryDict) -> tuple[list[int], str]:
    """Who is to be invited, and the name of the imported list that they are of."""
    if "list" not in post:
        return list(chosen_people(post).filter(is_active=True).values_list("pk", flat=True)), ""
    prepared = get_object_or_404(PeopleImport, pk=parse_int(post.get("list", "")), undone_at=None)
    keys = [line["person"] for line in prepared.new] if prepared.is_carried_out else []
    there = set(User.objects.filter(is_active=True).values_list("pk", flat=True))
    return [key for key in keys if key in there], prepared.name or date_and_time(prepared.created_at)


@organisers_only
def wave_words(request: HttpRequest, pk: int) -> HttpResponse:
    wave = wave_at(pk)
    key = f"wave:{pk}"
    form = WaveWordsForm(request.POST or None, wave=wave, draft=autosave.words(request, key))
    if accepted(request, form, lambda: wave.write(form.cleaned_data["words"])):
        messages.success(request, _("Saved."))
        return redirect(wave) if wave.starts_at else redirect("invitations:wave_plan", wave.pk)
    context = {"wave": wave, "draft_key": key}
    return show_form(request, form, "invitations/wave_words.html", context)


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
    context = {"wave": wave, **shown_counts(meant)}
    return show_form(request, form, "invitations/wave_plan.html", context)


@organisers_only
@require_safe
def wave_count(request: HttpRequest, pk: int) -> HttpResponse:
    """How many people the form means, as it stands in the address."""
    wave = wave_at(pk)
    counts = shown_counts(WavePlanForm(request.GET, wave=wave).asked_audience())
    return render(request, "invitations/_counts.html", {"wave": wave, **counts})
