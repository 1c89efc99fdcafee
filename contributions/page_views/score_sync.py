"""Standings counted anew for every page, from the endorsements: after an import, and for the administrator's command."""

from __future__ import annotations

from itertools import batched

from django.db.models import F

from contributions.events import Event, debounced, in_bulk, keys_of
from contributions.page_views.models import PageScore
from contributions.pages.models import Page

BATCH = 500


def rebuild() -> int:
    """Readers stay as they were counted; returns how many pages have a standing."""
    wanted = Page.objects.filter(endorsements__isnull=False) | Page.objects.filter(standing__isnull=False)
    pages = dict(wanted.order_by("pk").values_list("pk", "theme").distinct())
    for some in batched(pages.items(), BATCH):
        PageScore.objects.update_scores(dict(some))
    return len(pages)


@debounced
@in_bulk
def sync_theme(*changes: Event) -> None:
    """A page that has moved to another theme is ranked among the pages of that one."""
    if pages := keys_of(changes, "contributions.page"):
        stale = PageScore.objects.filter(page__in=pages).exclude(theme=F("page__theme")).order_by()
        for page, theme in stale.values_list("page", "page__theme"):
            PageScore.objects.filter(page=page).update(theme=theme)
