"""Standings counted anew for every page, from the endorsements: after an import, and for the administrator's command."""

from __future__ import annotations

from django.db import transaction

from contributions.events import Event, debounced
from contributions.page_views.models import PageScore
from contributions.pages.models import Page


def rebuild() -> int:
    """Readers stay as they were counted; returns how many pages have a standing."""
    wanted = Page.objects.filter(endorsements__isnull=False) | Page.objects.filter(standing__isnull=False)
    keys = list(wanted.order_by().values_list("pk", flat=True).distinct())
    for pk in keys:
        with transaction.atomic():
            PageScore.objects.keep(Page.objects.only("theme").get(pk=pk))
    return len(keys)


@debounced
def sync_theme(change: Event) -> None:
    """A page that has moved to another theme is ranked among the pages of that one."""
    if change.label != "contributions.page":
        return
    page = Page.objects.filter(pk=change.pk).only("theme").first()
    stale = PageScore.objects.filter(page_id=change.pk)
    if page is not None:
        stale.exclude(theme=page.theme_id).update(theme=page.theme_id)
