"""Which pages link to which: resolved when a text is rendered, kept as rows, rendered anew when a target changes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.apps import apps
from django.db.models import Q
from django.urls import reverse

import markup
from contributions.pages.tasks import render_again, render_pages_that_link
from contributions.pages.titles import KEY_LENGTH
from contributions.pages.traces import PageLink, Redirect
from themes.models import Theme

if TYPE_CHECKING:
    from contributions.pages.models import Page


def resolve(body: str, theme: Theme) -> dict[str, markup.WikiLink]:
    """Where each [[title]] of a text leads: to its page, or to writing it under `theme`. A hidden page leads nowhere."""
    titles = {markup.title_key(title): title for title in markup.wiki_link_titles(body)}
    if not titles:
        return {}
    found = _pages_by_key(set(titles))
    resolved = {}
    for key, title in titles.items():
        if (page := found.get(key)) is None:
            address = reverse("contributions:page_new", args=[theme.slug])
            resolved[key] = markup.WikiLink(url=f"{address}?{urlencode({'title': title})}", exists=False)
        elif not page.is_hidden:
            resolved[key] = markup.WikiLink(url=page.get_absolute_url(), exists=True)
    return resolved


def _pages_by_key(keys: set[str]) -> dict[str, Page]:
    pages = apps.get_model("contributions", "Page").objects.narrow().select_related("theme", "merged_into__theme")
    redirects = Redirect.objects.filter(title_key__in=keys - {""}).select_related(
        "page__theme", "page__merged_into__theme"
    )
    moved = {redirect.title_key: redirect.page for redirect in redirects}
    found = moved | {page.title_key: page for page in pages.filter(title_key__in=keys)}
    return {key: page.merged_into or page for key, page in found.items()}


def replace(page: Page, titles: Iterable[str]) -> None:
    """Keeps the titles that the page's newest text links to."""
    keys = {markup.title_key(title): title[:KEY_LENGTH] for title in titles}
    wanted = {key: title for key, title in keys.items() if len(key) <= KEY_LENGTH}  # no page has a title of such a key
    known = set(PageLink.objects.filter(page=page).values_list("title_key", flat=True))
    if gone := known - wanted.keys():
        PageLink.objects.filter(page=page, title_key__in=gone).delete()
    PageLink.objects.bulk_create(
        PageLink(page=page, title=title, title_key=key) for key, title in wanted.items() if key not in known
    )


def keys_of(page: Page) -> list[str]:
    """The keys of the title of a page, of those that it had, and of the pages that were merged into it."""
    had = Redirect.objects.filter(Q(page=page) | Q(page__merged_into=page))
    merged = page.merged_pages.order_by().values_list("title_key", flat=True)
    return [page.title_key, *had.exclude(title_key="").order_by().values_list("title_key", flat=True).union(merged)]


def rerender_pages_that_link_to(page: Page) -> None:
    """Has the pages that link here rendered anew. The task is kept in the transaction: it cannot be lost.

    It looks for them itself: one that is being written at this moment cannot be seen from here.
    """
    render_pages_that_link.enqueue(page.pk)


def look_again_for_targets_of(page: Page) -> None:
    """Has a page whose text leads to pages that nobody has written looked at again: one may be written at this moment.

    Whoever commits last, this task or that of the other page sees both.
    """
    if page.leads_nowhere_yet:
        render_again.enqueue(page.pk)
