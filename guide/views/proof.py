"""The edition in preparation goes to proof, and back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.access import actor, editors_only
from contributions.revision_screens import add_error
from drafts import keeping
from guide.editions import Edition
from guide.forms import ProofForm
from guide.proof import checklist, unread
from guide.views.editions import get_edition


@editors_only
def edition_proof(request: HttpRequest, number: int) -> HttpResponse:
    """What is still to be done, each with the way there; texts that nobody has read want a reason. `back` takes it back."""
    found = get_edition(number)
    if found.is_published:
        return redirect("guide:edition", number)
    key = f"edition:{found.pk}:proof"
    form = ProofForm(request.POST if request.method == "POST" else None, initial=keeping.words(request, key))
    if form.is_valid():
        try:
            told = _go(found, request, form)
        except ValidationError as refusal:
            add_error(form, refusal)
        else:
            keeping.sent(request)
            messages.success(request, told)
            return redirect("guide:edition_proof", number)
    context = {"edition": found, "checks": checklist(), "unread": unread(), "form": form, "draft_key": key}
    return render(request, "guide/edition_proof.html", context, status=422 if form.errors else 200)


def _go(edition: Edition, request: HttpRequest, form: ProofForm) -> str:
    if "back" in request.POST:
        edition.back_from_proof()
        return _("The edition is in preparation again.")
    edition.take_to_proof(by=actor(request), unread_reason=form.cleaned_data["unread_reason"])
    return _("Edition %(number)s is in proof.") % {"number": edition.number}
