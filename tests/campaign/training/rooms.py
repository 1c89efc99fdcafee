"""Rooms for questions, and people in them: each browser has a number of its own."""

from __future__ import annotations

from typing import Any

from django.test import Client

from campaign.models import QuestionRoom, TrainingSession
from campaign.training.room import voters
from tests.campaign.training.made import create_session


def open_room(*, in_days: float = 0.02, is_moderated: bool = False, **fields: Any) -> QuestionRoom:
    """The room of a session that begins in half an hour."""
    session = create_session(in_days=in_days, **fields)
    return QuestionRoom.objects.open_for(session, is_moderated=is_moderated)


class Browser(Client):
    """It has looked at a room before it sends something there, as people do."""

    def post(self, path: str, *args: Any, **more: Any) -> Any:  # type: ignore[override]
        if voters.COOKIE not in self.cookies:
            self.get(path, REMOTE_ADDR=more.get("REMOTE_ADDR", "127.0.0.1"))
        return super().post(path, *args, **more)


def somebody() -> Client:
    """A browser that nobody has signed in with."""
    return Browser(headers={"accept-language": "fr"})


def session_path(session: TrainingSession, name: str) -> str:
    return f"{session.get_absolute_url()}{name}/"
