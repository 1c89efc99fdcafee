"""The pictures of a tip, through a review link."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from accounts.secret_addresses import unlogged
from contributions.models import Image
from contributions.uploads.upload_urls import tokens_in
from guide.reviewing.models import ReviewLink
from guide.views.reviewing.guests import HEADERS

GUARDS = {"Content-Security-Policy": "default-src 'none'; sandbox", "X-Content-Type-Options": "nosniff"}


@require_safe
def review_picture(request: HttpRequest, token: str, picture: str, name: str, width: int = 0) -> HttpResponse:
    """One that stands in the tip now, while the link is open."""
    link = ReviewLink.objects.with_token(token)
    if link is None or not link.is_open or picture not in tokens_in(link.tip.body, "images"):
        return _absent()
    image = Image.objects.in_sight().filter(token=picture, name=name).first()
    wanted = width or (image.width if image else 0)
    if image is None or wanted not in image.widths:
        return _absent()
    try:
        response = HttpResponse(image.file(wanted).read_bytes(), content_type="image/webp")
    except OSError:
        return _absent()
    for header, value in (HEADERS | GUARDS).items():
        response[header] = value
    return response


def _absent() -> HttpResponse:
    return unlogged(HttpResponse(status=404, headers=HEADERS))
