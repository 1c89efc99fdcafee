"""The form that improves a page, cached as all of one key begin with it, and filled in for each page and person.

All but a title, a text and some addresses is the same for every page. Where somebody else is writing, a draft waits, or
something has to be told, the form is made plainly.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.utils.html import escape

from accounts.readers import SAFE_IN_ADDRESSES, UserValues, bare_request, placeholder_user, vary_key
from campaign.site_settings.current import current_settings
from common.caching.lru import LRUCache
from common.caching.pages import CachedPage, page_for_many
from common.caching.placeholders import placeholder
from contributions.mentions import as_written
from contributions.pages.models import Page
from contributions.views.pages.page_cache import reader_as_others
from themes.models import Theme

type View = Callable[[HttpRequest, Page], HttpResponse]

MOST_BYTES = 4_000_000  # one takes 20 KB, and there is one for each key and question
forms: LRUCache[CachedPage] = LRUCache(MOST_BYTES, lambda page: page.size)


def cached_form(request: HttpRequest, page: Page, view: View) -> HttpResponse | None:
    """Returns the cached form, or None if it depends on anything but page and user.

    `view(request, page)` makes it; it is called for a person and a page that stand for many.
    """
    reader = reader_as_others(request)
    if reader is None or request.META.get("QUERY_STRING"):
        return None
    vary = vary_key(reader)
    key = (request.scheme, request.get_host(), vary, page.theme.number, page.theme.paper, current_settings().version)
    found = forms.get(key)
    if found is None:
        bare = bare_request(request, placeholder_user(vary))
        bare.path = placeholder("path")
        found = page_for_many(lambda: view(bare, _placeholder_page(page.theme)))
        if found is None:
            return None
        forms.set(key, found)
    values = UserValues(request)
    values.update(_values_of(request, page))
    return HttpResponse(found.filled(values))


def _placeholder_page(theme: Theme) -> Page:
    """Returns a page that nobody has written: all that a form says of it are placeholders."""
    words = {name: placeholder(name) for name in ("title", "slug", "body", "version", "pk")}
    page = Page(theme=Theme(number=theme.number, paper=theme.paper, slug=placeholder("theme")), **words)
    page.title_within_quotes = placeholder("quotedtitle")
    return page


def _values_of(request: HttpRequest, page: Page) -> dict[str, bytes]:
    """Returns what is filled in, as HTML."""
    words = {
        "title": page.title,
        "quotedtitle": page.title_within_quotes,
        "body": as_written(page.body),
        "theme": quote(page.theme.slug, safe=SAFE_IN_ADDRESSES),
        "slug": quote(page.slug, safe=SAFE_IN_ADDRESSES),
        "path": request.path,
        "version": str(page.version),
        "pk": str(page.pk),
    }
    return {name: escape(value).encode() for name, value in words.items()}
