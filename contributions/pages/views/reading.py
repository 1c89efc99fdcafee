"""Reading: the four questions, one question, one page, what links to it."""

from __future__ import annotations

from hashlib import sha256

from django.core.cache import caches
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from accounts.access import readers_only
from campaign.models import Phase
from contributions.pages.addresses import lead_on, moved_from, on_page, page_at, theme_at
from contributions.pages.models import Page
from themes.models import Theme

PAGES_AT_ONCE = 30
LINKS_AT_ONCE = 50


@readers_only
def wiki(request: HttpRequest) -> HttpResponse:
    """The four questions."""
    themes = Theme.objects.annotate(page_count=Count("pages", filter=Q(pages__is_hidden=False)))
    return render(request, "contributions/wiki.html", {"themes": themes})


@readers_only
def theme(request: HttpRequest, theme: str) -> HttpResponse:
    """A question and its pages, the ones that changed last first."""
    the_theme = theme_at(theme)
    rows = (
        Page.objects.visible_to(request.user).for_theme(the_theme).narrow().select_related("theme").recently_changed()
    )
    pages = Paginator(rows, PAGES_AT_ONCE).get_page(request.GET.get("page"))
    shut = Phase.objects.keeping_closed(timezone.now()).first()
    return render(request, "contributions/theme.html", {"theme": the_theme, "pages": pages, "shut": shut})


@readers_only
def page(request: HttpRequest, theme: str, page: str) -> HttpResponse:
    """A page. Its HTML is read from the database only where this process has not kept it."""
    seen = f"page.{get_language()}.{sha256(request.path.encode()).hexdigest()}"
    fragments = caches["template_fragments"]
    visible = Page.objects.visible_to(request.user).with_writing_open()
    found = page_at(visible.with_html_unless(fragments.get(seen, "")), theme, page)
    if found is None:
        return lead_on(request, moved_from(visible.narrow(), theme, page))
    if html := getattr(found, "fresh_html", ""):
        found.body_html = html
    hiding = found.current_hiding if found.is_hidden else None
    response = render(request, "contributions/page.html", {"page": found, "hiding": hiding})
    fragments.set(seen, found.fragment_key)
    return response


@readers_only
@on_page()
def page_links(request: HttpRequest, page: Page) -> HttpResponse:
    """What links here, by this title or by one that the page had."""
    rows = Page.objects.visible_to(request.user).that_link_to(page).narrow().select_related("theme")
    links = Paginator(rows, LINKS_AT_ONCE).get_page(request.GET.get("page"))
    return render(request, "contributions/page_links.html", {"page": page, "links": links})
