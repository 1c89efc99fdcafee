"""Every kept screen that a test is answered with is made the plain way too: the two have to be the same.

So whatever a test does before it asks for a page, by a verb or by a bare row, is shown to raise the stamps that it must.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse

from contributions.models import Page
from contributions.pages import kept_forms, kept_screens
from contributions.pages.views import history, reading, writing
from search import kept_searches
from search.misses import MissQuerySet
from search.views import finding

OF_ONE_ANSWER = re.compile(r'(name="(?:csrfmiddlewaretoken|token|draft_writing)" value=")[\w-]+"')


def forget() -> None:
    """Tests give the same keys to other rows."""
    kept_screens.screens.clear()
    kept_forms.screens.clear()
    kept_searches.frames.clear()
    kept_searches.found.clear()
    kept_screens.has_left_marks.cache_clear()


def compare(monkeypatch: pytest.MonkeyPatch) -> None:
    real, fill = kept_screens.kept, kept_screens.filled
    filled: list[HttpResponse] = []

    def remembered(*args: Any) -> HttpResponse:
        filled.append(fill(*args))
        return filled[-1]

    def checked(request: HttpRequest, theme: str, slug: str, plain: Callable[..., HttpResponse], **options: Any) -> Any:
        response = real(request, theme, slug, plain, **options)
        if any(response is one for one in filled):
            filled.clear()
            assert seen(response) == seen(uncounted(plain, request))
        return response

    def checked_form(request: HttpRequest, page: Page, plain: Callable[..., HttpResponse]) -> HttpResponse | None:
        response = kept_forms.kept_form(request, page, plain)
        if response is not None:
            filled.clear()
            assert seen(response) == seen(uncounted(lambda request: plain(request, page), request))
        return response

    def checked_search(request: HttpRequest, *made: Callable[..., Any]) -> HttpResponse | None:
        response = kept_searches.kept_search(request, *made)
        if response is not None:
            filled.clear()
            with monkeypatch.context() as once:
                once.setattr(MissQuerySet, "note", lambda *words: None)
                assert seen(response) == seen(uncounted(finding.whole, request))
        return response

    monkeypatch.setattr(kept_screens, "filled", remembered)
    monkeypatch.setattr(finding, "kept_search", checked_search)
    monkeypatch.setattr(writing, "kept_form", checked_form)
    for screens in (reading, history):
        monkeypatch.setattr(screens, "kept", checked)


def uncounted(plain: Callable[..., HttpResponse], request: HttpRequest) -> HttpResponse:
    """What the comparison asks of the database is not what the view does."""
    asked = len(connection.queries_log)
    response = plain(request)
    while len(connection.queries_log) > asked:
        connection.queries_log.pop()
    return response


def seen(response: HttpResponse) -> str:
    content = response.content
    if response.headers.get("Content-Encoding") == "gzip":
        content = gzip.decompress(content)
    return OF_ONE_ANSWER.sub(r'\1"', content.decode())
