"""What is told to search engines: where they may go, and what is there. Neither costs a query."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from campaign.site_settings.public_guide import guide_is_public
from guide.builds.current import current_number
from guide.views.sitemap import addresses

AN_HOUR = 60 * 60


@require_safe
@cache_control(public=True, max_age=AN_HOUR)
def robots(request: HttpRequest) -> HttpResponse:
    """Robots read the home page and the guide, and nothing where the guide is for people who are signed in."""
    is_public = guide_is_public()
    allowed = ["/$", reverse("guide:guide_current"), settings.STATIC_URL] if is_public else []
    sitemap = f"{settings.SITE_ADDRESS}{reverse('guide:sitemap')}" if is_public else ""
    context = {"allowed": allowed, "sitemap": sitemap}
    return render(request, "guide/robots.txt", context, content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=AN_HOUR)
def sitemap(request: HttpRequest) -> HttpResponse:
    """The home page and the current edition, page by page and language by language."""
    if not guide_is_public():
        raise Http404
    number = current_number()
    context = {"site": settings.SITE_ADDRESS, "addresses": addresses(number) if number else ()}
    return render(request, "guide/sitemap.xml", context, content_type="application/xml; charset=utf-8")
