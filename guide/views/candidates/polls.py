"""The votes of the editors: opening one, ranking, closing it, reading the result."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Concatenate

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import actor, editors_only, others_who_edit
from common.forms.fields import add_error
from common.forms.screens import show_form
from drafts import autosave
from drafts.sent_forms import accepted
from guide.candidates.forms import USUAL_VOTE, BallotForm, PollForm, whole_number
from guide.candidates.models import Candidate, PollClosed
from guide.candidates.polls import Ballot, Poll, result_of
from guide.desk.theme_board import board_of, with_seen
from guide.tips.board import board_in_preparation
from guide.tips.models import Tip
from themes.models import Theme

NOT_SAVED = 422


@editors_only
def poll_open(request: HttpRequest, slug: str) -> HttpResponse:
    """`?place=9` proposes the place, `?candidate=4` a candidate."""
    theme = get_object_or_404(Theme, slug=slug)
    board = board_of(theme)
    rows = [entry.candidate for entry in board.entries]
    place = whole_number(request.GET.get("place", ""))
    first: dict[str, object] = {
        "place": place if place in board.free else next(iter(board.free), None),
        "candidates": [row.pk for row in rows],
    }
    first |= {"closes_on": timezone.localdate() + USUAL_VOTE}
    form = PollForm(request.POST or None, places=board.free, rows=rows, initial=first)
    if form.is_valid():
        sent = form.cleaned_data
        try:
            poll = Poll.objects.begin(
                theme,
                place=sent["place"],
                candidates=sent["candidates"],
                by=actor(request),
                closes_at=form.closes_at,
            )
        except ValidationError as refusal:
            add_error(form, refusal)
        else:
            messages.success(request, _opened(poll))
            return redirect(poll)
    context = {"theme": theme, "board": board}
    return show_form(request, form, "guide/polls/open.html", context)


def _opened(found: Poll) -> str:
    """Says that others are told only where somebody else may vote."""
    if others_who_edit(found.opened_by):
        return _("The vote is open: the editors are told.")
    return _("The vote is open. Nobody else may vote yet: rank the candidates, then close it.")


@editors_only
def poll(request: HttpRequest, pk: int) -> HttpResponse:
    """While it is open, one's own ranking and who has voted; then the result."""
    found = get_poll(pk)
    if not found.is_open:
        place, result = board_in_preparation().places.get(found.place), result_of(found)
        context = {"poll": found, "result": result}
        context["place"] = place if place and place.theme == found.theme else None
        context["first"] = with_seen(result.first)
        if is_late := request.method == "POST":
            context["late"] = PollClosed().messages[0]
        return render(request, "guide/polls/result.html", context, status=NOT_SAVED if is_late else 200)
    by, rows, key = actor(request), list(found.candidates.all()), f"poll:{found.pk}"
    mine = next((ballot for ballot in found.ballots.all() if ballot.by_id == by.pk), None)
    first = {"why": mine.why if mine else ""} | autosave.words(request, key)
    form = BallotForm(request.POST or None, rows=rows, ranks=_ranks(mine), initial=first)
    if accepted(request, form, lambda: found.cast(form.ranks, by=by, why=form.cleaned_data["why"])):
        messages.success(request, _("Your ranking is saved. You may change it until the vote closes."))
        return redirect(found)
    context = {"poll": found, "form": form, "mine": mine, "draft_key": key}
    context["incorporated_by"] = Tip.objects.filter(number=found.place).only("number", "title").first()
    return show_form(request, form, "guide/polls/poll.html", context)


def get_poll(pk: int) -> Poll:
    """With its candidates and its ballots, in as many queries whatever their number."""
    ballots = Prefetch("ballots", Ballot.objects.select_related("by"))
    candidates = Prefetch("candidates", Candidate.objects.with_texts().order_by("pk"))
    rows = Poll.objects.select_related("theme", "opened_by", "closed_by").prefetch_related(ballots, candidates)
    return get_object_or_404(rows, pk=pk)


def _ranks(ballot: Ballot | None) -> dict[int, int]:
    """The numbers of a ballot: those of one group share the place of its first."""
    found: dict[int, int] = {}
    for group in ballot.ranks if ballot else []:
        found |= dict.fromkeys(group, len(found) + 1)
    return found


@editors_only
@require_POST
def poll_close(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Poll, pk=pk)
    if found.close(by=actor(request)):
        messages.success(request, _("The vote is closed and counted."))
    return redirect(found)


# A text that is put into a place about which the editors are voting: whoever does it is asked first.


SURE = "although_vote"
NOT_CARRIED = {"csrfmiddlewaretoken", SURE}


class VoteOpen(Exception):
    """The editors are voting about this place, and nobody has said that the text goes there all the same."""

    def __init__(self, poll: Poll) -> None:
        super().__init__(str(poll))
        self.poll = poll


def check_no_vote(request: HttpRequest, number: int) -> None:
    """Raises VoteOpen, unless the form says that the vote is known."""
    poll = Poll.objects.open().filter(place=number).first()
    if poll is not None and request.POST.get(SURE) != str(poll.pk):
        raise VoteOpen(poll)


def asks_about_votes[**P](
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Gives the form back with the question; what was typed is carried along in it."""

    @wraps(view)
    def asking(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except VoteOpen as found:
            return _question(request, found.poll)

    return asking


def _question(request: HttpRequest, poll: Poll) -> HttpResponse:
    carried = [(name, value) for name, values in request.POST.lists() if name not in NOT_CARRIED for value in values]
    context = {"poll": poll, "carried": carried, "sure": SURE, "number": poll.ballots.count()}
    is_live = getattr(request, "htmx", False)
    status = HTTPStatus.OK if is_live else HTTPStatus.CONFLICT  # htmx shows nothing of what is no success
    response = render(request, "guide/polls/open_vote.html", context, status=status)
    if is_live:
        for name, value in {
            "HX-Retarget": "body",
            "HX-Reswap": "innerHTML",
            "Cache-Control": "private, no-store",
        }.items():
            response.headers[name] = value
    return response
