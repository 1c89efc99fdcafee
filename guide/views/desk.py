"""The editors' desk: an inbox, the text that is open, the board of places; and what is decided there."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.access import actor, editors_only
from accounts.models import User
from common.paging import parse_int
from contributions.models import Comment, Page
from contributions.templatetags.wiki_tags import age
from drafts import autosave
from guide.candidates.evidence import Nomination
from guide.decisions.models import Decision, Submission
from guide.desk.decision_command import FINE, DecisionCommand, aimed_at
from guide.desk.inbox import Panels, form_sent, inbox_of, next_after
from guide.desk.submission_detail import alarms, last_decision, submission_detail, submission_of, text_at
from guide.desk.waiting import DeskQuery, TextKey, desk_counts, waiting_since
from guide.editions import Edition
from guide.sections import Section
from guide.sources.models import Source
from guide.tips.board import Board, Place, board_in_preparation
from guide.tips.models import Tip
from themes.models import Theme


@editors_only
def desk(request: HttpRequest) -> HttpResponse:
    """`?list=` chooses one of three lists, `?text=` opens a text, `?place=` aims at a place, `?theme=` shows one theme."""
    return _show(request, DeskQuery.read(request.GET))


@require_POST
@editors_only
def decide(request: HttpRequest, key: str) -> HttpResponse:
    """Decides, or says that the text was read; then the next one is open. Where that cannot be, nothing typed is lost."""
    named, by, asked = TextKey.read(key), actor(request), DeskQuery.read(request.POST)
    if named is None:
        raise Http404
    text = text_at(named)
    if text is None:  # withdrawn or hidden since it was read
        return _show(request, replace(asked, text=named, done=""), is_gone=True)
    next_ = next_after(asked, _theme(asked), named)
    attempt = DecisionCommand(submission_of(text), form_sent(request, text), asked, request.POST, by)
    decision = attempt.make()
    if attempt.problems or attempt.status != FINE:
        return _show(request, replace(asked, text=named, place=attempt.aims_at, done=""), attempt)
    autosave.sent(request)
    return redirect(asked.url(text=next_, place=None, done=str(decision.pk if decision else named)))


def _theme(asked: DeskQuery) -> Theme | None:
    return Theme.objects.filter(number=asked.theme).first() if asked.theme is not None else None


def _show(
    request: HttpRequest,
    asked: DeskQuery,
    attempt: DecisionCommand | None = None,
    *,
    is_gone: bool = False,
) -> HttpResponse:
    board, by = board_in_preparation(), actor(request)
    themes = {row.theme.pk: row.theme for row in board.by_theme}
    theme = next((one for one in themes.values() if one.number == asked.theme), None)
    counts = desk_counts(theme)
    inbox = inbox_of(asked, theme, counts.lists[asked.listed], themes)
    text = text_at(inbox.opened) if inbox.opened else None
    reading = submission_detail(text) if text else None
    aim = aimed_at(board, text, asked)
    oldest = waiting_since() if counts.unread else None
    context = {
        "asked": asked,
        "board": board,
        "theme": theme,
        "inbox": inbox,
        "reading": reading,
        "panels": Panels.of(request, text) if text else None,
        "attempt": attempt,
        "is_gone": is_gone,
        "onward": next_after(asked, theme, asked.text) if asked.text and not text else None,
        "aim": aim,
        "neighbours": _neighbours(board, aim.number if aim else 0),
        "counts": counts.lists,
        "is_new": not any(counts.lists.values()) and _is_unwritten(),
        "unread": counts.unread,
        "oldest_for": age(oldest) if oldest else "",
        "alarms": alarms(),
        "waiting": counts,
        "answers": counts.answers,
        "draft_edition": counts.edition,
        "told": _last_action(asked, by),
    }
    status = 404 if is_gone else attempt.status if attempt else 200
    return render(request, "guide/desk/desk.html", context, status=status)


def _is_unwritten() -> bool:
    """Whether nobody has written anything yet: then nothing is read or decided either."""
    return not any(rows.exists() for rows in (Submission.objects, Page.objects, Comment.objects))


def _neighbours(board: Board, number: int) -> tuple[int | None, int | None]:
    """The places before and behind the one that is aimed at, for the keys that move the aim."""
    numbers = list(board.places)
    at = numbers.index(number) if number in numbers else -1
    return (numbers[at - 1] if at > 0 else None, numbers[at + 1] if at + 1 < len(numbers) else None)


@dataclass(frozen=True)
class LastAction:
    """What has just been done here: a decision, or that a text was read."""

    decision: Decision | None
    text: Any


def _last_action(asked: DeskQuery, by: User) -> LastAction | None:
    """Returns what `?done=` names: this editor's decision, if it still holds, or the text that she marked as read."""
    if not asked.done:
        return None
    if key := TextKey.read(asked.done):
        text = text_at(key)
        return LastAction(None, text) if text else None
    found = last_decision(int(asked.done), by)
    return LastAction(found, found.submission.text) if found else None


# Where things stand: pages that are proposed, the tips in their order, the sections, the editions.


PAGES_OFFERED = 12
TEXTS = [f"{page}__{name}" for page in ("page", "page__merged_into") for name in ("body", "body_html", "contents")]


@editors_only
def arrange(request: HttpRequest) -> HttpResponse:
    """`?place=9` aims at a free place: the pages that could take it are offered."""
    board = board_in_preparation()
    aim = place_aimed_at(board, request.GET.get("place", ""))
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


def place_aimed_at(board: Board, number: str) -> Place | None:
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
