"""Where things stand: pages that are proposed, the tips in their order, the sections, the editions."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import editors_only
from common.paging import parse_int
from contributions.models import Page
from guide.candidates.nominations import Nomination
from guide.editions import Edition
from guide.sections import Section
from guide.sources.models import Source
from guide.tips.board import Board, Place, board_in_preparation
from guide.tips.models import Tip

PAGES_OFFERED = 12
TEXTS = [f"{page}__{name}" for page in ("page", "page__merged_into") for name in ("body", "body_html", "contents")]


@editors_only
def arrange(request: HttpRequest) -> HttpResponse:
    """`?place=9` aims at a free place: the pages that could take it are offered."""
    board = board_in_preparation()
    aim = aimed_at(board, request.GET.get("place", ""))
    nominations = nominations_by_page()
    if aim:
        nominations.sort(key=lambda waiting: waiting[0].page_now.theme_id != aim.theme.pk)
    context = {
        "board": board,
        "aim": aim,
        "nominations": nominations,
        "waiting_since": min((waiting[-1].nominated_at for waiting in nominations), default=None),
        "others": pages_for(aim) if aim else [],
        "unplaced": Tip.objects.unplaced().select_related("theme").defer("body", "body_html"),
        "sections": Section.objects.in_order(),
        "draft": Edition.objects.in_preparation(),
        "editions": Edition.objects.out().for_lists(),
    }
    return render(request, "guide/board/arrange.html", context)


def aimed_at(board: Board, number: str) -> Place | None:
    """The free place that somebody is looking a page for."""
    place = board.places.get(parse_int(number, digits=3) or 0)
    return place if place and place.is_free else None


def nominations_by_page() -> list[list[Nomination]]:
    """The nominations that wait, those of one page together, the page last nominated first."""
    by_page: defaultdict[Any, list[Nomination]] = defaultdict(list)
    for nomination in Nomination.objects.open().defer(*TEXTS):
        by_page[nomination.page_now.pk].append(nomination)
    return list(by_page.values())


def pages_for(place: Place) -> list[Page]:
    """Pages of the place's theme that nobody has nominated and no tip rests on, the newest first."""
    pages = Page.objects.visible().for_theme(place.theme).narrow().select_related("theme").recently_changed()
    used = Source.objects.exclude(tip__number=None).exclude(page=None).values("page")
    nominated = Nomination.objects.values("page")
    return list(pages.exclude(pk__in=used).exclude(pk__in=nominated)[:PAGES_OFFERED])
