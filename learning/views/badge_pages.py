"""The badge of a learner: the page on which anybody sees whether it is valid, and what programs read to verify it."""

from __future__ import annotations

from hashlib import sha256
from http import HTTPStatus
from typing import Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import actor, signed_in_only
from common.files.download_names import inline
from learning.badges import issued_badges, pictures
from learning.badges.issued_badges import IssuedBadge, Json, issued_badge, with_context
from learning.badges.models import WithdrawnBadge
from learning.certificates.models import Certificate
from learning.courses.models import CourseVersion

SHORTLY: Final = "public, max-age=300"
FROM_ANYWHERE: Final = {"Access-Control-Allow-Origin": "*"}
"""Programs that run in a browser verify badges, too; nothing of this differs for anybody."""


@require_safe
def issuer(request: HttpRequest) -> HttpResponse:
    return _document(with_context(issued_badges.issuer()))


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """All keys that have ever signed a badge, as a JSON Web Key Set."""
    return _document({"keys": issued_badges.published_keys()}, "application/jwk-set+json")


@require_safe
def key(request: HttpRequest, thumbprint: str) -> HttpResponse:
    """The one key that the header of a credential names."""
    found = issued_badges.published_key(thumbprint)
    if found is None:
        raise Http404
    return _document(found, "application/jwk+json")


@require_safe
def withdrawn(request: HttpRequest) -> HttpResponse:
    return _document(issued_badges.status_list())


@require_safe
def achievement(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """A page for a browser, and the document for a program."""
    version = get_object_or_404(CourseVersion, pk=pk)
    documents = {one.language: one for one in version.documents.all()}
    if language not in documents:
        raise Http404
    content = documents.pop(language).content
    if wants_page(request):
        context = {
            "content": content,
            "criteria": issued_badges.criteria(content),
            "tips": issued_badges.tips(content),
        }
        response = render(request, "learning/badges/achievement.html", context)
    else:
        response = _document(with_context(issued_badges.achievement(version, content, sorted(documents))))
    patch_vary_headers(response, ["Accept"])
    return response


@require_safe
def picture(request: HttpRequest) -> HttpResponse:
    """The badge as nobody has earned it yet."""
    headers = FROM_ANYWHERE | {"Cache-Control": SHORTLY}
    return HttpResponse(pictures.png(issued_badges.colours()), content_type="image/png", headers=headers)


def wants_page(request: HttpRequest) -> bool:
    """Says whether somebody reads with a browser: programs do not ask for HTML."""
    return "text/html" in request.headers.get("Accept", "")


def _document(content: Json, content_type: str = "application/json") -> HttpResponse:
    headers = FROM_ANYWHERE | {"Cache-Control": SHORTLY}
    return JsonResponse(content, content_type=content_type, headers=headers)


# The badge of a learner: the page on which anybody sees whether it is valid, its credential and its pictures.


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
        "criteria": issued_badges.criteria(found.content),
        "issuer": issued_badges.issuer(),
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
        pictures.bake_png(pictures.png(issued_badges.colours()), found.token()),
        "image/png",
        _name(found, "png"),
    )


@require_safe
def svg(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = issued_badge(uuid)
    if found is None:
        return _gone(uuid)
    baked = pictures.bake_svg(pictures.svg(issued_badges.colours()), found.token())
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
