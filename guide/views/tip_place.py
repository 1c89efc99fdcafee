"""Where a tip stands: moved to another place, or left without one."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import actor, editors_only
from campaign.site_settings.first_language import first_language_words
from common.forms.fields import add_error
from common.html import sentence
from guide.tips.board import Board, board_in_preparation
from guide.tips.forms import PlaceForm
from guide.tips.models import Tip
from guide.tips.seen_places import seen_places
from guide.views.candidates.open_votes import asks_about_votes, check_no_vote
from guide.views.lookup import get_tip


@editors_only
@asks_about_votes
def tip_move(request: HttpRequest, key: str) -> HttpResponse:
    """To any place; where a tip stands already, the two change places. `desk` in the form leads back to all of them."""
    moved = get_tip(key)
    board = board_in_preparation().beginning_with(moved.theme)
    form = PlaceForm(request.POST or None, board=board, initial={"number": moved.number})
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["number"] != moved.number:
            check_no_vote(request, form.cleaned_data["number"])
        try:
            told = _move(moved, form.cleaned_data["number"], board, request)
        except ValidationError as refusal:
            add_error(form, refusal)
        else:
            messages.success(request, told)
            is_at_desk = "desk" in request.POST
            return redirect(
                f"{reverse('guide:arrange')}#place-{moved.number}" if is_at_desk else moved.get_absolute_url()
            )
    return render(request, "guide/tips/move.html", {"tip": moved, "form": form, "board": board})


def _move(tip: Tip, number: int, board: Board, request: HttpRequest) -> str:
    """Moves the tip and says so, whichever tip it changed places with included."""
    other, before, title = board.places[number].tip, tip.number, first_language_words(tip.title)
    tip.move_to(number, by=actor(request), seen=seen_places(request.POST.get("seen")))
    if other is None or other.pk == tip.pk:
        return sentence(_("“%(title)s” is tip %(number)s."), title=title, number=number)
    values = {"title": title, "number": number, "other": first_language_words(other.title), "before": before}
    if before is None:
        return sentence(_("“%(title)s” is tip %(number)s. “%(other)s” is kept without a place."), **values)
    return sentence(_("“%(title)s” is tip %(number)s, “%(other)s” tip %(before)s."), **values)


@editors_only
def tip_release(request: HttpRequest, key: str) -> HttpResponse:
    """Gives up the tip's place, after a question; the tip stays."""
    released = get_tip(key)
    if request.method != "POST":
        return render(request, "guide/tips/release.html", {"tip": released})
    number = released.number
    if number is not None:
        words = _("Place %(number)s is free. “%(title)s” is kept, without a place.")
        try:
            released.release(by=actor(request))
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
        else:
            messages.success(request, sentence(words, title=first_language_words(released.title), number=number))
    return redirect("guide:arrange")
