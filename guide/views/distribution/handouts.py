"""Copies given without an order: the list, one more, one corrected."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import actor, editors_only
from common.forms.fields import add_error
from drafts import autosave
from guide.distribution import stock_entry
from guide.distribution.copies import Handout
from guide.distribution.forms import HandoutForm
from guide.editions import Edition

NOT_SAVED = 422
ROWS = 200


@editors_only
def handouts(request: HttpRequest) -> HttpResponse:
    """All of them, and a form for one more."""
    key = "handout:new"
    first: dict[str, Any] = {"on": timezone.localdate()}
    form = HandoutForm(request.POST or None, initial=first | autosave.words(request, key))
    if request.method == "POST" and form.is_valid():
        try:
            stock_entry.hand_out(form.instance, by=actor(request))
        except ValidationError as refusal:
            add_error(form, refusal)
        else:
            autosave.sent(request)
            messages.success(request, _("Saved."))
            return redirect("guide:handouts")
    context = {"handouts": Handout.objects.for_lists()[:ROWS], "form": form, "draft_key": key, "tab": "handouts"}
    context["has_edition"] = Edition.objects.published().exists()
    return render(request, "guide/distribution/handouts.html", context, status=NOT_SAVED if form.errors else 200)


@editors_only
def handout(request: HttpRequest, pk: int) -> HttpResponse:
    """One, to be corrected; POST with `act` "remove" takes it out."""
    found = get_object_or_404(Handout.objects.for_lists(), pk=pk)
    if request.method == "POST" and request.POST.get("act") == "remove":
        found.delete()
        messages.success(request, _("It is taken out of the list."))
        return redirect("guide:handouts")
    key = f"handout:{pk}"
    form = HandoutForm(request.POST or None, instance=found, initial=autosave.words(request, key))
    if request.method == "POST" and form.is_valid():
        try:
            with form.unchanged():
                stock_entry.change_handout(found)
        except ValidationError as refusal:
            add_error(form, refusal)
        else:
            autosave.sent(request)
            messages.success(request, _("Saved."))
            return redirect("guide:handouts")
    context = {"handout": found, "form": form, "draft_key": key, "tab": "handouts"}
    return render(request, "guide/distribution/handout.html", context, status=NOT_SAVED if form.errors else 200)
