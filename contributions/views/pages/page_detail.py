"""The regions of a cached page that show a reader's own marks: what she can do about it, and about what was said there.

Everything else on the page is the same for all readers of one key; a page has one such region for itself, and one for each
contribution. Only those with a mark of hers are made for her, by the same functions.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from typing import Any, cast

from django.core.cache import caches
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import ResolverMatch
from django.utils import timezone
from django.utils.translation import get_language

from accounts import access
from accounts.access import is_contributor, readers_only
from accounts.models import User
from accounts.readers import query_reader
from campaign.calendar.rights import bring_rights
from common.caching.pages import CachedPage
from common.caching.placeholders import region_name
from common.database.queries import CompiledQuery
from common.paging import parse_int
from contributions.cached_urls import cached_reverse
from contributions.endorsements import with_endorsements
from contributions.page_views import with_readers
from contributions.pages.models import Page
from contributions.pages.querysets import PageQuerySet, rendering_of
from contributions.pages.theme_counts import themes_with_page_counts
from contributions.questions.answer_flags import with_questions
from contributions.views.comments.forms import Box, box_of_page
from contributions.views.comments.threads import comments_with_marks, thread_of, with_comments_counted
from contributions.views.list_cache import basis_of_news, cached_list
from contributions.views.pages.page_cache import RegionsNow, cached, found_in_cache, remember_address
from contributions.views.pages.resolvers import moved_from, on_page, page_at, redirect_to_new_address
from contributions.views.passages import notes_of
from contributions.watches.models import with_watching

OWN_TOOLS, OWN_ACTS, READERS = "tools", "acts", "readers"
"""The names of the regions, as the templates have them: her buttons, what she can do about something said, and, numbered by
how many found it useful, how many have read the page, so that who reads one has it made for nobody anew.
"""


def readers_now(page: Any, names: Iterable[tuple[str, int]], endorsers: str) -> dict[str, str]:
    """Returns the HTML of the region that says how many have read a page by now, for each of its names."""
    known = {"readers": page.readers_now, "endorsers": endorsers}
    return {
        name: render_to_string("contributions/pages/_counted_readers.html", known | {"useful": useful})
        for name, useful in names
    }


def own_regions(request: HttpRequest, page: Page) -> dict[str, str]:
    """Returns the HTML of her regions by name; `page` has all that its screen says of it. One query."""
    open_now = bring_rights(request, page.open_rights)
    known = {"page": page, "is_open": open_now.comment and is_contributor(request.user)}
    own: dict[str, str] = {
        region_name(OWN_TOOLS, page.pk): render_to_string("contributions/pages/_buttons.html", known, request)
    }
    for comment in comments_with_marks(page, cast(User, request.user)):
        acts = render_to_string("contributions/comments/_actions.html", known | {"comment": comment}, request)
        own[region_name(OWN_ACTS, comment.pk)] = acts
    return own


# Reading: the questions, one page, what links to it.


LINKS_AT_ONCE = 50


@readers_only
def wiki(request: HttpRequest) -> HttpResponse:
    """All questions, from the cache where it can."""
    return cached_list(request, basis_of_news, made_wiki)


def made_wiki(request: HttpRequest) -> HttpResponse:
    themes = themes_with_page_counts()
    return render(request, "contributions/themes/themes.html", {"themes": themes})


@readers_only
def page(request: HttpRequest, theme: str, page: str) -> HttpResponse:
    """A page, from the cache where it can."""
    regions_now = regions_of(theme, page)
    remember_address(request, lambda request: found_in_cache(request, theme, page, regions_now=regions_now))

    def view(request: HttpRequest) -> HttpResponse:
        return made_page(request, theme, page)

    return cached(request, theme, page, view, own_regions=regions_on, regions_now=regions_now)


def regions_of(theme: str, page: str) -> RegionsNow:
    def regions_now(found: CachedPage, versions: Page) -> dict[str, str]:
        endorsers = cached_reverse("contributions:page_endorsers", theme, page)
        return readers_now(versions, found.regions(READERS), endorsers)

    return regions_now


def regions_on(request: HttpRequest, versions: Page) -> dict[str, str]:
    """What is a reader's own on a cached page. Raises Http404 where the page has gone meanwhile."""
    match = cast(ResolverMatch, request.resolver_match)
    page = _page_for(request.user, match.kwargs["theme"], match.kwargs["page"], versions.fragment_key)
    if page is None:
        raise Http404
    return own_regions(request, page)


