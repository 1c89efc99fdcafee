"""Copies given without an order: the list, one more, one corrected."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import actor, editors_only
from common.forms.screens import show_form
from drafts import autosave
from drafts.sent_forms import accepted
from guide.distribution import stock_entry
from guide.distribution.copies import Handout
from guide.distribution.forms import HandoutForm
from guide.editions import Edition

ROWS = 200


@editors_only
def handouts(request: HttpRequest) -> HttpResponse:
    """All of them, and a form for one more."""
    key = "handout:new"
    first: dict[str, Any] = {"on": timezone.localdate()}
    form = HandoutForm(request.POST or None, initial=first | autosave.words(request, key))
    if accepted(request, form, lambda: stock_entry.hand_out(form.instance, by=actor(request))):
        messages.success(request, _("Saved."))
        return redirect("guide:handouts")
    context: dict[str, Any] = {"handouts": Handout.objects.for_lists()[:ROWS], "draft_key": key, "tab": "handouts"}
    context["has_edition"] = Edition.objects.published().exists()
    return show_form(request, form, "guide/distribution/handouts.html", context)


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
    if accepted(request, form, lambda: stock_entry.change_handout(found)):
        messages.success(request, _("Saved."))
        return redirect("guide:handouts")
    context = {"handout": found, "draft_key": key, "tab": "handouts"}
    return show_form(request, form, "guide/distribution/handout.html", context)
