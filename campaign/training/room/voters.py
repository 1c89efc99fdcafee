"""By what somebody in a room votes once: a random number in a cookie of that room alone. Only its hash is stored.

The page of the room gives the number, signed, and so many to an address alone (room_limits.py): whoever sends a vote without
one, or with one that was made up, is asked to send it again with the one that comes back.

No account comes into it, though the reader may be signed in: nothing here or in the views of a room asks for
`request.user` or the session.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from threading import Lock
from time import time

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac
from django.utils.translation import gettext_lazy as _

from campaign.training.room.models import QuestionRoom, RoomVote

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


# How often somebody asks and votes in rooms, by the number in the cookie and by the address, against floods.
#
# Counted in the memory of each worker, so that no address is ever stored. A room may sit behind one address: the limits of
# an address (FLOOD_LIMITS, "room_…address") are for a few hundred people at once.


MINUTE, HOUR = 60, 3600


class WindowCounter:
    """Counts keys within the minute and the hour of the clock; what was counted before is forgotten."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._windows: dict[int, tuple[int, Counter[str]]] = {}

    def take(self, key: str, limits: tuple[int, int], *, at: float | None = None) -> bool:
        """Counts one more. Returns False, and counts nothing, beyond the limit of a minute or an hour."""
        now = int(time() if at is None else at)
        with self._lock:
            counts = [self._counts(seconds, now) for seconds in (MINUTE, HOUR)]
            if any(count[key] >= most for count, most in zip(counts, limits, strict=True)):
                return False
            for count in counts:
                count[key] += 1
        return True

    def _counts(self, seconds: int, now: int) -> Counter[str]:
        window, counts = self._windows.get(seconds, (-1, Counter()))
        if window != now // seconds:
            counts = Counter()
            self._windows[seconds] = (now // seconds, counts)
        return counts


_counter = WindowCounter()


def check(act: str, *, voter: str, address: str) -> None:
    """Counts an act ("room_ask", "room_vote"). Raises ValidationError for too many of a voter, or from an address."""
    limits = settings.FLOOD_LIMITS
    is_allowed = _counter.take(f"{act} {voter}", limits[act]) and _counter.take(address, limits["room_address"])
    if is_allowed and act == "room_ask":
        is_allowed = _counter.take(f"{act} at {address}", limits["room_ask_address"])
    if not is_allowed:
        raise ValidationError(_("That is a lot in a short time. Wait a minute, and send it again."), code="too_often")


def may_give_number(*, address: str) -> bool:
    """Counts a number that is given to a browser. Returns False where this address has got many in a short time."""
    return _counter.take(f"room_new {address}", settings.FLOOD_LIMITS["room_new_address"])


# Deletes the hashes of those who voted, some days after a session. The counts stay.


RETENTION = timedelta(days=3)


def forget_votes() -> int:
    """Returns how many were deleted."""
    old = RoomVote.objects.filter(question__room__session__ends_at__lt=timezone.now() - RETENTION)
    return old.delete()[0]
