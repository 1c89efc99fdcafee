"""What programs read to verify a badge: who issues it, the keys, what was achieved, which badges were taken back."""

from __future__ import annotations

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from learning.badges import issued_badges, pictures, site_documents
from learning.badges.credentials import Json, with_context
from learning.courses.models import CourseVersion

SHORTLY: Final = "public, max-age=300"
FROM_ANYWHERE: Final = {"Access-Control-Allow-Origin": "*"}
"""Programs that run in a browser verify badges, too; nothing of this differs for anybody."""


@require_safe
def issuer(request: HttpRequest) -> HttpResponse:
    return _document(with_context(site_documents.issuer()))


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
    return _document(site_documents.status_list())


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
            "criteria": site_documents.criteria(content),
            "tips": site_documents.tips(content),
        }
        response = render(request, "learning/badges/achievement.html", context)
    else:
        response = _document(with_context(site_documents.achievement(version, content, sorted(documents))))
    patch_vary_headers(response, ["Accept"])
    return response


@require_safe
def picture(request: HttpRequest) -> HttpResponse:
    """The badge as nobody has earned it yet."""
    headers = FROM_ANYWHERE | {"Cache-Control": SHORTLY}
    return HttpResponse(pictures.png(site_documents.colours()), content_type="image/png", headers=headers)


def wants_page(request: HttpRequest) -> bool:
    """Says whether somebody reads with a browser: programs do not ask for HTML."""
    return "text/html" in request.headers.get("Accept", "")


def _document(content: Json, content_type: str = "application/json") -> HttpResponse:
    headers = FROM_ANYWHERE | {"Cache-Control": SHORTLY}
    return JsonResponse(content, content_type=content_type, headers=headers)
