"""The titles that answer a few letters: what a person links to is found, not typed."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse

from accounts.access import contributors_only
from contributions.pages.models import Page

TITLES_AT_ONCE = 10


@contributors_only
def wiki_titles(request: HttpRequest) -> JsonResponse:
    """`?q=` as JSON, the best answer first; without it, the pages that changed last."""
    found = Page.objects.visible().titled_like(request.GET.get("q", ""), at_most=TITLES_AT_ONCE)
    titles = [{"title": page.title, "theme": page.theme.short_title, "url": page.get_absolute_url()} for page in found]
    return JsonResponse({"titles": titles}, headers={"Cache-Control": "private, no-store"})
