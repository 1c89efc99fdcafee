"""Whoever is quoted reads her sentence in its tip, under her name, and agrees or refuses."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.access import actor, signed_in_only
from guide.editions import name_removal
from guide.publication import pictures
from guide.reviewing import consents
from guide.reviewing.models import Consent


@signed_in_only
def consent(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Consent.objects.select_related("tip__theme", "tip__quoted_person", "asked_by", "person")
    asked = get_object_or_404(rows, pk=pk)
    if asked.person_id != actor(request).pk:
        raise PermissionDenied
    answer = request.POST.get("answer", "")
    if request.method == "POST" and answer in {"agree", "refuse"}:
        try:
            consents.answer(
                asked, by=actor(request), agrees=answer == "agree", is_printed=name_removal.is_printed(asked)
            )
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
        else:
            messages.success(request, _success_message(agrees=answer == "agree"))
        return redirect("guide:consent", pk=asked.pk)
    is_out = name_removal.is_printed(asked)
    text = pictures.in_words(asked.tip.body_html)  # a picture of a tip is for editors until it is published
    context = {"consent": asked, "tip": asked.tip, "text": text, "is_out": is_out}
    context["still_stands"] = is_out or consents.is_about(asked, asked.tip)
    return render(request, "guide/review/consent.html", context)


def _success_message(*, agrees: bool) -> str:
    if agrees:
        return _("Thank you. Your sentence is printed with the next edition.")
    return _("Your sentence is not printed. The editors are told.")
