"""From the wiki into the guide: a page is proposed, and takes a place."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.access import actor, contributors_only, editors_only
from contributions.models import Page, PageRevision
from contributions.pages.addresses import on_page
from contributions.revision_screens import Preview, add_error, preview_of
from guide.board import Board, board_in_preparation
from guide.errors import PlaceTaken
from guide.forms import NominationForm, PromotionForm
from guide.nominations import Nomination
from guide.tips import Tip
from markup import opening

NOT_SAVED = 422


@contributors_only
@on_page()
def nominate(request: HttpRequest, page: Page) -> HttpResponse:
    """A page is proposed for the guide, with a sentence why."""
    by = actor(request)
    mine = Nomination.objects.filter(page=page, nominated_by=by).first()
    form = NominationForm(request.POST or None, initial={"reason": mine.reason if mine else ""})
    if form.is_valid():
        Nomination.objects.nominate(page, by=by, reason=form.cleaned_data["reason"])
        messages.success(request, _("“%(title)s” is proposed: it waits at the editors’ desk.") % {"title": page.title})
        return redirect(page)
    tips = Tip.objects.resting_on(page).select_related("theme")
    context = {"page": page, "form": form, "tips": tips, "mine": mine}
    return render(request, "guide/nominate.html", context, status=NOT_SAVED if form.errors else 200)


@editors_only
@on_page(with_text=True, gives_back=True)
def promote(request: HttpRequest, page: Page) -> HttpResponse:
    """A page takes a free place, its opening as the tip's first text; whoever comes second is told, and loses nothing."""
    board = board_in_preparation().beginning_with(page.theme)
    if request.method != "POST":
        return _show(request, page, PromotionForm(board=board, initial=_first_choice(request, page, board)))
    form = PromotionForm(request.POST, board=board)
    if "preview" in request.POST or "preview" in request.GET:
        return _show(request, page, form, preview=preview_of(Tip(), request.POST.get("body", "")))
    return _save(request, page, form) if form.is_valid() else _show(request, page, form, status=NOT_SAVED)


def _save(request: HttpRequest, page: Page, form: PromotionForm) -> HttpResponse:
    sent = form.cleaned_data
    try:
        tip = Tip.objects.promote(
            cast(PageRevision, page.revision(sent["page_version"])),
            number=sent["number"],
            by=actor(request),
            title=sent["title"],
            body=sent["body"],
        )
    except ValidationError as refusal:
        add_error(form, refusal)
        form.board = board_in_preparation().beginning_with(page.theme)
        return _show(request, page, form, status=409 if isinstance(refusal, PlaceTaken) else NOT_SAVED)
    messages.success(request, _("“%(title)s” is tip %(number)s.") % {"title": tip.title, "number": tip.number})
    return redirect(tip)


def _first_choice(request: HttpRequest, page: Page, board: Board) -> dict[str, object]:
    wanted = request.GET.get("place", "")
    free = {str(number) for number, place in board.places.items() if place.is_free}
    number = wanted if wanted in free else board.first_free(page.theme)
    return {"number": number, "title": page.title, "body": opening(page.body), "page_version": page.version}


def _show(
    request: HttpRequest, page: Page, form: PromotionForm, *, preview: Preview | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "page": page,
        "form": form,
        "board": form.board,
        "passage": opening(page.body),
        "tips": Tip.objects.resting_on(page).select_related("theme").defer("body", "body_html"),
        "nominations": Nomination.objects.filter(page=page).select_related("nominated_by"),
        "preview": preview,
    }
    return render(request, "guide/promote.html", context, status=status)
