"""Looking for words that leaked, and hiding every version that holds them. The words stand in no address and no log."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from accounts.access import actor, editors_only
from common.forms.fields import add_error
from contributions.moderation.hiding.word_search import MOST, find, hide_every
from contributions.views.hiding.forms import HideSecretForm, SecretForm

NOT_HIDDEN = 422


@never_cache
@editors_only
def secrets(request: HttpRequest) -> HttpResponse:
    """First the words, sent by POST; then what holds them, and a reason; then all of it is hidden."""
    if "reason" in request.POST:
        return _hide(request, HideSecretForm(request.POST))
    form = SecretForm(request.POST or None)
    if not form.is_valid():
        return _show(request, form)
    words = form.cleaned_data["words"]
    return _show(request, form, HideSecretForm(initial={"words": words}))


def _hide(request: HttpRequest, form: HideSecretForm) -> HttpResponse:
    looked_for = SecretForm(request.POST)
    if not looked_for.is_valid():
        return _show(request, looked_for)
    if form.is_valid():
        try:
            number = hide_every(**form.cleaned_data, by=actor(request))
        except ValidationError as error:
            add_error(form, error, field="reason" if getattr(error, "code", "") == "empty" else None)
        else:
            told = ngettext("The text of one version is hidden.", "The texts of %(n)s versions are hidden.", number)
            messages.success(request, told % {"n": number})
            return redirect("contributions:secrets")
    return _show(request, looked_for, form)


def _show(request: HttpRequest, form: SecretForm, hiding: HideSecretForm | None = None) -> HttpResponse:
    found = find(form.cleaned_data["words"]) if hiding else []
    context = {
        "form": form,
        "hiding": hiding,
        "found": found,
        "present": [one for one in found if one.in_present],
        "number": sum(len(one.to_hide) for one in found),
        "is_cut": sum(len(one.versions) for one in found) >= MOST,
    }
    is_refused = bool(form.errors or (hiding and hiding.errors))
    return render(request, "contributions/moderation/secrets.html", context, status=NOT_HIDDEN if is_refused else 200)
