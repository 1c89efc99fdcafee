"""The way from the page of a session to its room."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from accounts.access import is_organiser
from campaign.training.models import TrainingSession
from campaign.training.room.models import QuestionRoom, RoomState

register = template.Library()


@register.inclusion_tag("campaign/training/room/_of_session.html", takes_context=True)
def session_room(context: Context, session: TrainingSession) -> dict[str, Any]:
    """Where one asks without a name while the room is open, and what organisers do about it. One query."""
    room = QuestionRoom.objects.of(session.pk)
    return {
        "session": session,
        "room": room,
        "is_open": room is not None and room.state() == RoomState.OPEN,
        "may_moderate": is_organiser(context["request"].user) and (room is not None or not session.is_over()),
    }