def made_page(request: HttpRequest, theme: str, page: str) -> HttpResponse:
    """Its HTML is read from the database only where this process has not cached it."""
    seen = f"page.{get_language()}.{sha256(request.path.encode()).hexdigest()}"
    fragments = caches["template_fragments"]
    found = _page_for(request.user, theme, page, fragments.get(seen, ""))
    if found is None:
        return redirect_to_new_address(request, moved_from(Page.objects.visible_to(request.user).narrow(), theme, page))
    if html := getattr(found, "fresh_html", ""):
        found.body_html = html
    response = show_page(request, found)
    fragments.set(seen, found.fragment_key)
    return response


def _page_for(reader: access.Person, theme: str, slug: str, seen: str) -> Page | None:
    """The page with all that its screen says of it, if the reader may see it; its HTML unless it is the rendering `seen`."""
    now = timezone.now()
    if not isinstance(reader, User):
        return page_at(_page_rows(reader, now).with_html_unless(seen), theme, slug)
    if "\0" in theme + slug:
        raise Http404
    rows = _compiled_page(access.is_editor(reader), reader.watches_what_i_join)
    return rows.first(theme, slug, reader.pk, now, *rendering_of(seen))


def _page_rows(reader: access.Person, now: datetime) -> PageQuerySet:
    rows = with_comments_counted(Page.objects.visible_to(reader).with_rights(now))
    return with_watching(with_endorsements(with_questions(with_readers(rows)), reader), reader)


@cache
def _compiled_page(is_editor: bool, watches: bool) -> CompiledQuery[Page]:
    def make(theme: str, slug: str, person: int, now: datetime, *seen: int) -> PageQuerySet:
        rows = _page_rows(query_reader(person, is_editor=is_editor, watches=watches), now).with_html_unless_rendered(
            *seen
        )
        return rows.at_address(theme, slug).select_related(None)

    at, seen = datetime(1, 2, 3, tzinfo=UTC), (1_000_001, 1_000_002, 1_000_003)  # a version is never below 0
    return CompiledQuery(make, "of a theme", "of a page", -7, at, *seen, related=["theme"])


def show_page(request: HttpRequest, page: Page, *, box: Box | None = None, status: int = 200) -> HttpResponse:
    """The screen of a page; `box` is one that comes back with what was typed."""
    is_open = bring_rights(request, page.open_rights).comment and not page.is_hidden
    if box is None and is_open and access.is_contributor(request.user):
        box = box_of_page(request, page)
    context = {
        "page": page,
        "hiding": page.current_hiding if page.is_hidden else None,
        "box": box,
        "notes": notes_of(page, request.user),  # before the thread, which says what has become of passages
        "thread": thread_of(page, request.user, request.GET.get("talk", "")),
        "sent_id": int_param(request, "sent"),
    }
    return render(request, "contributions/pages/page.html", context, status=status)


def int_param(request: HttpRequest, name: str) -> int:
    """A number from an address; 0 for what is none."""
    return parse_int(request.GET.get(name, "")) or 0


@readers_only
@on_page()
def page_links(request: HttpRequest, page: Page) -> HttpResponse:
    """What links here, by this title or by one that the page had."""
    rows = Page.objects.visible_to(request.user).that_link_to(page).narrow().select_related("theme")
    links = Paginator(rows, LINKS_AT_ONCE).get_page(request.GET.get("page"))
    return render(request, "contributions/pages/links.html", {"page": page, "links": links})
