"""Which pages link to which: resolved when a text is rendered, stored as rows, rendered anew when a target changes."""

from __future__ import annotations

from collections.abc import Iterable, Set
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

from django.apps import apps
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from common import markup
from contributions.cached_urls import cached_reverse
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
    found = _targets_by_key(titles.keys())
    resolved = {}
    for key, title in titles.items():
        if (target := found.get(key)) is None:
            address = cached_reverse("contributions:page_new", theme.slug)
            resolved[key] = markup.WikiLink(url=f"{address}?{urlencode({'title': title})}", exists=False)
        elif not target.is_hidden:
            address = cached_reverse("contributions:page", target.theme, target.slug)
            resolved[key] = markup.WikiLink(url=address, exists=True)
    return resolved


def addresses_of(titles: Iterable[str]) -> dict[str, str]:
    """Returns the addresses of the pages that have these titles, by the keys of the titles; without hidden pages."""
    keys = {markup.title_key(title) for title in titles}
    return {
        key: cached_reverse("contributions:page", target.theme, target.slug)
        for key, target in (_targets_by_key(keys) if keys else {}).items()
        if not target.is_hidden
    }


def _targets_by_key(keys: Set[str]) -> dict[str, Target]:
    """Who has a title leads to it before who had it once."""
    pages = apps.get_model("contributions", "Page")._default_manager.all()
    found = {key: Target(*target) for key, *target in _targets(pages, keys)}
    if missing := keys - found.keys() - {""}:
        found |= {key: Target(*target) for key, *target in _targets(Redirect.objects.all(), missing, "page__")}
    return found


class Target(NamedTuple):
    """Where a link leads: to a page, or to the one that it was merged into."""

    theme: str
    slug: str
    is_hidden: bool


def _targets(rows: QuerySet[Any], keys: Set[str], page: str = "") -> Any:
    """Title by title; `page` is how the page is reached from the rows."""
    columns = ("theme__slug", "slug", "is_hidden")
    found = [Coalesce(f"{page}merged_into__{column}", f"{page}{column}") for column in columns]
    names = [f"target_{column}" for column in columns]
    rows = rows.filter(title_key__in=keys).annotate(**dict(zip(names, found, strict=True))).order_by()
    return rows.values_list("title_key", *names)


def replace(page: Page, titles: Iterable[str]) -> None:
    """Stores the titles that the page's newest text links to."""
    keys = {markup.title_key(title): title[:KEY_LENGTH] for title in titles}
    wanted = {key: title for key, title in keys.items() if len(key) <= KEY_LENGTH}  # no page has a title of such a key
    known = set(PageLink.objects.filter(page=page).order_by().values_list("title_key", flat=True))
    if gone := known - wanted.keys():
        PageLink.objects.filter(page=page, title_key__in=gone).delete()
    if new := wanted.keys() - known:
        PageLink.objects.bulk_create(PageLink(page=page, title=wanted[key], title_key=key) for key in new)


def keys_of(page: Page) -> list[str]:
    """The keys of the title of a page, of those that it had, and of the pages that were merged into it."""
    had = Redirect.objects.filter(Q(page=page) | Q(page__merged_into=page))
    merged = page.merged_pages.order_by().values_list("title_key", flat=True)
    return [page.title_key, *had.exclude(title_key="").order_by().values_list("title_key", flat=True).union(merged)]


def rerender_pages_that_link_to(page: Page) -> None:
    """Has the pages that link here rendered anew. The task is stored in the transaction: it cannot be lost.

    It looks for them itself: one that is being written at this moment cannot be seen from here.
    """
    render_pages_that_link.enqueue(page.pk)


def look_again_for_targets_of(page: Page) -> None:
    """Has a page whose text leads to pages that nobody has written looked at again: one may be written at this moment.

    Whoever commits last, this task or that of the other page sees both.
    """
    if page.leads_nowhere_yet:
        render_again.enqueue(page.pk)
