"""The screens on which a person finds her drafts again."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.access import actor, signed_in_only
from drafts.models import Draft


@signed_in_only
def drafts(request: HttpRequest) -> HttpResponse:
    """All that wait, the newest first; there are never many (see `Draft.objects.store`)."""
    return render(request, "drafts/drafts.html", {"drafts": Draft.objects.waiting_for(actor(request))})


@signed_in_only
def draft(request: HttpRequest, writing: UUID) -> HttpResponse:
    """One draft to read and to copy, also where its page can no longer be written."""
    found = get_object_or_404(Draft.objects.waiting_for(actor(request)), writing=writing)
    return render(request, "drafts/draft.html", {"draft": found})
