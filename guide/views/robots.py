"""What is told to search engines: where they may go, and what is there. Neither costs a query."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from campaign.site_settings.public_guide import guide_is_public
from common.markup.language import LANGUAGES
from guide.builds.current import current_number
from guide.builds.disk import folder

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


# What search engines are told of the current edition: every page of it in every language, read from the folder it lies in.


WHOLE = "index.html"


@dataclass(frozen=True, slots=True)
class Address:
    """A page: where it is, when its file was made, and where it is in each of its languages."""

    location: str
    changed: datetime
    alternates: tuple[tuple[str, str], ...]


def addresses(number: int) -> Iterator[Address]:
    """The pages of an edition, the whole guide of each language first."""
    files = {language: _pages(folder(number, language)) for language in LANGUAGES}
    for language, pages in files.items():
        for name, page in pages.items():
            beside = tuple((other, _address(other, name)) for other in files if name in files[other])
            changed = datetime.fromtimestamp(page.stat().st_mtime, UTC)
            yield Address(_address(language, name), changed, beside if len(beside) > 1 else ())


def _pages(where: Path) -> dict[str, Path]:
    pages = {path.name: path for path in where.glob("*.html") if not path.name.endswith("-embedded.html")}
    return dict(sorted(pages.items(), key=lambda page: (page[0] != WHOLE, len(page[0]), page[0])))


def _address(language: str, name: str) -> str:
    page = reverse("guide:guide_in_language", args=[language])
    return f"{settings.SITE_ADDRESS}{page}{'' if name == WHOLE else name}"
