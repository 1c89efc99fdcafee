"""Resolves a URL to its page: checks the right, redirects from former addresses, shows hidden pages to editors alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, Literal, NamedTuple

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import access
from campaign.calendar.rights import bring_rights
from campaign.site_settings.current import first_language_words
from common import markup
from common.html import sentence
from contributions.pages.models import Page
from contributions.pages.page_links import Redirect
from contributions.pages.querysets import PageQuerySet
from themes.models import Theme

type PageView = Callable[..., HttpResponse]
type Reads = Literal["all", "history", "page"]
type Merged = Literal["follows", "leads", "reads"]


def theme_at(slug: str) -> Theme:
    """Raises Http404."""
    theme = None if "\0" in slug else Theme.objects.filter(slug=slug).first()
    if theme is None:
        raise Http404
    return theme


def on_page(
    *, with_text: bool = False, gives_back: bool = False, merged: Merged = "follows"
) -> Callable[[PageView], PageView]:
    """Decorator: passes the page of the URL to the view (its texts deferred unless `with_text`), or raises Http404.

    At the address of a page that was merged into another, a view "follows" to that page; "leads" there without doing what was
    asked, where it speaks of this page's versions or of the page itself; or "reads" this page's own history.

    With `gives_back`, what is posted reaches the view even when the page has been hidden or has moved meanwhile:
    the view gives the text back. Where there is no page that the reader may see, it is handed a `stand_in`: whoever posts to
    a guessed address learns nothing, not even whether a page is hidden there.
    """

    def decorate(view: PageView) -> PageView:
        @wraps(view)
        def on_the_page(request: HttpRequest, theme: str, page: str, **kwargs: Any) -> HttpResponse:
            is_given_back = gives_back and request.method == "POST"
            reads: Reads = "all" if is_given_back else "history" if merged == "reads" else "page"
            rows_for = PageVisibility(reads, access.is_editor(request.user), with_text)
            found = page_at(rows_for.at(timezone.now()), theme, page)
            if is_given_back and not access.is_editor(request.user):
                found = found or _moved_from(rows_for.at(timezone.now()), theme, page)
                if found is None or found.is_hidden:
                    return view(request, stand_in(request, theme, page), **kwargs)
            if found is None:
                found = moved_from(rows_for.at(timezone.now()), theme, page)
                if merged == "leads" and was_merged(theme, page):
                    told = _("This page has been merged into “%(title)s”.")
                    messages.info(request, sentence(told, title=first_language_words(found.title)))
                    return redirect(found)
                if request.method != "POST":
                    return redirect_to_new_address(request, found)
            bring_rights(request, found.open_rights)
            return view(request, found, **kwargs)

        return on_the_page

    return decorate


class PageVisibility(NamedTuple):
    """Which pages a view may be handed: those of whom the reader may see the page, or the history, or all."""

    reads: Reads
    is_for_editors: bool
    with_text: bool

    def at(self, moment: datetime) -> PageQuerySet:
        pages = Page.objects.all()
        match self.reads:
            case "history":
                pages = pages.with_history_for_readers(are_editors=self.is_for_editors)
            case "page":
                pages = pages.visible_to_readers(are_editors=self.is_for_editors)
        return (pages.defer("body_html") if self.with_text else pages.narrow()).with_rights(moment)


def page_at(rows: PageQuerySet, theme: str, slug: str) -> Page | None:
    if "\0" in theme + slug:
        raise Http404
    return rows.at_address(theme, slug).first()


def stand_in(request: HttpRequest, theme: str, slug: str) -> Page:
    """Returns an unsaved page in place of one that this reader may not see. It holds the submitted text, and is refused as
    a hidden page is. Raises Http404 where there is no such theme.
    """
    title = markup.clean_text(request.POST.get("title", ""))
    return Page(theme=theme_at(theme), slug=slug, title=title, is_hidden=True)


def moved_from(rows: PageQuerySet, theme: str, slug: str) -> Page:
    """The page that has left this address, or that it was merged into; raises Http404."""
    page = _moved_from(rows, theme, slug)
    if page is None:
        raise Http404
    return page


def _moved_from(rows: PageQuerySet, theme: str, slug: str) -> Page | None:
    left = Redirect.objects.filter(theme__slug=theme, slug=slug).values("page")
    page = rows.filter(pk__in=left).select_related("theme").first()
    if page is None:
        page = rows.filter(pk__in=_merged_at(theme, slug).values("merged_into")).select_related("theme").first()
    return page


def was_merged(theme: str, slug: str) -> bool:
    """Whether what stood at this address is a part of another page now."""
    return _merged_at(theme, slug).exists()


def _merged_at(theme: str, slug: str) -> PageQuerySet:
    left = Redirect.objects.filter(theme__slug=theme, slug=slug).values("page")
    here = Page.objects.filter(Q(theme__slug=theme, slug=slug) | Q(pk__in=left))
    return here.exclude(merged_into=None)


def redirect_to_new_address(request: HttpRequest, page: Page) -> HttpResponse:
    """Redirects to the same screen at the page's new address; asked again each time, since it may move back."""
    match = request.resolver_match
    if match is None:
        raise Http404
    address = reverse(match.view_name, kwargs=match.kwargs | {"theme": page.theme.slug, "page": page.slug})
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(
        f"{address}?{query}" if query else address, headers={"Cache-Control": "no-cache"}
    )
