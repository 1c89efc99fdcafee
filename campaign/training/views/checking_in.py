"""At the door: a page that downloads its list when it is opened, and works without a network from then on."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import actor, organisers_only
from campaign.training import check_ins
from campaign.training.check_in_list import acts_in, expires_at, list_of
from campaign.training.forms import AddPersonForm
from campaign.training.views.resolvers import session_at

CAMERA = "camera=(self)"
NOT_STORED = "private, no-store"


@organisers_only
@require_safe
def check_in(request: HttpRequest, pk: int) -> HttpResponse:
    """The page without its list, which a service worker stores on the device."""
    found = session_at(pk)
    context = {
        "session": found,
        "form": AddPersonForm(),
        "is_open": found.cancelled_at is None and timezone.now() >= check_ins.opens_at(found),
        "expires_at": int(expires_at(found).timestamp() * 1000),
    }
    response = render(request, "campaign/training/attendance/check_in.html", context)
    response["Permissions-Policy"] = CAMERA
    return response


@organisers_only
@require_safe
def check_in_list(request: HttpRequest, pk: int) -> HttpResponse:
    found = session_at(pk)
    return _answer(request, list_of(found))


@require_POST
@organisers_only
def check_in_acts(request: HttpRequest, pk: int) -> HttpResponse:
    """Notes what a device sends, however often it sends it; answers with the list as it is then."""
    found = session_at(pk)
    now = timezone.now()
    try:
        refused = check_ins.note(found, acts_in(request.POST.get("acts", ""), at=now), by=actor(request), at=now)
    except ValidationError as refusal:
        return JsonResponse({"problem": refusal.messages[0]}, status=422)
    return _answer(request, list_of(found) | {"refused": {str(key): words for key, words in refused.items()}})


def _answer(request: HttpRequest, listed: dict[str, object]) -> HttpResponse:
    """With a token for the next post: that of the page may be older than the session."""
    return JsonResponse(listed | {"token": get_token(request)}, headers={"Cache-Control": NOT_STORED})


@organisers_only
@require_safe
def check_in_worker(request: HttpRequest, pk: int) -> HttpResponse:
    """The service worker: it may store what lies below its own address, and so it stands here."""
    session_at(pk)
    script = (settings.PUBLICATION_ASSETS / "check-in-worker.js").read_bytes()
    return HttpResponse(script, content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"})
