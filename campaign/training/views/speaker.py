"""The questions of a room for its organisers: on the wall, in large type, and at a desk, where they are moderated.

Both are sent to with one act at a time, and both ask every few seconds what is new.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.access import organisers_only
from campaign.training.models import TrainingSession
from campaign.training.room.live_list import live_list
from campaign.training.room.models import QuestionRoom, RoomState
from campaign.training.room.querysets import MOST_SHOWN
from campaign.training.views.organising import session_at
from common.html.qr_codes import qr_code
from common.paging import parse_int

ON_WALL = "campaign/training/room/_wall.html"
ON_DESK = "campaign/training/room/_moderation.html"

type RoomView = Callable[[HttpRequest, QuestionRoom], HttpResponse]


def on_room(view: RoomView) -> Callable[..., HttpResponse]:
    """Hands the view the room of the session, with the session; where it has none, the desk says how to give it one.

    Raises Http404 without the session.
    """

    @wraps(view)
    def on_the_room(request: HttpRequest, pk: int) -> HttpResponse:
        found = QuestionRoom.objects.of(pk)
        if found is None:
            return redirect("training:room_desk", session_at(pk).pk)
        return view(request, found)

    return on_the_room


@organisers_only
@on_room
def speaker(request: HttpRequest, room: QuestionRoom) -> HttpResponse:
    """The wall: POST does an act, see `_act`."""
    if request.method == "POST":
        _act(request, room)
        return redirect("training:speaker", room.session_id)
    own = {"session": room.session, "qr": qr_code(room.short_address), "is_open": room.state() == RoomState.OPEN}
    return render(request, "campaign/training/room/speaker.html", _wall(room) | own)


@organisers_only
@require_safe
@on_room
def speaker_list(request: HttpRequest, room: QuestionRoom) -> HttpResponse:
    """The questions of the wall alone, for its script."""
    return live_list(request, room, ON_WALL, lambda: _wall(room))


def _wall(room: QuestionRoom) -> dict[str, Any]:
    """What is shown to everybody: what waits is no matter for a wall."""
    found = list(room.questions.shown().by_votes()[:MOST_SHOWN])
    return {
        "room": room,
        "questions": found,
        "current": next((one for one in found if one.pk == room.current_id), None),
    }


@organisers_only
def room_desk(request: HttpRequest, pk: int) -> HttpResponse:
    """Opens a room, and looks after it: POST with `open`, `renew`, `moderated`, `paused`, `empty`, or an act, see `_act`."""
    session, room = session_at(pk), QuestionRoom.objects.of(pk)
    if request.method == "POST":
        _look_after(request, session, room)
        return redirect("training:room_desk", pk)
    context = {"session": session, "room": room}
    if room is not None:
        context |= _desk(room) | {"qr": qr_code(room.short_address), "state": room.state().name}
    return render(request, "campaign/training/room/desk.html", context)


@organisers_only
@require_safe
@on_room
def room_desk_list(request: HttpRequest, room: QuestionRoom) -> HttpResponse:
    """The questions of the desk alone, for its script."""
    return live_list(request, room, ON_DESK, lambda: _desk(room))


def _desk(room: QuestionRoom) -> dict[str, Any]:
    return {
        "room": room,
        "questions": room.questions.shown().by_votes()[:MOST_SHOWN],
        "waiting": room.questions.waiting()[:MOST_SHOWN],
        "hidden": room.questions.hidden()[:MOST_SHOWN],
    }


def _look_after(request: HttpRequest, session: TrainingSession, room: QuestionRoom | None) -> None:
    sent = request.POST
    if room is None:
        if "open" in sent:
            QuestionRoom.objects.open_for(session, is_moderated="is_moderated" in sent)
    elif "renew" in sent:
        room.renew_code()
        messages.success(request, _("The code has changed. The former one no longer opens anything."))
    elif "moderated" in sent:
        room.moderate(is_moderated=sent["moderated"] == "yes")
    elif "paused" in sent:
        room.pause(is_paused=sent["paused"] == "yes")
    elif "empty" in sent:
        _say_emptied(request, room.empty())
    else:
        _act(request, room)


def _say_emptied(request: HttpRequest, hidden: int) -> None:
    words = ngettext(
        "%(n)s question is hidden: it stands below, and can be shown again until you empty the room once more.",
        "%(n)s questions are hidden: they stand below, and can be shown again until you empty the room once more.",
        hidden,
    )
    messages.success(request, words % {"n": hidden})


def _act(request: HttpRequest, room: QuestionRoom) -> None:
    """Does with a question, whose key is the value, what the name of the button says. Another name does nothing."""
    acts = {
        "pin": room.pin,
        "answered": room.mark_answered,
        "unanswered": room.mark_unanswered,
        "show": room.show,
        "hide": room.hide,
    }
    for name, act in acts.items():
        if key := parse_int(request.POST.get(name, "")):
            act(key)
    if "unpin" in request.POST:
        room.unpin()
