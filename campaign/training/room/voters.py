"""By what somebody in a room votes once: a random number in a cookie of that room alone. Only its hash is stored.

No account comes into it, though the reader may be signed in: nothing here or in the views of a room asks for
`request.user` or the session.
"""

from __future__ import annotations

import re
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string, salted_hmac

from campaign.training.room.models import QuestionRoom

COOKIE = "room"
LENGTH = 22
NUMBER = re.compile(rf"[A-Za-z0-9]{{{LENGTH}}}")
LASTS = timedelta(days=3)


def voter_in(request: HttpRequest, room: QuestionRoom) -> str:
    """Returns the hash of the number that the browser has for this room, or "" where it has none."""
    number = request.COOKIES.get(COOKIE, "")
    return hashed(number, room) if NUMBER.fullmatch(number) else ""


def hashed(number: str, room: QuestionRoom) -> str:
    """Another one in each room, so that two rooms do not tell that somebody was in both."""
    return salted_hmac("campaign.training.room", f"{room.pk} {number}", algorithm="sha256").hexdigest()


def remember(response: HttpResponse, room: QuestionRoom, number: str) -> None:
    """Gives the browser a number, which it shows in this room and nowhere else."""
    response.set_cookie(
        COOKIE,
        number,
        max_age=LASTS,
        path=room.path.removesuffix(f"{room.code}/"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def new_number() -> str:
    return get_random_string(LENGTH)
