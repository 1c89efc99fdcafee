"""Every cached page, list, form and search that a test is answered with is made plainly too: the two have to be the same.

So whatever a test does before it asks for a page, by a verb or by a bare row, is shown to raise the versions that it must.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import datetime
from difflib import unified_diff
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse

from contributions.models import Page
from contributions.views import list_cache, recent_changes
from contributions.views.pages import edit, form_cache, history, page_cache, page_detail, theme_detail
from guide_project import home
from guide_project.cached_first import CachedFirst
from search import cache as search_cache
from search import views as search_views
from search.zero_results import ZeroResultSearchQuerySet

needs_page_cache = pytest.mark.skipif(
    not settings.PAGE_CACHE_MEGABYTES, reason="about the page cache, which is switched off"
)

type View = Callable[[HttpRequest], HttpResponse]

OF_ONE_ANSWER = re.compile(r'(name="(?:csrfmiddlewaretoken|token|draft_writing)"\s+value=")[\w-]+"')
CACHES = (
    page_cache.pages,
    page_cache.addresses,
    page_cache.marks,
    page_cache.regions,
    theme_detail.marks,
    recent_changes.withdrawn,
    form_cache.forms,
    search_cache.frames,
    search_cache.found,
)


def forget() -> None:
    """Tests give the same keys to other rows."""
    for cache in CACHES:
        cache.clear()
    shutil.rmtree(settings.PAGE_FILES_ROOT, ignore_errors=True)


def compare(monkeypatch: pytest.MonkeyPatch) -> None:
    def checked(request: HttpRequest, theme: str, slug: str, view: View, **options: Any) -> HttpResponse:
        return compared(request, view, lambda view: page_cache.cached(request, theme, slug, view, **options))

    def checked_form(request: HttpRequest, page: Page, view: Callable[..., HttpResponse]) -> HttpResponse | None:
        response = form_cache.cached_form(request, page, view)
        return response and same(response, lambda request: view(request, page), request)

    def checked_search(request: HttpRequest, *made: Callable[..., Any]) -> HttpResponse | None:
        response = search_cache.cached_search(request, *made)
        with monkeypatch.context() as once:
            once.setattr(ZeroResultSearchQuerySet, "note", lambda *words: None)
            return response and same(response, search_views.whole, request)

    monkeypatch.setattr(search_views, "cached_search", checked_search)
    monkeypatch.setattr(edit, "cached_form", checked_form)
    for views in (page_detail, history):
        monkeypatch.setattr(views, "cached", checked)
    monkeypatch.setattr(CachedFirst, "answer", checked_first)
    compare_lists(monkeypatch)


answer_first = CachedFirst.answer


def checked_first(first: CachedFirst, request: HttpRequest) -> HttpResponse | None:
    """What is answered before the address is resolved is what comes of the whole way, to the last header."""
    response = answer_first(first, request)
    if response is not None:
        made: list[HttpResponse] = []
        same(response, lambda request: made.append(first.get_response(request)) or made[0], request)
        assert headers_of(response) == headers_of(made[0])
    return response


def headers_of(response: HttpResponse) -> dict[str, str]:
    """All but what those further out add again."""
    return {name: value for name, value in response.headers.items() if name != "Vary"}


def compare_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    def checked_list(request: HttpRequest, basis_for: Any, view: View) -> HttpResponse:
        return compared(request, view, lambda view: list_cache.cached_list(request, basis_for, view))

    def checked_changes(request: HttpRequest) -> tuple[HttpResponse, datetime | None] | None:
        found = cached_changes(request)
        if found is not None:
            made: list[datetime | None] = []
            same(found[0], lambda request: noted(made, *recent_changes.made_changes(request)), request)
            assert made == [found[1]]
        return found

    cached_changes = recent_changes.cached_changes
    monkeypatch.setattr(recent_changes, "cached_changes", checked_changes)
    for views in (home, page_detail, theme_detail):
        monkeypatch.setattr(views, "cached_list", checked_list)


def compared(request: HttpRequest, view: View, answer: Callable[[View], HttpResponse]) -> HttpResponse:
    """Returns what `answer(view)` does, which is compared with the plain answer where it is not that."""
    is_plain = False

    def watched(asked: HttpRequest) -> HttpResponse:
        nonlocal is_plain
        is_plain = is_plain or asked is request
        return view(asked)

    response = answer(watched)
    return response if is_plain else same(response, view, request)


def noted(made: list[datetime | None], response: HttpResponse, newest: datetime | None) -> HttpResponse:
    made.append(newest)
    return response


def same(response: HttpResponse, view: Callable[..., HttpResponse], request: HttpRequest) -> HttpResponse:
    cached, made = seen(response).splitlines(), seen(uncounted(view, request)).splitlines()
    assert cached == made, "\n".join(unified_diff(made, cached, "made", "cached", n=0))
    return response


def uncounted(view: Callable[..., HttpResponse], request: HttpRequest) -> HttpResponse:
    """Returns the plain answer; what it asks of the database is not what the view does."""
    asked = len(connection.queries_log)
    response = view(request)
    while len(connection.queries_log) > asked:
        connection.queries_log.pop()
    return response


def seen(response: HttpResponse) -> str:
    return OF_ONE_ANSWER.sub(r'\1"', response.content.decode())
