"""Storing a form while it is typed, and throwing a draft away."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import actor, signed_in_only
from accounts.carry import ask_to_sign_in
from drafts import autosave
from drafts.models import Draft, is_local

REFUSED = {"busy": HTTPStatus.SERVICE_UNAVAILABLE, "long": HTTPStatus.REQUEST_ENTITY_TOO_LARGE}


@require_POST
def save_draft(request: HttpRequest) -> HttpResponse:
    """Stores a form. The page's script sends its words as JSON in `fields`; the button "Save as draft", the form itself."""
    is_script = "fields" in request.POST
    if not request.user.is_authenticated:
        return JsonResponse({}, status=HTTPStatus.UNAUTHORIZED) if is_script else ask_to_sign_in(request)
    return _answer_script(request) if is_script else _answer_form(request)


def _answer_script(request: HttpRequest) -> HttpResponse:
    person = actor(request)
    if request.POST.get("draft_person", "") not in {"", str(person.pk)}:
        # Somebody else signed in meanwhile, in this browser: the words are not hers.
        return JsonResponse({"person": person.public_name}, status=HTTPStatus.CONFLICT)
    try:
        draft = autosave.store_fields(
            request, _fields_in(request.POST["fields"]), hand=request.POST.get("draft_hand", "")
        )
    except ValidationError as refusal:
        status = REFUSED.get(refusal.code or "", HTTPStatus.UNPROCESSABLE_ENTITY)
        return JsonResponse({"error": refusal.messages[0]}, status=status)
    return JsonResponse(
        {
            "writing": str(draft.writing),
            "sequence": draft.sequence,
            "saved_at": draft.saved_at.isoformat(),
            "told": draft.told if draft.length else "",
            "ended": draft.ended_at is not None,
        }
    )


def _answer_form(request: HttpRequest) -> HttpResponse:
    try:
        draft = autosave.store_posted(request)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect(_back(request))
    if draft.ended_at:
        messages.info(request, _("This text has been sent already: there is nothing to save."))
        return redirect(_back(request))
    if is_local(request.POST.get("next", "")):
        messages.success(request, _("Your text is saved as a draft. It waits for you under “My drafts”."))
        return redirect(request.POST["next"])
    messages.success(request, _("Your draft is saved. You can go on with it here, whenever you like."))
    return redirect(draft.resume_url or _back(request))


def _fields_in(text: str) -> dict[str, Any]:
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError):
        fields = None
    if not isinstance(fields, dict):
        raise ValidationError(_("A draft holds text only."), code="odd")
    return fields


def _back(request: HttpRequest) -> str:
    """Where the form stands."""
    for address in (request.POST.get("next", ""), request.POST.get("draft_url", "")):
        if is_local(address):
            return address
    return resolve_url(settings.LOGIN_REDIRECT_URL)


@require_POST
@signed_in_only
def discard_draft(request: HttpRequest) -> HttpResponse:
    """Throws a draft away."""
    if writing := autosave.writing_in(request.POST.get("draft_writing", "")):
        Draft.objects.end(actor(request), writing=writing)
        messages.success(request, _("The draft is discarded."))
    return redirect(_back(request))


# The screens on which a person finds her drafts again.


@signed_in_only
def drafts(request: HttpRequest) -> HttpResponse:
    """All that wait, the newest first; there are never many (see `Draft.objects.store`)."""
    return render(request, "drafts/drafts.html", {"drafts": Draft.objects.waiting_for(actor(request))})


@signed_in_only
def draft(request: HttpRequest, writing: UUID) -> HttpResponse:
    """One draft to read and to copy, also where its page can no longer be written."""
    found = get_object_or_404(Draft.objects.waiting_for(actor(request)), writing=writing)
    return render(request, "drafts/draft.html", {"draft": found})
