"""Stopping somebody's account, and opening it again."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import actor, editors_only, may_stop
from accounts.models import User
from common.forms.screens import show_form
from contributions.views.contributors.contributor import person_at
from contributions.views.moderation.forms import StopForm
from drafts import autosave
from drafts.sent_forms import accepted


def person_who_may_be_stopped(request: HttpRequest, handle: str) -> User:
    """Raises Http404, or PermissionDenied for somebody whose account the reader may not stop."""
    person = person_at(handle)
    if not may_stop(request.user, person):
        raise PermissionDenied
    return person


@editors_only
def person_stop(request: HttpRequest, handle: str) -> HttpResponse:
    """Nobody signs in to the account any more. What the person wrote stays where it is."""
    person = person_who_may_be_stopped(request, handle)
    key = f"person:{person.handle}:stop"
    form = StopForm(request.POST if request.method == "POST" else None, initial=autosave.words(request, key))
    if accepted(request, form, lambda: person.stop(reason=form.cleaned_data["reason"], by=actor(request))):
        messages.success(request, _("The account is stopped. You can open it again at any time."))
        return redirect("contributions:log")
    context = {"person": person, "draft_key": key}
    return show_form(request, form, "contributions/moderation/person_stop.html", context)


@require_POST
@editors_only
def person_restart(request: HttpRequest, handle: str) -> HttpResponse:
    try:
        person_who_may_be_stopped(request, handle).restart(by=actor(request))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("The account is open again."))
    return redirect("contributions:log")
