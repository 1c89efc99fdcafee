"""The badge of a learner: the page on which anybody sees whether it is valid, its credential and its pictures."""

from __future__ import annotations

from hashlib import sha256
from http import HTTPStatus
from typing import Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import actor, signed_in_only
from common.files.download_names import inline
from learning.badges import baking, pictures, site_documents
from learning.badges.issued_badges import IssuedBadge, issued_badge
from learning.badges.models import WithdrawnBadge
from learning.certificates.models import Certificate
from learning.views.badge_documents import FROM_ANYWHERE, wants_page

CREDENTIAL_TYPES: Final = ("text/plain", "application/vc+jwt", "application/jwt")
"""The first is what Open Badges 3.0 asks for."""
ASKED_AGAIN: Final = {"Cache-Control": "public, no-cache"}  # she may want her name out of it, or be erased


@require_safe
def badge(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A page for a browser, and the credential for a program."""
    found = issued_badge(uuid)
    if not wants_page(request):
        kind = request.get_preferred_type(list(CREDENTIAL_TYPES)) or CREDENTIAL_TYPES[0]
        response = _file(request, found.token().encode(), kind) if found else _gone(uuid)
    else:
        if found is None and not _is_withdrawn(uuid):
            raise Http404
        response = _page(request, found)
        response.headers["Cache-Control"] = "private, no-cache"  # in the language of whoever reads
    patch_vary_headers(response, ["Accept"])
    return response


def _page(request: HttpRequest, found: IssuedBadge | None) -> HttpResponse:
    if found is None:
        return render(request, "learning/badges/withdrawn.html", status=HTTPStatus.GONE)
    context = {
        "badge": found,
        "certificate": found.certificate,
        "content": found.content,
        "criteria": site_documents.criteria(found.content),
        "issuer": site_documents.issuer(),
    }
    return render(request, "learning/badges/badge.html", context)


@require_safe
def credential(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The signed credential as a file, for a wallet."""
    found = issued_badge(uuid)
    if found is None:
        return _gone(uuid)
    return _file(request, found.token().encode(), CREDENTIAL_TYPES[0], _name(found, "jwt"))


@require_safe
def png(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = issued_badge(uuid)
    if found is None:
        return _gone(uuid)
    return _file(
        request,
        baking.bake_png(pictures.png(site_documents.colours()), found.token()),
        "image/png",
        _name(found, "png"),
    )


@require_safe
def svg(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = issued_badge(uuid)
    if found is None:
        return _gone(uuid)
    baked = baking.bake_svg(pictures.svg(site_documents.colours()), found.token())
    return _file(request, baked.encode(), "image/svg+xml", _name(found, "svg"))


@require_POST
@signed_in_only
def name(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Whether her name stands in her badge: she alone decides."""
    own = get_object_or_404(Certificate.objects.select_related("attempt"), uuid=uuid, attempt__learner=actor(request))
    own.show_name(request.POST.get("show") == "yes")
    return redirect(reverse("learning:certificate", args=[own.attempt.course_id]) + "#badge")


def _is_withdrawn(uuid: UUID) -> bool:
    return WithdrawnBadge.objects.filter(uuid=uuid).exists()


def _gone(uuid: UUID) -> HttpResponse:
    """Raises Http404 where there never was such a badge."""
    if not _is_withdrawn(uuid):
        raise Http404
    words = _("This badge was taken back.")
    return HttpResponse(words, content_type="text/plain; charset=utf-8", status=HTTPStatus.GONE, headers=ASKED_AGAIN)


def _name(found: IssuedBadge, ending: str) -> str:
    return inline(_("Badge"), found.content.title, ending=ending)


def _file(request: HttpRequest, content: bytes, content_type: str, disposition: str = "inline") -> HttpResponse:
    etag = f'"{sha256(content).hexdigest()[:32]}"'
    headers = FROM_ANYWHERE | ASKED_AGAIN | {"ETag": etag, "Content-Disposition": disposition}
    response = HttpResponse(content, content_type=content_type, headers=headers)
    return get_conditional_response(request, etag=etag, response=response) or response
