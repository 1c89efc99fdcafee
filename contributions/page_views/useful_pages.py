"""The pages that readers found most useful: their scores kept true, and read."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import batched
from urllib.parse import urlencode

from django.db.models import F
from django.db.models.functions import Coalesce

from common.paging import decode_score_cursor
from contributions.events import Event, debounced, in_bulk, keys_of
from contributions.page_views.models import PageScore
from contributions.pages.models import Page
from contributions.pages.querysets import PageQuerySet
from themes.models import Theme


def with_readers(pages: PageQuerySet) -> PageQuerySet:
    """Each page says in `readers_count` how many people read it; of nobody's reading is anything known."""
    return pages.annotate(readers_count=Coalesce(F("standing__readers"), 0))


# Standings counted anew for every page, from the endorsements: after an import, and for the administrator's command.


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


# The pages of a theme that were found useful, the most useful first.


ROWS = 30
USEFUL = "useful"


@dataclass(frozen=True)
class Ranking:
    """One screenful: each page says in `useful_count` and `readers_count` what it is ranked by."""

    pages: list[Page]
    next_query: str
    is_first: bool


def ranking_of(theme: Theme, before: str) -> Ranking:
    """`before` names the place after which it goes on: a score and a page, "412345~12". One query."""
    place = decode_score_cursor(before)
    rows = PageScore.objects.most_useful(theme)
    if place:
        rows = rows.less_useful_than(*place)
    rows = rows.select_related("page__theme").defer("page__body", "page__body_html", "page__contents")
    found = list(rows[: ROWS + 1])
    shown, last = found[:ROWS], found[ROWS - 1] if len(found) > ROWS else None
    for row in shown:
        row.page.useful_count, row.page.readers_count = row.useful, row.readers  # type: ignore[attr-defined]
    query = urlencode({"order": USEFUL, "ranked": f"{last.score}~{last.page_id}"}) if last else ""
    return Ranking([row.page for row in shown], query, place is None)
