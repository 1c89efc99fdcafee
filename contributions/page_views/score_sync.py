"""Standings counted anew for every page, from the endorsements: after an import, and for the administrator's command."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from contributions.events import Event, debounced, in_bulk, keys_of
from contributions.page_views.models import PageScore
from contributions.pages.models import Page


def rebuild() -> int:
    """Readers stay as they were counted; returns how many pages have a standing."""
    wanted = Page.objects.filter(endorsements__isnull=False) | Page.objects.filter(standing__isnull=False)
    keys = list(wanted.order_by().values_list("pk", flat=True).distinct())
    for pk in keys:
        with transaction.atomic():
            PageScore.objects.update_score(Page.objects.only("theme").get(pk=pk))
    return len(keys)


@debounced
@in_bulk
def sync_theme(*changes: Event) -> None:
    """A page that has moved to another theme is ranked among the pages of that one."""
    if pages := keys_of(changes, "contributions.page"):
        stale = PageScore.objects.filter(page__in=pages).exclude(theme=F("page__theme")).order_by()
        for page, theme in stale.values_list("page", "page__theme"):
            PageScore.objects.filter(page=page).update(theme=theme)
