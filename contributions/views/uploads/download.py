"""The files themselves, for those who may read a text in which they stand.

Nothing in an address is ever a path: a row is found by its opaque word, and the row knows its file. Whatever a browser
might make of the bytes, it may run nothing.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from accounts.access import readers_only
from contributions.uploads.models import Attachment
from contributions.views.uploads.images import image_at

A_WEEK = 7 * 24 * 60 * 60
HEADERS = {
    # Cached by the reader's own browser alone, and no longer than a hidden picture may linger there.
    "Cache-Control": f"private, max-age={A_WEEK}, immutable",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


@readers_only
@require_safe
def image_file(request: HttpRequest, token: str, name: str) -> HttpResponseBase:
    """A picture in its greatest width."""
    return _picture(request, token, name, None)


@readers_only
@require_safe
def image_width(request: HttpRequest, token: str, width: int, name: str) -> HttpResponseBase:
    return _picture(request, token, name, width)


def _picture(request: HttpRequest, token: str, name: str, width: int | None) -> HttpResponseBase:
    image = image_at(token, request.user)
    width = width or image.width
    if name != image.name or width not in image.widths:
        raise Http404
    etag = f'"{token}-{width}"'
    known = get_conditional_response(request, etag=etag)
    if isinstance(known, HttpResponseNotModified):
        return _guarded(request, known, etag)
    try:
        content = image.file(width).read_bytes()
    except OSError:
        raise Http404 from None
    response = HttpResponse(content, content_type="image/webp")
    response["Content-Disposition"] = f'inline; filename="{image.name}.webp"'
    return _guarded(request, response, etag)


@readers_only
@require_safe
def file(request: HttpRequest, token: str, name: str) -> HttpResponseBase:
    """A PDF, to be downloaded: no browser opens it on this site."""
    found: Attachment | None = Attachment.objects.for_reader(request.user).filter(token=token, name=name).first()
    if found is None:
        raise Http404
    try:
        content = found.path.read_bytes()
    except OSError:
        raise Http404 from None
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{found.name}.pdf"'
    return _guarded(request, response, f'"{token}"')


def _guarded(request: HttpRequest, response: HttpResponseBase, etag: str) -> HttpResponseBase:
    for name, value in HEADERS.items():
        response[name] = value
    response["ETag"] = etag
    request.META["HTTP_ACCEPT_ENCODING"] = "identity"  # else it would be compressed once more
    return response
