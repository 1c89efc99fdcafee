"""Where the wiki and the home page meet the guide: a page does not know that it became a tip, these tags do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import template
from django.db.models import Exists, OuterRef
from django.template import Context
from django.urls import reverse
from django.utils.translation import get_language

from accounts.models import User
from campaign.languages import first_language
from contributions.models import Incorporation, Page, PageRevision
from guide.builds.current import has_self_check
from guide.editions import Edition
from guide.editions.published_numbers import with_published_number
from guide.publication.booklet import PAPERS
from guide.publication.forms import PDF_NAME
from guide.sources.models import Source
from guide.tips.board import Board
from guide.tips.models import Tip
from themes.models import Theme

register = template.Library()

type TipsByPage = Mapping[int, list[Tip]]


@register.inclusion_tag("guide/tips/_ribbon.html", takes_context=True)
def tip_ribbon(context: Context, page: Page) -> dict[str, Any]:
    """The ribbon of a page that is in the guide: editors are led to the desk, readers to the tip as published. One query."""
    resting = Tip.objects.resting_on(page.pk).select_related("theme").defer("body", "body_html")
    tips = list(with_published_number(resting))
    if not tips:
        return {"tip": None}
    return {"tip": tips[0], "others": len(tips) - 1, "address": _address(tips[0], is_editor=edits_guide(context))}


@register.simple_tag
def tips_of(pages: Iterable[Page]) -> TipsByPage:
    """The tips that rest on each of some pages: one query for a whole list."""
    found: defaultdict[int, list[Tip]] = defaultdict(list)
    placed = Source.objects.filter(page__in=[page.pk for page in pages]).exclude(tip__number=None)
    rows = placed.select_related("tip__theme").defer("passage", "tip__body", "tip__body_html")
    for source in rows.order_by("tip__number", "pk"):
        if source.page_id and source.tip not in found[source.page_id]:
            found[source.page_id].append(source.tip)
    return found


@register.inclusion_tag("guide/_page_rows.html", takes_context=True)
def page_rows(context: Context, pages: Iterable[Page], *, is_ranking: bool = False) -> dict[str, Any]:
    """The items of the list of some pages, with the flags of the tips that rest on them; one query. A ranking says of each how
    many found it useful.
    """
    shown = list(pages)
    tips = tips_of(shown)
    rows = [(page, tips.get(page.pk, [])) for page in shown]
    return {"rows": rows, "is_ranking": is_ranking, "is_editor": edits_guide(context)}


@dataclass(frozen=True)
class TipFrom:
    """A page that somebody wrote, and the tip that rests on it; `address` is empty for readers while it is unpublished."""

    page: Page
    number: int | None
    address: str


@register.simple_tag(takes_context=True)
def tips_written_by(context: Context, person: User) -> list[TipFrom]:
    """The placed tips that rest on a page as somebody had written it, beyond details, or on what was taken up from her;
    two queries.
    """
    edits = PageRevision.objects.filter(id=OuterRef("page"), version__lte=OuterRef("version"))
    taken = Incorporation.objects.filter(page=OuterRef("page"), version__lte=OuterRef("version"))
    hers = Exists(edits.filter(history_user=person.pk, is_minor=False)) | Exists(taken.filter(comment__author=person))
    placed = Source.objects.exclude(tip__number=None).filter(hers, page__is_hidden=False)
    rows = placed.select_related("page__theme").defer("passage", "page__body", "page__body_html", "page__contents")
    by_tip = {source.tip_id: source.page for source in rows if source.page}
    tips = with_published_number(Tip.objects.filter(pk__in=by_tip).defer("body", "body_html").placed())
    is_editor = edits_guide(context)
    return [TipFrom(by_tip[tip.pk], tip.number, _address(tip, is_editor=is_editor)) for tip in tips]


@register.inclusion_tag("guide/board/_overview.html", takes_context=True)
def board_overview(context: Context, board: Board) -> dict[str, Any]:
    """The board of the home page: which places are taken, and the way there for whoever has one."""
    address = ""
    if edits_guide(context):
        address = reverse("guide:desk")
    elif _edition_in(context):
        address = reverse("guide:guide_current")
    return {"board": board, "address": address}


def edition_for_readers() -> Edition | None:
    """The edition that readers get, as the home page shows it; one query."""
    return Edition.objects.readable().for_lists().first()


def _edition_in(context: Context) -> Edition | None:
    """As the view has found it, or asked for."""
    return context["edition"] if "edition" in context else edition_for_readers()


@register.inclusion_tag("guide/editions/_current_edition.html", takes_context=True)
def current_edition(context: Context) -> dict[str, Any]:
    """The edition that readers get, with its small cover: a paper a theme. A query for each that the page has not named."""
    edition = _edition_in(context)
    themes = context["themes"] if "themes" in context else Theme.objects.all() if edition else ()
    papers = [theme.paper for theme in themes]
    cover = edition.cover_in(get_language() or edition.language) if edition else None
    has_check = bool(edition and cover and has_self_check(edition.number, cover.language))
    shown = {"edition": edition, "cover": cover, "papers": papers, "has_self_check": has_check}
    return shown | {"pdf_name": PDF_NAME, "brand": context.get("brand")}


@register.simple_tag
def theme_colours() -> list[str]:
    """The colour of each theme's paper, in their order. One query."""
    return [PAPERS[paper].fill for paper in Theme.objects.values_list("paper", flat=True)]


def edits_guide(context: Context) -> bool:
    rights = context.get("can")
    return bool(rights and rights.edit_guide)


def _address(tip: Tip, *, is_editor: bool) -> str:
    if is_editor:
        return tip.get_absolute_url()
    published: int | None = getattr(tip, "published_number", None)
    return f"{reverse('guide:guide_in_language', args=[first_language()])}#tip-{published}" if published else ""
