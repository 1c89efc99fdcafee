"""The form that improves a page, kept as everybody of one kind begins with it, and filled in for each page and person.

All but a title, a text and some addresses is the same for every page: kept, the form takes a twelfth of the time of its
templates, and its tools are compressed once. Where somebody else is writing, a draft waits, or something has to be told, the
form is made the plain way.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import cast
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.utils.html import escape
from django.utils.translation import get_language

from accounts.models import User
from accounts.readers import KEPT_IN_ADDRESSES, OwnValues, anyone_like, kind_of
from contributions.mentions.wording import as_written
from contributions.pages import kept_screens
from contributions.pages.models import Page
from kept import holes
from kept.screens import Screen
from kept.store import Store
from themes.models import Theme

type Plain = Callable[[HttpRequest, Page], HttpResponse]

MOST_BYTES = 4_000_000  # one takes 50 KB, and there is one for each language, kind of person and question
screens: Store[Screen] = Store(MOST_BYTES)


def kept_form(request: HttpRequest, page: Page, plain: Plain) -> HttpResponse | None:
    """What `plain(request, page)` answers, a form with which nothing but the page and the person has to do; None where it
    has to be made the plain way. `plain` is also called for a person and a page that stand for many.
    """
    reader = kept_screens.reader_as_others(request)
    if reader is None or request.META.get("QUERY_STRING"):
        return None
    key = (get_language(), kind_of(reader), page.theme.number)
    screen = screens.get(key)
    if screen is None:
        screen = _made(request, page, plain)
        if screen is None:
            return None
        screens.keep(key, screen)
    values = OwnValues(request)
    values.update(_of_page(request, page))
    return kept_screens.filled(request, screen, values)


def _made(request: HttpRequest, page: Page, plain: Plain) -> Screen | None:
    twin = copy(request)
    twin.user, twin.path = anyone_like(cast(User, request.user)), holes.mark("path")
    return kept_screens.screen_of(lambda: plain(twin, _any_page_under(page.theme)))


def _any_page_under(theme: Theme) -> Page:
    """A page that nobody has written; all that a form says of it are marks, to be filled in."""
    words = {name: holes.mark(name) for name in ("title", "slug", "body", "version", "pk")}
    return Page(theme=Theme(number=theme.number, slug=holes.mark("theme")), **words)


def _of_page(request: HttpRequest, page: Page) -> dict[str, bytes]:
    """What is filled in, as HTML."""
    words = {
        "title": page.title,
        "body": as_written(page.body),
        "theme": quote(page.theme.slug, safe=KEPT_IN_ADDRESSES),
        "slug": quote(page.slug, safe=KEPT_IN_ADDRESSES),
        "path": request.path,
        "version": str(page.version),
        "pk": str(page.pk),
    }
    return {name: escape(value).encode() for name, value in words.items()}
