"""What the code of a room opens, for anybody: one asks in a line, and votes. No account, and none is looked at.

No session is read. Works without scripts; with them the list is live.

The views that take a POST are `csrf_exempt`: nobody is signed in here, so that another site can borrow nobody's rights by
sending a form; the code in the address is the right, as in guide/views/reviewing/guests.py. A token would need a cookie of its
own, and the number by which one votes (`SameSite=Lax`) does not come along with a form of another site.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from accounts.client_ip import client_network
from accounts.secret_addresses import unlogged
from campaign.training.room import voters
from campaign.training.room.live_list import live_list
from campaign.training.room.models import QuestionRoom, RoomQuestion, RoomState, RoomVote
from campaign.training.room.querysets import MOST_SHOWN
from common import markup
from common.paging import parse_int

LONGEST_TYPED = 200
NOT_DONE = HTTPStatus.UNPROCESSABLE_ENTITY
LIST = "campaign/training/room/_list.html"
HEADERS = {
    "Cache-Control": "no-store, private",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


@require_safe
def room_short(request: HttpRequest, code: str) -> HttpResponse:
    """The address on the wall leads to the room."""
    found = QuestionRoom.objects.with_code(code)
    return _guarded(redirect(found.path)) if found else _closed(request, None)


@csrf_exempt  # as the module says: a code that is typed leads to its room, and changes nothing
@require_http_methods(["GET", "HEAD", "POST"])
def room_by_code(request: HttpRequest) -> HttpResponse:
    """A box for the code on the wall; POST with `code` leads to its room. It is not sent by GET: logs note addresses."""
    typed = markup.one_line(markup.clean_text(request.POST.get("code", "")))[:LONGEST_TYPED]
    if request.method != "POST":
        return _guarded(render(request, "campaign/training/room/by_code.html"))
    if found := QuestionRoom.objects.with_code(typed):
        return _guarded(redirect(found.path))
    context = {"typed": typed, "is_empty": not typed}
    return _guarded(render(request, "campaign/training/room/by_code.html", context, status=NOT_DONE))


@csrf_exempt  # as the module says
@require_http_methods(["GET", "HEAD", "POST"])
def room(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """POST with `text` asks; with `vote` or `unvote`, the key of a question, votes or takes that back.

    Whoever comes without a number of this room gets one with the page, and does nothing before she brings it back.
    """
    found = QuestionRoom.objects.at(pk, code)
    if found is None or found.state() != RoomState.OPEN:
        return _closed(request, found)
    voter = voters.voter_in(request, found)
    return _guarded(_answer(request, found, voter) if voter else _welcome(request, found))


def _welcome(request: HttpRequest, room: QuestionRoom) -> HttpResponse:
    """The page with a number for this browser; what it sent without one is asked for once more."""
    is_sent, is_given = request.method == "POST", voters.may_give_number(address=client_network(request.META))
    refusal = _("Send it once more, please: your browser had no cookie of this room yet.") if is_sent else ""
    if not is_given:
        refusal = _(
            "Many people have come within a minute. You can read; to ask and to vote, load this page again soon."
        )
    response = _show(request, room, "", refusal=refusal, status=NOT_DONE if is_sent else HTTPStatus.OK)
    if is_given:
        voters.remember(response, room, voters.new_number())
    return response


def _answer(request: HttpRequest, room: QuestionRoom, voter: str) -> HttpResponse:
    if request.method != "POST":
        return _show(request, room, voter)
    try:
        return _acted(request, room, voter)
    except ValidationError as refusal:
        return _show(request, room, voter, refusal=refusal.messages[0], status=NOT_DONE)


def _acted(request: HttpRequest, room: QuestionRoom, voter: str) -> HttpResponse:
    address = client_network(request.META)
    if "text" in request.POST:
        voters.check("room_ask", voter=voter, address=address)
        asked = room.ask(markup.clean_text(request.POST["text"]), voter=voter)
        return redirect(f"{room.path}#own" if asked.state == asked.State.WAITING else f"{room.path}#q-{asked.pk}")
    voters.check("room_vote", voter=voter, address=address)
    verb, name = (room.take_vote_back, "unvote") if "unvote" in request.POST else (room.vote, "vote")
    key = parse_int(request.POST.get(name, "")) or 0  # no row has this number
    verb(key, voter=voter)
    return redirect(f"{room.path}#q-{key}")


@require_safe
def room_list(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """The list alone, for the script of the room; 410 tells it that the room is closed."""
    found = QuestionRoom.objects.at(pk, code)
    if found is None or found.state() != RoomState.OPEN:
        return _guarded(HttpResponse(status=HTTPStatus.GONE))
    voter = voters.voter_in(request, found)
    return unlogged(live_list(request, found, LIST, lambda: _list_of(found, voter), reader=voter))


def _show(
    request: HttpRequest, room: QuestionRoom, voter: str, *, refusal: str = "", status: int = HTTPStatus.OK
) -> HttpResponse:
    typed = request.POST.get("text", "") if refusal else ""
    context = _list_of(room, voter) | {"session": room.session, "refusal": refusal, "typed": typed}
    return render(request, "campaign/training/room/room.html", context, status=status)


def _list_of(room: QuestionRoom, voter: str) -> dict[str, Any]:
    """What is shown to everybody, and what of this voter waits to be shown."""
    votes = RoomVote.objects.order_by()
    rows = room.questions.exclude(state=RoomQuestion.State.HIDDEN).by_votes().for_voter(voter, votes)
    found = list(rows[: 2 * MOST_SHOWN])
    shown = [one for one in found if one.state == RoomQuestion.State.SHOWN][:MOST_SHOWN]
    waiting = [one for one in found if one.state == RoomQuestion.State.WAITING and one.has_own_vote]
    return {"room": room, "questions": shown, "own_waiting": waiting}


def _closed(request: HttpRequest, room: QuestionRoom | None) -> HttpResponse:
    """Too early or too late; the same words for a code that was renewed and for one that never was."""
    is_early = room is not None and room.state() == RoomState.NOT_YET
    context = {"room": room, "session": room.session if room else None, "is_early": is_early}
    status = HTTPStatus.OK if is_early else HTTPStatus.GONE if room else HTTPStatus.NOT_FOUND
    return _guarded(render(request, "campaign/training/room/closed.html", context, status=status))


def _guarded(response: HttpResponse) -> HttpResponse:
    for name, value in HEADERS.items():
        response[name] = value
    return unlogged(response)
