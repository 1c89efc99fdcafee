"""A text that is put into a place about which the editors are voting: whoever does it is asked first."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Concatenate

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from guide.candidates.polls import Poll

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
