"""One tip: read with what it rests on, and edited as pages are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import actor, editors_only
from campaign.site_settings.current import first_language_words
from common.forms.fields import add_error
from common.html import sentence
from contributions.revision_views import Editing, RevisionForm
from guide.desk.inbox import body_taken_over
from guide.drift import drift_context as drift
from guide.reviewing import overview as reviewing
from guide.sources import ties as provenance
from guide.tips.board import Board, board_in_preparation
from guide.tips.forms import PlaceForm, TipForm
from guide.tips.models import Tip
from guide.tips.seen_places import seen_places
from guide.views.candidates.polls import asks_about_votes, check_no_vote
from guide.views.drift import answer_by_edit, named_drift
from guide.views.text_history import get_tip

FOUND = 302


@editors_only
def tip(request: HttpRequest, key: str) -> HttpResponse:
    """Each part of the screen brings what it shows: its review, its sources, what has become of them."""
    found = get_tip(key)
    context: dict[str, Any] = {"tip": found, "newest": found.history.with_authors().without_bodies().first()}
    for part in (reviewing, provenance, drift):
        context |= part.tip_context(found, actor(request))
    return render(request, "guide/tips/tip.html", context)


class TipEditing(Editing[Tip]):
    """A tip, with the sentence of a colleague that may stand beside it."""

    template = "guide/tips/edit.html"
    frame = "guide/desk/_revisions.html"
    name = "tip"

    def form(self, data: Mapping[str, Any] | None = None, *, initial: dict[str, Any] | None = None) -> RevisionForm:
        return TipForm(data, people=self.text.people_behind, initial=initial)

    def as_it_stands(self) -> dict[str, Any]:
        values = super().as_it_stands() | {"quote": self.text.quote, "quoted_person": self.text.quoted_person}
        named = self.request.GET.get("drift", "")
        if drift := named_drift(self.text, named):
            values["body"] = body_taken_over(drift, values["body"])
        return values | {"drift": named}

    @property
    def label(self) -> str:
        return f"{self.text.label}, {self.text.title}"

    def sent(self, form: RevisionForm) -> dict[str, Any]:
        """A form that does not ask about the quotation leaves it alone."""
        left_out = {"drift"} if "quote" in self.request.POST else {"drift", "quote", "quoted_person"}
        return {name: value for name, value in form.cleaned_data.items() if name not in left_out}

    def conflict_context(self) -> dict[str, Any]:
        """The quotation that was typed is carried along, and what the edit answers."""
        typed = self.request.POST
        return {"carried": [(name, typed[name]) for name in ("quote", "quoted_person", "drift") if name in typed]}

    def save(self, form: RevisionForm) -> HttpResponse:
        """What was edited because a source has changed is answered with it."""
        response = super().save(form)
        if response.status_code == FOUND and (refusal := answer_by_edit(self.text, self.request)):
            messages.info(self.request, refusal)
        return response


@editors_only
def tip_edit(request: HttpRequest, key: str) -> HttpResponse:
    return TipEditing(request, get_tip(key)).respond()


@require_POST
@editors_only
def tip_presence(request: HttpRequest, key: str) -> HttpResponse:
    return TipEditing(request, get_tip(key)).presence_fragment()


@require_POST
@editors_only
def tip_preview(request: HttpRequest, key: str) -> HttpResponse:
    return TipEditing(request, get_tip(key)).preview_fragment()


# Where a tip stands: moved to another place, or left without one.


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
