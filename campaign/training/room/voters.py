"""By what somebody in a room votes once: a random number in a cookie of that room alone. Only its hash is stored.

The page of the room gives the number, signed, and so many to an address alone (room_limits.py): whoever sends a vote without
one, or with one that was made up, is asked to send it again with the one that comes back.

No account comes into it, though the reader may be signed in: nothing here or in the views of a room asks for
`request.user` or the session.
"""

from __future__ import annotations

import re
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac

from campaign.training.room.models import QuestionRoom

COOKIE = "room"
LENGTH = 22
NUMBER = re.compile(rf"([A-Za-z0-9]{{{LENGTH}}})-([0-9a-f]{{16}})")
LASTS = timedelta(days=3)


def voter_in(request: HttpRequest, room: QuestionRoom) -> str:
    """Returns the hash of the number that the browser has for this room, or "" where it has none of ours."""
    found = NUMBER.fullmatch(request.COOKIES.get(COOKIE, ""))
    is_ours = found is not None and constant_time_compare(found[2], _signature(found[1], room))
    return hashed(found[1], room) if found and is_ours else ""


def hashed(number: str, room: QuestionRoom) -> str:
    """Another one in each room, so that two rooms do not tell that somebody was in both."""
    return salted_hmac("campaign.training.room", f"{room.pk} {number}", algorithm="sha256").hexdigest()


def remember(response: HttpResponse, room: QuestionRoom, number: str) -> None:
    """Gives the browser a number, which it shows in this room and nowhere else."""
    response.set_cookie(
        COOKIE,
        f"{number}-{_signature(number, room)}",
        max_age=LASTS,
        path=room.path.removesuffix(f"{room.code}/"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _signature(number: str, room: QuestionRoom) -> str:
    signed = salted_hmac("campaign.training.room.number", f"{room.pk} {number}", algorithm="sha256")
    return signed.hexdigest()[:16]


def new_number() -> str:
    return get_random_string(LENGTH)
