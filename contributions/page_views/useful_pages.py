"""The pages of a theme that were found useful, the most useful first."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from common.paging import decode_score_cursor
from contributions.page_views.models import PageScore
from contributions.pages.models import Page
from themes.models import Theme

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
